#!/usr/bin/env bash
# The carriers' own samples (IDT Express: curl, Python and Node; DialogTech: PHP; DIDWW: curl), host
# and keys changed, against the emulator.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source tools/lib.sh

mkdir -p target/contract
tools/setup-php.sh || say "the sample in PHP will be skipped"
exec 3< <(exec "${TELNUM_EMULATOR:-dist/bin/telnum-emulator}" --listen 127.0.0.1:0)
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
read -r -t 10 line <&3 || fail "The emulator did not start."
for carrier in idt_express dialogtech didww; do
  "$TELNUM_CACHE/venv/bin/python" "tests/samples/check_$carrier.py" "${line##* }" "target/contract/samples-$carrier.json"
done
