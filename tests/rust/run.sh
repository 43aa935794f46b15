#!/usr/bin/env bash
# Runs the contract and the further tests against the packed crates, as a user's project would take them.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../tools/lib.sh"
cd "$TELNUM_TOP"
source tests/rust/consume.sh

export TELNUM_VECTORS=${TELNUM_VECTORS:-$TELNUM_TOP/tests/vectors}
export TELNUM_RESULTS=${TELNUM_RESULTS:-$TELNUM_TOP/target/contract/rust.json}
export TELNUM_EMULATOR=${TELNUM_EMULATOR:-$TELNUM_TOP/dist/bin/telnum-emulator}
mkdir -p "$(dirname "$TELNUM_RESULTS")"
forget_keys

"$TELNUM_TOOLS/package-rust.sh"
say "the unit tests of the crates"
units=$TELNUM_TOP/target/contract/units.txt
cargo test --quiet --no-fail-fast --package telnum --package telnum-wire --package telnum-emulator --package telnum-codegen \
  --all-features -- --format pretty >"$units" 2>&1 || true
consume tests tests/rust
say "building the runner and the examples"
(cd "$PROJECT" && cargo test --quiet --no-run)
say "the contract in Rust"
(cd "$PROJECT" && cargo run --quiet)
say "further tests in Rust"
# What failed stands in its output, which becomes entries.
(cd "$PROJECT" && RUST_BACKTRACE=0 cargo test --quiet --no-fail-fast --test further --test memory -- --format pretty --test-threads 1) \
  >"$PROJECT/further.txt" 2>&1 || true
python3 tests/rust/add_further.py "$PROJECT/further.txt" "$TELNUM_RESULTS"
python3 tests/rust/add_further.py --units "$units" "$TELNUM_RESULTS"

consume examples examples/rust
for example in readme first lost journal didww; do
  outcome=passed
  (cd "$PROJECT" && cargo run --quiet --bin "$example") >"$PROJECT/$example.txt" 2>&1 || outcome=failed
  python3 tests/rust/add_further.py --one "example $example" "$outcome" "$PROJECT/$example.txt" "$TELNUM_RESULTS"
done

tests/faults/run.sh rust
tests/instructions/run.sh
