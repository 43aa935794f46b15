#!/usr/bin/env bash
# Pages of 1,000 numbers and DIDs, small calls, 64 at once, a fresh process, sizes and long walks, against what users would take instead.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../../tools/lib.sh"
cd "$TELNUM_TOP"
source tests/python/consume.sh

"$TELNUM_TOOLS/package-emulator.sh"
consume_wheel
step "$PIP_LIMIT" "pip install what Python users would take instead" \
  "$PYTHON" -m pip install --no-input --disable-pip-version-check \
  --requirement tests/bench/python/requirements.txt --requirement tests/independent/requirements.txt ||
  fail "pip could not install the peers." "Is PyPI, or the index in pip's settings, within reach?"
unset PYTHONPATH
"$PYTHON" tests/bench/python/bench.py "$@"
