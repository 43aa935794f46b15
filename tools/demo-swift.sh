#!/usr/bin/env bash
# Buys numbers with the Swift package from the emulator at $TELNUM_EMULATOR_URL; prints one line.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$TELNUM_TOP/tests/swift/consume.sh"
cd "$TELNUM_TOP"

[[ -n ${TELNUM_EMULATOR_URL:-} ]] || fail "TELNUM_EMULATOR_URL is not set." "Name the address of a telnum-emulator."
"$TELNUM_TOOLS/package-swift.sh"
consume examples examples/swift
say "Swift buys"
tools/swift run --skip-build "${BUILT[@]}" buy ||
  fail "The Swift example did not buy." "Is an emulator listening on $TELNUM_EMULATOR_URL?"
