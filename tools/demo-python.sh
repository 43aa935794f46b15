#!/usr/bin/env bash
# Buys two numbers from the emulator at $TELNUM_EMULATOR_URL in Python, waiting and with asyncio: a line each.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$TELNUM_TOP"
source tests/python/consume.sh

[[ -n ${TELNUM_EMULATOR_URL:-} ]] || fail "TELNUM_EMULATOR_URL is not set." "\`make demo\` starts an emulator and sets it."
"$TELNUM_TOOLS/package-python.sh"
consume_wheel
unset PYTHONPATH
for example in buy buy_async; do
  say "examples/python/$example.py"
  # Of a failure, the last line of the trace says it all.
  trace=$("$PYTHON" "examples/python/$example.py" 2>&1 >&3) ||
    fail "Python could not buy at $TELNUM_EMULATOR_URL: $(tail -n 1 <<<"$trace")" "Is the emulator still there?"
done 3>&1
