#!/usr/bin/env bash
# A page of 1,000 numbers, a small call and many at once, against URLSession and JSONDecoder; and what a
# logger and a long walk cost.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../../tools/lib.sh"
source "$TELNUM_TOP/tests/swift/consume.sh"
cd "$TELNUM_TOP"

consume bench tests/bench/swift --configuration release
exec 3< <(exec "${TELNUM_EMULATOR:-$TELNUM_TOP/dist/bin/telnum-emulator}" --listen 127.0.0.1:0)
emulator=$!
trap 'kill "$emulator" 2>/dev/null || true' EXIT
read -r -t 10 line <&3 || fail "The emulator did not start." "tools/package-emulator.sh builds it."
export TELNUM_EMULATOR_URL=${line##* }
tools/swift run --skip-build "${BUILT[@]}" Bench
