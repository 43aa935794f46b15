#!/usr/bin/env bash
# elsewhere.sh arm64|musl|windows: runs the contract, and further tests, on another platform's Python from
# the packed wheel of that platform: the column python-arm64, python-musl or python-windows of the matrix.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../tools/lib.sh"
cd "$TELNUM_TOP"
source tools/platforms.sh

name=$1
column=python-$name
further=(test_errors test_plain_data test_records test_secrets test_tls)
case $name in
  arm64) platform=linux-arm64 python=("$TELNUM_CACHE/bin/python-arm64") ;;
  musl)
    platform=musl-x64 python=("$TELNUM_CACHE/bin/python-musl")
    # It is not emulated, so there is time for more. What measures time is left to Python's own column.
    further+=(test_handlers test_logs test_purchases test_wait test_walks)
    ;;
  windows) platform=windows-x64 python=(tools/wine "$TELNUM_CACHE/python-windows/python/python.exe") ;;
  *) fail "$name is no platform whose Python is run here." "One of: arm64 musl windows" ;;
esac
export TELNUM_VECTORS=$TELNUM_TOP/tests/vectors
export TELNUM_RESULTS=$TELNUM_TOP/target/contract/$column.json
export TELNUM_HOST_PYTHON=$TELNUM_CACHE/venv/bin/python
mkdir -p target/contract target/consumers
forget_keys

if ! "tools/setup-python-$name.sh" || ! tools/setup-cross.sh "$platform"; then
  say "$column: what runs it could not be set up; skipped"
  printf '{ "runtime": "%s", "results": [ { "entry": "%s: the whole contract", "outcome": "skipped", "reason": "%s" } ] }\n' \
    "$column" "$column" "what runs this platform's programs could not be set up (tools/setup-python-$name.sh says why)" >"$TELNUM_RESULTS"
  exit
fi

# Without link-time optimisation: these wheels are tested and not shipped.
wheels=${CARGO_TARGET_DIR:-target}/foreign/python-$name
tools/build-wheel.sh "$platform" foreign "$wheels"
installed=$TELNUM_TOP/target/consumers/$column
rm -rf "$installed"
"$TELNUM_CACHE/venv/bin/python" -m pip install --quiet --no-input --disable-pip-version-check --no-index --find-links "$wheels" \
  --only-binary :all: --platform "$(wheel_tag "$platform")" --target "$installed" telnum || fail "pip does not take the wheel for $platform."
export PYTHONPATH=$installed PYTHONDONTWRITEBYTECODE=1

exec 3< <(exec "${TELNUM_EMULATOR:-dist/bin/telnum-emulator}" --listen 127.0.0.1:0)
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
read -r -t 10 line <&3 || fail "The emulator did not start."
export TELNUM_EMULATOR_URL=${line##* }

say "the contract in $column"
"${python[@]}" tests/python/contract.py python "$column"
# Under qemu it would take minutes.
if [[ $name != arm64 ]]; then
  say "the contract in $column, with asyncio"
  "${python[@]}" tests/python/contract.py python-async "$column"
fi
say "further tests in $column"
for runtime in python python-async; do
  TELNUM_COLUMN=$column "${python[@]}" tests/python/further.py "$runtime" "${further[@]}" >/dev/null
done
