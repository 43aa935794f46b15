#!/usr/bin/env bash
# The carrier page's samples for curl, Python and Node, host and keys changed, against the emulator.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source tools/lib.sh

mkdir -p target/contract
exec 3< <(exec "${TELNUM_EMULATOR:-dist/bin/telnum-emulator}" --listen 127.0.0.1:0)
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
read -r -t 10 line <&3 || fail "The emulator did not start."
"$TELNUM_CACHE/venv/bin/python" tests/samples/check.py "${line##* }" target/contract/samples.json
