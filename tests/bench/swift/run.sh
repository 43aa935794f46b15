#!/usr/bin/env bash
# A page of 1,000 numbers, a small call and many at once, against URLSession and JSONDecoder.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../../tools/lib.sh"
source "$TELNUM_TOP/tests/swift/consume.sh"
cd "$TELNUM_TOP"

consume bench tests/bench/swift --configuration release
tools/swift run --skip-build "${BUILT[@]}" Bench
