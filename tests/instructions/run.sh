#!/usr/bin/env bash
# Counts the instructions of each decode path and compares them with counts.json, which is of one compiler:
# another one's are not comparable. TELNUM_WRITE_SURFACE=1 writes the counts anew.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../tools/lib.sh"
cd "$TELNUM_TOP"

results=${TELNUM_RESULTS:?where the outcomes go}
kept=tests/instructions/counts.json
rustc=$(rustc --version | cut -d' ' -f2)
machine=$(uname -m)

# told NAME OUTCOME TEXT: one outcome among the results of Rust.
told() {
  printf '%s\n' "$3" >target/contract/instructions.txt
  python3 tests/rust/add_further.py --one "instructions $1" "$2" target/contract/instructions.txt "$results"
}

if ! type -P valgrind >/dev/null && ! apt_install valgrind; then
  told "of all paths" skipped "valgrind could not be installed"
  exit 0
fi
say "counting the instructions of the decode paths"
cargo build --quiet --release --package telnum-instructions
program=${CARGO_TARGET_DIR:-target}/release/telnum-instructions
counts=()
for path in numbers dids order; do
  log=target/contract/callgrind-$path.txt
  valgrind --tool=callgrind --callgrind-out-file=/dev/null --toggle-collect="*count_${path}*" "$program" >"$log" 2>&1
  counts+=("$path=$(sed -n 's/.*Collected : \([0-9]*\).*/\1/p' "$log")")
done
if [[ -n ${TELNUM_WRITE_SURFACE:-} ]]; then
  python3 tests/instructions/compare.py --write "$kept" "$rustc" "$machine" "${counts[@]}"
fi
while IFS=$'\t' read -r path outcome text; do
  told "$path" "$outcome" "$text"
done < <(python3 tests/instructions/compare.py "$kept" "$rustc" "$machine" "${counts[@]}")
