#!/usr/bin/env bash
# The contract and Swift's further tests, on the packed package; writes target/contract/swift.json.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../tools/lib.sh"
source "$(dirname "${BASH_SOURCE[0]}")/../../tools/platforms.sh"
source "$TELNUM_TOP/tests/swift/consume.sh"
cd "$TELNUM_TOP"

export TELNUM_VECTORS=${TELNUM_VECTORS:-$TELNUM_TOP/tests/vectors}
export TELNUM_RESULTS=${TELNUM_RESULTS:-$TELNUM_TOP/target/contract/swift.json}
emulator=${TELNUM_EMULATOR:-$TELNUM_TOP/dist/bin/telnum-emulator}
need python3 "apt-get install python3"
forget_keys
mkdir -p "$(dirname "$TELNUM_RESULTS")"
rm -f "$TELNUM_RESULTS"

consume tests tests/swift

graphs=(--scratch-path target/consumers/swift/surface dump-symbol-graph --minimum-access-level public)
step 900 "Swift: its public surface" \
  tools/swift package --package-path dist/swift/Telnum "${graphs[@]}" --skip-synthesized-members
export TELNUM_SURFACE=$TELNUM_TOP/target/consumers/swift/surface.txt
python3 tests/swift/surface.py target/consumers/swift/surface/*/symbolgraph >"$TELNUM_SURFACE"
if [[ -n ${TELNUM_WRITE_SURFACE:-} ]]; then cp "$TELNUM_SURFACE" tests/swift/surface.txt; fi
cp tests/swift/surface.txt "$TELNUM_SURFACE.committed"

# Both servers are started here: a process that Swift starts inherits blocked signals, and stays.
processes=()
trap 'kill "${processes[@]}" 2>/dev/null || true' EXIT
if [[ -x $emulator ]]; then
  exec 3< <(exec "$emulator" --listen 127.0.0.1:0)
  processes+=($!)
  read -r -t 10 line <&3 || fail "The emulator did not start."
  export TELNUM_EMULATOR_URL=${line##* }
fi
exec 4< <(exec python3 tests/swift/wire_server.py)
processes+=($!)
read -r -t 10 TELNUM_WIRE_SERVER <&4 || fail "The server of bare sockets did not start."
export TELNUM_WIRE_SERVER

say "Swift: run"
tools/swift run --skip-build --quiet "${BUILT[@]}" Contract >&2
if [[ -x $emulator ]]; then TELNUM_EMULATOR=$emulator tests/faults/run.sh swift tests/swift/faults.sh; fi

outcome=passed
step 300 "Swift: its documentation" tests/swift/documentation.sh target/consumers/swift/surface/*/symbolgraph || outcome=failed
python3 tests/swift/add_result.py "DocC makes the documentation, which lists every public type" "$outcome" \
  "$TELNUM_CACHE/logs/Swift--its-documentation.log" "$TELNUM_RESULTS"

outcome=passed
own=$(own_platform)
archive=dist/swift/telnum-swift-$(swift_version dist/swift/Telnum)-linux-$(uname -m).tar.gz
step 900 "Swift: a program that depends on a version" tests/swift/by-version.sh "$own" "$archive" first || outcome=failed
python3 tests/swift/add_result.py "a program depends on a version, and pkg-config finds the library" "$outcome" \
  "$TELNUM_CACHE/logs/Swift--a-program-that-depends-on-a-version.log" "$TELNUM_RESULTS"

consume examples "$TELNUM_TOP/examples/swift"
# `lost` keeps an attempt in the folder where it runs.
cd target/consumers/swift
options=(--package-path "$TELNUM_TOP/examples/swift" --scratch-path "$TELNUM_TOP/target/consumers/swift/examples")
names=(readme first lost journal didww)
if [[ -x $emulator ]]; then
  # An emulator of their own: the tests leave an account of a hundred thousand numbers in the other.
  exec 5< <(exec "$emulator" --listen 127.0.0.1:0 --set didww_complete_after_s=1)
  processes+=($!)
  read -r -t 10 line <&5 || fail "The emulator did not start."
  export TELNUM_EMULATOR_URL=${line##* }
  names+=(buy story)
fi
for example in "${names[@]}"; do
  outcome=passed
  "$TELNUM_TOOLS/swift" run --skip-build --quiet "${options[@]}" "$example" >"$example.txt" 2>&1 || outcome=failed
  python3 "$TELNUM_TOP/tests/swift/add_result.py" "the example $example runs as it stands" "$outcome" "$example.txt" "$TELNUM_RESULTS"
done
