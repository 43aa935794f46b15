#!/usr/bin/env bash
# Buys two numbers in Kotlin, with the packed artefact, from the emulator at TELNUM_EMULATOR_URL.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$TELNUM_TOP/tests/kotlin/consume.sh"

[[ -n ${TELNUM_EMULATOR_URL:-} ]] || fail "TELNUM_EMULATOR_URL is not set." "make demo ONLY=kotlin starts an emulator."
"$TELNUM_TOOLS/package-kotlin.sh"
cd "$TELNUM_TOP"
consume demo examples/kotlin
say "buying in Kotlin"
java -cp "$CLASSES" BuyKt || fail "Kotlin could not buy." "Is there an emulator at $TELNUM_EMULATOR_URL?"
