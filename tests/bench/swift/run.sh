#!/usr/bin/env bash
# A page of 1,000 numbers, a small call and many at once, against URLSession and JSONDecoder.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../../tools/lib.sh"
cd "$TELNUM_TOP"

build=(--package-path tests/bench/swift --scratch-path target/consumers/swift/bench --configuration release)
step 900 "Swift: build the bench" tools/swift build "${build[@]}"
tools/swift run --skip-build "${build[@]}" Bench
