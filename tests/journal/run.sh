#!/usr/bin/env bash
# One journal used by Python, Node and Rust at once, and by processes that are killed: in a file, and in a database.
# TELNUM_ROUNDS=100 takes three minutes instead of one.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source tools/lib.sh
source tests/python/consume.sh
source tests/js/consume.sh

mkdir -p target/contract
forget_keys
unset PYTHONPATH NODE_OPTIONS NODE_PATH "${!PG@}"
consume_wheel
consume_tarball
cp tests/journal/worker.mjs "$CONSUMER/"
say "Rust's worker"
cargo build --quiet --release --package telnum-journal-worker
if tools/setup-postgres.sh; then
  export TELNUM_PG=$TELNUM_CACHE/node-postgres
  PYTHONPATH=$(echo "$TELNUM_CACHE"/venv-postgres/lib/python*/site-packages)
  export PYTHONPATH
fi
"$PYTHON" tests/journal/check.py "${TELNUM_EMULATOR:-dist/bin/telnum-emulator}" target/contract/journal.json \
  "[\"$PYTHON\", \"tests/journal/worker.py\"]" "[\"node\", \"$CONSUMER/worker.mjs\"]" \
  "[\"${CARGO_TARGET_DIR:-target}/release/telnum-journal-worker\"]"
