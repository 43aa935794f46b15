#!/usr/bin/env bash
# Buys numbers with the Swift package from the emulator at $TELNUM_EMULATOR_URL; prints one line.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$TELNUM_TOP"

[[ -n ${TELNUM_EMULATOR_URL:-} ]] || fail "TELNUM_EMULATOR_URL is not set." "Name the address of a telnum-emulator."
"$TELNUM_TOOLS/package-swift.sh"
build=(--package-path examples/swift --scratch-path target/consumers/swift/examples)
step 900 "the example in Swift" tools/swift build "${build[@]}" --product buy >&2
say "Swift buys"
tools/swift run --skip-build "${build[@]}" buy ||
  fail "The Swift example did not buy." "Is an emulator listening on $TELNUM_EMULATOR_URL?"
