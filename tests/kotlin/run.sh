#!/usr/bin/env bash
# Runs the contract and the further tests against the packed Maven artefact, as a user's project would take it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../tools/lib.sh"
cd "$TELNUM_TOP"
source tests/kotlin/consume.sh

export TELNUM_VECTORS=${TELNUM_VECTORS:-$TELNUM_TOP/tests/vectors}
export TELNUM_RESULTS=${TELNUM_RESULTS:-$TELNUM_TOP/target/contract/kotlin.json}
export TELNUM_EMULATOR=${TELNUM_EMULATOR:-$TELNUM_TOP/dist/bin/telnum-emulator}
mkdir -p "$(dirname "$TELNUM_RESULTS")"
forget_keys
if [[ -n ${TELNUM_WRITE_SURFACE:-} ]]; then export TELNUM_WRITE_SURFACE=$TELNUM_TOP/tests/kotlin/public-surface.txt; fi

consume examples examples/kotlin
export TELNUM_EXAMPLES=$CLASSES
consume tests tests/kotlin
say "the contract and further tests in Kotlin"
# A heap of one size, so that what grows beside it shows.
java -Xms96m -Xmx96m -XX:+AlwaysPreTouch -cp "$CLASSES" MainKt
tests/faults/run.sh kotlin java -cp "$CLASSES" FaultsKt
