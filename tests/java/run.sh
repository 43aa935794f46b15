#!/usr/bin/env bash
# Runs the contract and the further tests in Java, against the packed Maven artefact, as a user's project would take it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../tools/lib.sh"
cd "$TELNUM_TOP"
source tests/kotlin/consume.sh

export TELNUM_VECTORS=${TELNUM_VECTORS:-$TELNUM_TOP/tests/vectors}
export TELNUM_RESULTS=${TELNUM_RESULTS:-$TELNUM_TOP/target/contract/java.json}
export TELNUM_EMULATOR=${TELNUM_EMULATOR:-$TELNUM_TOP/dist/bin/telnum-emulator}
mkdir -p "$(dirname "$TELNUM_RESULTS")"
forget_keys

consume java-examples examples/java
export TELNUM_EXAMPLES=$CLASSES
consume java-tests tests/java
say "the contract and further tests in Java"
java -cp "$CLASSES" Main
tests/faults/run.sh java java -cp "$CLASSES" Faults
