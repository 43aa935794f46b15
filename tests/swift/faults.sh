#!/usr/bin/env bash
# faults.sh ROUNDS TOLD: runs the rounds of a campaign (tests/README.md) with the packed package. `run.sh` has built it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../tools/lib.sh"
cd "$TELNUM_TOP"

# A process that Swift starts inherits blocked signals, and stays. So many emulators run at once.
processes=() TELNUM_EMULATOR_URLS=""
trap 'kill "${processes[@]}" 2>/dev/null || true' EXIT
for _ in 1 2 3 4 5 6; do
  # Its clock is that of this machine: attempts carry the time.
  exec {line}< <(exec "$TELNUM_EMULATOR" --listen 127.0.0.1:0 --clock real)
  processes+=($!)
  read -r -t 10 said <&"$line" || fail "The emulator did not start."
  TELNUM_EMULATOR_URLS+="${said##* } "
done
export TELNUM_EMULATOR_URLS
tools/swift run --skip-build --quiet --package-path tests/swift --scratch-path target/consumers/swift/tests Contract "$@"
