#!/usr/bin/env bash
# run.sh LANGUAGE [RUNNER…]: runs a campaign of a fixed seed and one of a fresh seed, and adds both to the results in
# TELNUM_RESULTS. A runner is given a file of rounds, and the file for what was told; without one, Rust runs them.
# TELNUM_SEED makes it one campaign of that seed, TELNUM_ORDERS its length, and TELNUM_ROUND only that round of it.
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
  local seed=$1 rounds=(--orders "${TELNUM_ORDERS:-150}")
  shift
  # In so many rounds, every fault comes at every kind of purchase.
  if (($# == 0)) && [[ -z ${TELNUM_ORDERS:-} ]]; then
    if ((seed == 1)); then rounds=(--rounds 190); else rounds=(--orders 300); fi
  fi
  if [[ -n ${TELNUM_ROUND:-} ]]; then rounds=(--round "$TELNUM_ROUND"); fi
  if (($# == 0)); then
    "$program" --seed "$seed" "${rounds[@]}"
    return
  fi
  echo "seed $seed"
  # Chained: this function's outcome is asked for, so that no failure ends it by itself.
  "$program" --seed "$seed" "${rounds[@]}" --write "$folder/faults-$language.rounds" &&
    "$@" "$folder/faults-$language.rounds" "$folder/faults-$language.told" &&
    "$program" --judge "$folder/faults-$language.told"
}

fresh=$((RANDOM * 32768 + RANDOM))
for seed in ${TELNUM_SEED:-1 "$fresh"}; do
  of="a fresh seed"
  if [[ -n ${TELNUM_SEED:-} ]]; then of="the seed $seed"; elif ((seed == 1)); then of="a fixed seed"; fi
  said=$folder/faults-$language.txt outcome=passed
  say "a campaign of faults in $language, seed $seed"
  campaign "$seed" "$@" >"$said" 2>&1 || outcome=failed
  # With all that was counted, where somebody asked for more than the tests do.
  tail -n "$(if [[ -n ${TELNUM_ORDERS:-} ]]; then echo 100; else echo 3; fi)" "$said" | cut -c 1-1000
  python3 tests/faults/add.py "$language: a campaign of faults, of $of" "$outcome" "$said" "$results"
done
