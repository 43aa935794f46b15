#!/usr/bin/env bash
# Tells the whole story in Node, from the emulator at $TELNUM_EMULATOR_URL: one line on standard output.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$TELNUM_TOP"
source tests/js/consume.sh

[[ -n ${TELNUM_EMULATOR_URL:-} ]] || fail "TELNUM_EMULATOR_URL is not set." "\`make demo\` starts an emulator and sets it."
if [[ -z ${TELNUM_PACKED:-} ]]; then "$TELNUM_TOOLS/package-js.sh"; fi
consume_tarball
unset NODE_OPTIONS NODE_PATH
say "examples/js/story.mjs"
node "$CONSUMER/examples/story.mjs" || fail "The story failed in Node." "Is there an emulator at $TELNUM_EMULATOR_URL?"
