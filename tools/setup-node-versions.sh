#!/usr/bin/env bash
# The other JavaScript runtimes the packages are tested on, as node22, node24, deno, bun and workerd in
# $TELNUM_CACHE/bin. All come from npm, which names the builds for each platform in its own way.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

"$TELNUM_TOOLS/setup-node.sh"

case $(uname -sm) in
  'Linux x86_64') node=linux-x64 ;;
  'Linux aarch64') node=linux-arm64 ;;
  *) fail "npm has no Node, Deno, Bun and workerd for $(uname -sm)." "Install them by hand and put them on PATH." ;;
esac

install_node22() { npm_into node22 "node-$node@$NODE_22"; }
install_node24() { npm_into node24 "node-$node@$NODE_24"; }
install_deno() { npm_into deno "deno@$DENO"; }
install_bun() { npm_into bun "bun@$BUN"; }
install_workerd() { npm_into workerd "workerd@$WORKERD"; }

# runtime NAME VERSION PROGRAM: the program's path may hold a star for the platform. The packages' own
# launchers would do as well, after an install script or at the price of a second process.
runtime() {
  local modules=$TELNUM_CACHE/$1/node_modules program
  once "$1" "$2" "install_$1"
  for program in "$modules"/$3; do
    if [[ -x $program ]]; then
      link "$1" "$program"
      return
    fi
  done
  fail "$1 $2 was installed, but $modules/$3 is not there."
}

runtime node22 "$NODE_22" "node-$node/bin/node"
runtime node24 "$NODE_24" "node-$node/bin/node"
runtime deno "$DENO" '@deno/*/deno'
runtime bun "$BUN" '@oven/bun-*/bin/bun'
runtime workerd "$WORKERD" '@cloudflare/workerd-*/bin/workerd'
