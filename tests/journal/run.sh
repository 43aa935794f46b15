#!/usr/bin/env bash
# One journal used by Python and Node at once, and by processes that are killed. TELNUM_ROUNDS=100 takes a
# minute instead of a quarter of it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source tools/lib.sh
source tests/python/consume.sh
source tests/js/consume.sh

mkdir -p target/contract
forget_keys
unset PYTHONPATH NODE_OPTIONS NODE_PATH
consume_wheel
consume_tarball
cp tests/journal/worker.mjs "$CONSUMER/"
"$PYTHON" tests/journal/check.py "${TELNUM_EMULATOR:-dist/bin/telnum-emulator}" target/contract/journal.json \
  "[\"$PYTHON\", \"tests/journal/worker.py\"]" "[\"node\", \"$CONSUMER/worker.mjs\"]"
