#!/usr/bin/env bash
# Buys numbers from one emulator over HTTP in every runtime, or in the one that ONLY names.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$TELNUM_TOP"

case ${ONLY:-all} in
  all) languages=(rust js python kotlin swift) ;;
  rust | kotlin | swift) languages=("$ONLY") ;;
  node | js) languages=(js) ;;
  python | python-async) languages=(python) ;;
  *) fail "ONLY=$ONLY is no runtime." "One of: rust node python kotlin swift" ;;
esac
need curl "apt-get install curl"

"$TELNUM_TOOLS/package-emulator.sh"
exec 3< <(exec dist/bin/telnum-emulator --listen 127.0.0.1:0)
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
read -r -t 10 line <&3 || fail "The emulator did not start."
export TELNUM_EMULATOR_URL=${line##* }
say "the emulator listens on $TELNUM_EMULATOR_URL (process $server)"

ledger() { curl --silent --show-error --fail --max-time 5 "$TELNUM_EMULATOR_URL/_emulator/ledger"; }

orders=0
for language in "${languages[@]}"; do
  # A runtime's own words about a failure come first; this is the last and plainest one.
  lines=$("$TELNUM_TOOLS/demo-$language.sh") ||
    fail "The demo in $language failed." "Is the emulator still there? It was at $TELNUM_EMULATOR_URL, process $server."
  bought=$(ledger) || fail "The emulator at $TELNUM_EMULATOR_URL is gone."
  while read -r line; do
    id=$(sed -n 's/^[a-z-]*: order \([^ ]*\) .*/\1/p' <<<"$line")
    [[ -n $id && $bought == *"\"$id\""* ]] || fail "The ledger does not know this order: $line"
    # The line is the demo's result: the only thing on standard output.
    printf '%s\n' "$line"
    orders=$((orders + 1))
  done <<<"$lines"
done

found=$(ledger | grep -o '"order_id"' | wc -l)
((found == orders)) || fail "The ledger holds $found orders, and $orders were made."
say "the ledger confirms all $orders orders"
