#!/usr/bin/env bash
# A page of 1,000 numbers, a small call, many at once and the first page of a process, against java.net.http and Jackson.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../../tools/lib.sh"
source "$TELNUM_TOP/tests/kotlin/consume.sh"
cd "$TELNUM_TOP"

consume bench tests/bench/kotlin
java -cp "$CLASSES" BenchKt
