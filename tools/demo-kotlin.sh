#!/usr/bin/env bash
# Runs the story in Kotlin, with the packed artefact, against the emulator at TELNUM_EMULATOR_URL.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$TELNUM_TOP/tests/kotlin/consume.sh"

[[ -n ${TELNUM_EMULATOR_URL:-} ]] || fail "TELNUM_EMULATOR_URL is not set." "make demo ONLY=kotlin starts an emulator."
if [[ -z ${TELNUM_PACKED:-} ]]; then "$TELNUM_TOOLS/package-kotlin.sh"; fi
cd "$TELNUM_TOP"
consume demo examples/kotlin
say "the story in Kotlin"
java -cp "$CLASSES" StoryKt || fail "The story in Kotlin failed." "Is there an emulator at $TELNUM_EMULATOR_URL?"
