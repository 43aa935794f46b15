#!/usr/bin/env bash
# Runs the contract in Node and in a browser, and further tests, on the package as npm installs it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../tools/lib.sh"
cd "$TELNUM_TOP"
source tests/js/consume.sh

"$TELNUM_TOOLS/setup-browser.sh"
"$TELNUM_TOOLS/setup-bundlers.sh"
"$TELNUM_TOOLS/setup-node-foreign.sh" || say "Node for other platforms could not be set up: its tests are skipped"
export TELNUM_TOOLS
export TELNUM_VECTORS=${TELNUM_VECTORS:-$TELNUM_TOP/tests/vectors}
export TELNUM_EMULATOR=${TELNUM_EMULATOR:-$TELNUM_TOP/dist/bin/telnum-emulator}
folder=$TELNUM_TOP/target/contract
mkdir -p "$folder"
forget_keys
unset NODE_OPTIONS NODE_PATH

consume_tarball
if [[ -n ${TELNUM_WRITE_SURFACE:-} ]]; then node tests/js/surface.mjs "$CONSUMER/node_modules/telnum/dist" >tests/js/surface.txt; fi
cp -R tests/js/*.mjs tests/js/*.*ts tests/js/*.cjs tests/js/surface.txt tests/js/bundlers "$CONSUMER/"
cd "$CONSUMER"

say "the contract in Node"
TELNUM_RESULTS=$folder/node.json node contract-node.mjs
say "the contract in a browser"
TELNUM_RESULTS=$folder/browser.json node contract-browser.mjs
say "further tests"
TELNUM_RESULTS=$folder/node.json node further.mjs
TELNUM_RESULTS=$folder/node.json "$TELNUM_TOP/tests/faults/run.sh" js node "$CONSUMER/faults.mjs"
