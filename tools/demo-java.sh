#!/usr/bin/env bash
# Runs the story in Java, with the packed artefact, against the emulator at TELNUM_EMULATOR_URL.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$TELNUM_TOP/tests/kotlin/consume.sh"

[[ -n ${TELNUM_EMULATOR_URL:-} ]] || fail "TELNUM_EMULATOR_URL is not set." "make demo ONLY=java starts an emulator."
if [[ -z ${TELNUM_PACKED:-} ]]; then "$TELNUM_TOOLS/package-kotlin.sh"; fi
cd "$TELNUM_TOP"
consume java-demo examples/java
say "the story in Java"
java -cp "$CLASSES" Story || fail "The story in Java failed." "Is there an emulator at $TELNUM_EMULATOR_URL?"
