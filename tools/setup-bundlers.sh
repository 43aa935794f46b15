#!/usr/bin/env bash
# The bundlers that the npm package is tested with, as vite, webpack, wrangler and next in $TELNUM_CACHE/bin,
# attw and publint, which judge its types and its manifest, what Jest mocks modules with, and Express, which has a
# relay mounted. One that cannot be had is left out: the tests skip it, and say so.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

"$TELNUM_TOOLS/setup-node-versions.sh"

install_vite() { npm_into vite "vite@$VITE"; }
# webpack's own command is webpack-cli.
install_webpack() { npm_into webpack "webpack@$WEBPACK" "webpack-cli@$WEBPACK_CLI"; }
install_wrangler() { npm_into wrangler "wrangler@$WRANGLER"; }
install_next() { npm_into next "next@$NEXT" "react@$REACT" "react-dom@$REACT"; }
install_express() { npm_into express "express@$EXPRESS"; }
install_jest-mock() { npm_into jest-mock "jest-mock@$JEST_MOCK"; }
install_publint() { npm_into publint "publint@$PUBLINT"; }
install_attw() { npm_into attw "@arethetypeswrong/cli@$ATTW"; }

# bundler NAME VERSION [PROGRAM]: its command, or another file of it, becomes $TELNUM_CACHE/bin/NAME.
bundler() {
  # In a shell of its own, which a failed installation ends.
  if (once "$1" "$2" "install_$1"); then
    link "$1" "$TELNUM_CACHE/$1/node_modules/${3:-.bin/$1}"
  else
    rm -f "$TELNUM_CACHE/bin/$1"
    say "$1 $2 could not be installed; its tests will be skipped"
  fi
}

bundler vite "$VITE"
bundler webpack "$WEBPACK $WEBPACK_CLI"
bundler wrangler "$WRANGLER"
bundler next "$NEXT $REACT"
bundler attw "$ATTW"
bundler publint "$PUBLINT"
bundler jest-mock "$JEST_MOCK" jest-mock/build/index.js
bundler express "$EXPRESS" express/index.js
