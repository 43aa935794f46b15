#!/usr/bin/env bash
# Buys two numbers from the emulator at $TELNUM_EMULATOR_URL in Node, and prints one line.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$TELNUM_TOP"
source tests/js/consume.sh

[[ -n ${TELNUM_EMULATOR_URL:-} ]] || fail "TELNUM_EMULATOR_URL is not set." "\`make demo\` starts an emulator and sets it."
"$TELNUM_TOOLS/package-js.sh"
consume_tarball
unset NODE_OPTIONS NODE_PATH
say "examples/js/buy.mjs"
# Of a failure, the line that names the error says it all.
{
  trace=$(node "$CONSUMER/examples/buy.mjs" 2>&1 >&3) ||
    fail "Node could not buy at $TELNUM_EMULATOR_URL: $(grep -m 1 'Error: ' <<<"$trace" || tail -n 1 <<<"$trace")" \
      "Is the emulator still there?"
} 3>&1
