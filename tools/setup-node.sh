#!/usr/bin/env bash
# Node's build tools: tsc with Node's types, esbuild, wasm-opt and zopfli. Other runtimes come by setup-node-versions.sh.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

need node "Get Node $NODE_AT_LEAST or newer from https://nodejs.org or your package manager."
found=$(node --version)
at_least "$NODE_AT_LEAST" "${found#v}" || fail "node $found is too old; telnum needs $NODE_AT_LEAST." "https://nodejs.org"

install_tools() {
  npm_into node "typescript@$TYPESCRIPT" "@types/node@$NODE_TYPES" "esbuild@$ESBUILD" "binaryen@$BINARYEN" \
    "@gfx/zopfli@$ZOPFLI"
}

once node "$TYPESCRIPT $NODE_TYPES $ESBUILD $BINARYEN $ZOPFLI" install_tools
for tool in tsc esbuild wasm-opt; do
  link "$tool" "$TELNUM_CACHE/node/node_modules/.bin/$tool"
done
