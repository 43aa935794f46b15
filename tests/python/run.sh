#!/usr/bin/env bash
# Runs the contract and the further tests against the wheel, in both of Python's runtimes.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../tools/lib.sh"
cd "$TELNUM_TOP"
source tests/python/consume.sh

"$TELNUM_TOOLS/setup-pyright.sh"
"$TELNUM_TOOLS/setup-integrations.sh" || say "pandas and others could not be installed: their tests are skipped"
export TELNUM_VECTORS=${TELNUM_VECTORS:-$TELNUM_TOP/tests/vectors}
export TELNUM_EMULATOR=${TELNUM_EMULATOR:-$TELNUM_TOP/dist/bin/telnum-emulator}
folder=$TELNUM_TOP/target/contract
mkdir -p "$folder"
forget_keys
unset PYTHONPATH

consume_wheel
if [[ -n ${TELNUM_WRITE_SURFACE:-} ]]; then "$PYTHON" tests/python/surface.py --write; fi
for runtime in python python-async; do
  export TELNUM_RESULTS=$folder/$runtime.json
  say "the contract in $runtime"
  "$PYTHON" tests/python/contract.py "$runtime"
  say "further tests in $runtime"
  "$PYTHON" tests/python/further.py "$runtime"
done
tests/faults/run.sh python-async "$PYTHON" tests/python/faults.py
TELNUM_RESULTS=$folder/python.json tests/faults/run.sh python "$PYTHON" tests/python/faults_sync.py
