#!/usr/bin/env bash
# Tells the whole story in Python, waiting and with asyncio, from the emulator at $TELNUM_EMULATOR_URL: a line each.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$TELNUM_TOP"
source tests/python/consume.sh

[[ -n ${TELNUM_EMULATOR_URL:-} ]] || fail "TELNUM_EMULATOR_URL is not set." "\`make demo\` starts an emulator and sets it."
if [[ -z ${TELNUM_PACKED:-} ]]; then "$TELNUM_TOOLS/package-python.sh"; fi
consume_wheel
unset PYTHONPATH
for example in story story_async; do
  say "examples/python/$example.py"
  "$PYTHON" "examples/python/$example.py" ||
    fail "The story failed in Python." "Is there an emulator at $TELNUM_EMULATOR_URL?"
done
