#!/usr/bin/env bash
# Pages, small calls and start-up of the npm package, against `fetch` and bare Node.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../../tools/lib.sh"
cd "$TELNUM_TOP"
source tests/js/consume.sh

unset NODE_OPTIONS NODE_PATH
consume_tarball
cp tests/bench/js/*.mjs "$CONSUMER/"
node "$CONSUMER/bench.mjs"
