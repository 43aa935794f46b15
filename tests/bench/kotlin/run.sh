#!/usr/bin/env bash
# A page of 1,000 numbers or DIDs, a small call, many at once and the first page of a process, against java.net.http and
# Jackson; a logger, and a long inventory, against none and a short one.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../../tools/lib.sh"
source "$TELNUM_TOP/tests/kotlin/consume.sh"
cd "$TELNUM_TOP"

consume bench tests/bench/kotlin
java -cp "$CLASSES" BenchKt
export TELNUM_EMULATOR=${TELNUM_EMULATOR:-$TELNUM_TOP/dist/bin/telnum-emulator}
# A heap of one size, so that what grows beside it shows.
java -Xms96m -Xmx96m -XX:+AlwaysPreTouch -cp "$CLASSES" StreamingKt
