#!/usr/bin/env bash
# run.sh LANGUAGE [RUNNER…]: runs a campaign of a fixed seed and one of a fresh seed, and adds both to the results in
# TELNUM_RESULTS. A runner is given a file of rounds, and the file for what was told; without one, Rust runs them.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../tools/lib.sh"
cd "$TELNUM_TOP"
source tests/rust/consume.sh

language=$1
shift
results=${TELNUM_RESULTS:?where the outcomes go}
export TELNUM_EMULATOR=${TELNUM_EMULATOR:-$TELNUM_TOP/dist/bin/telnum-emulator}
folder=$TELNUM_TOP/target/contract
mkdir -p "$folder"

# Rust's own tests have packed the crates.
if [[ $language != rust ]]; then "$TELNUM_TOOLS/package-rust.sh"; fi
consume faults tests/faults
say "building the campaigns"
(cd "$PROJECT" && cargo build --quiet)
program=${CARGO_TARGET_DIR:?set by consume}/debug/telnum-faults

# campaign SEED RUNNER…
campaign() {
  local seed=$1
  shift
  if (($# == 0)); then
    # In so many rounds, every fault comes at every kind of purchase.
    if ((seed == 1)); then "$program" --seed 1 --rounds 150; else "$program" --seed "$seed" --orders 300; fi
    return
  fi
  echo "seed $seed"
  # Chained: this function's outcome is asked for, so that no failure ends it by itself.
  "$program" --seed "$seed" --orders 150 --write "$folder/faults-$language.rounds" &&
    "$@" "$folder/faults-$language.rounds" "$folder/faults-$language.told" &&
    "$program" --judge "$folder/faults-$language.told"
}

fresh=$((RANDOM * 32768 + RANDOM))
for seed in 1 "$fresh"; do
  of="a fresh seed"
  if ((seed == 1)); then of="a fixed seed"; fi
  said=$folder/faults-$language.txt outcome=passed
  say "a campaign of faults in $language, seed $seed"
  campaign "$seed" "$@" >"$said" 2>&1 || outcome=failed
  tail -n 3 "$said" | cut -c 1-200
  python3 tests/faults/add.py "$language: a campaign of faults, of $of" "$outcome" "$said" "$results"
done
