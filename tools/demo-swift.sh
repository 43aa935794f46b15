#!/usr/bin/env bash
# The story of three carriers with the Swift package, at the emulator at $TELNUM_EMULATOR_URL; prints one line.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$TELNUM_TOP/tests/swift/consume.sh"
cd "$TELNUM_TOP"

[[ -n ${TELNUM_EMULATOR_URL:-} ]] || fail "TELNUM_EMULATOR_URL is not set." "Name the address of a telnum-emulator."
if [[ -z ${TELNUM_PACKED:-} ]]; then "$TELNUM_TOOLS/package-swift.sh"; fi
consume examples examples/swift
say "the story in Swift"
tools/swift run --skip-build "${BUILT[@]}" story ||
  fail "The story in Swift did not end well." "Is an emulator listening on $TELNUM_EMULATOR_URL?"
