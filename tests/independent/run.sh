#!/usr/bin/env bash
# DIDWW's own client for Python against the emulator: what telnum's authors never wrote reads it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source tools/lib.sh

mkdir -p target/contract
results=target/contract/independent.json
if ! tools/setup-independent.sh; then
  PYTHONPATH=tests "$TELNUM_CACHE/venv/bin/python" tests/independent/check.py --skip \
    "DIDWW's own client could not be installed: pip's index is out of reach" "$results"
  exit
fi
exec 3< <(exec "${TELNUM_EMULATOR:-dist/bin/telnum-emulator}" --listen 127.0.0.1:0)
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
read -r -t 10 line <&3 || fail "The emulator did not start."
PYTHONPATH=tests "$TELNUM_CACHE/venv-independent/bin/python" tests/independent/check.py "${line##* }" "$results"
