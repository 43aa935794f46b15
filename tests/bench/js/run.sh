#!/usr/bin/env bash
# Pages, small calls, long walks and start-up of the npm package, against `fetch` and bare Node.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../../tools/lib.sh"
cd "$TELNUM_TOP"
source tests/js/consume.sh

unset NODE_OPTIONS NODE_PATH
consume_tarball
cp tests/bench/js/*.mjs tests/js/walk-far.mjs "$CONSUMER/"
cp tests/js/server.mjs "$CONSUMER/emulator.mjs"
export TELNUM_EMULATOR=${TELNUM_EMULATOR:-$TELNUM_TOP/dist/bin/telnum-emulator}
node "$CONSUMER/bench.mjs"
