#!/usr/bin/env bash
# Tells the whole story (coverage, price, preview, buying, waiting, lists, deleting, choosing, routing) in every
# runtime, or in the one that ONLY names, over HTTP from one emulator, and holds each line against its own books.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$TELNUM_TOOLS/ahead.sh"
cd "$TELNUM_TOP"

case ${ONLY:-all} in
  # Swift's story is built while Kotlin is packed.
  all) languages=(rust js python swift kotlin java) ;;
  rust | kotlin | java | swift) languages=("$ONLY") ;;
  node | js) languages=(js) ;;
  python | python-async) languages=(python) ;;
  *) fail "ONLY=$ONLY is no runtime." "One of: rust node python kotlin java swift" ;;
esac
need curl "apt-get install curl"

"$TELNUM_TOOLS/package-emulator.sh"
# One wait is enough to look at: IDT Express takes its seconds, DIDWW is done when it is asked.
exec 3< <(exec dist/bin/telnum-emulator --listen 127.0.0.1:0 --set didww_complete_after_s=0)
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
read -r -t 10 line <&3 || fail "The emulator did not start."
export TELNUM_EMULATOR_URL=${line##* }
say "the emulator listens on $TELNUM_EMULATOR_URL (process $server)"

ask() {
  curl --silent --show-error --fail --max-time 5 --header "x-api-key: emulator-key" \
    --header "x-api-secret: emulator-secret" "$TELNUM_EMULATOR_URL$1"
}
# The status of a number as the carrier lists it; 011 is how it writes the plus.
listed() { grep -o "\"number\":\"011${1#+}\",\"status\":\"[a-z]*\"" <<<"$numbers" | cut -d '"' -f 8; }

# What the ledger holds of an order of DIDWW, which writes numbers without the plus.
delivered() { grep -o '{[^}]*"carrier":"didww"[^}]*}' <<<"$bought" | grep -F "\"order_id\":\"$1\"" | grep -oF "[\"${2#+}\"]"; }

orders=0 sold=0
for language in "${languages[@]}"; do
  case $language in
    rust) ;;
    # Its jar is Kotlin's.
    java) packed kotlin ;;
    *) packed "$language" ;;
  esac
  # A runtime's own words about a failure come first; this is the last and plainest one.
  lines=$(TELNUM_PACKED=1 "$TELNUM_TOOLS/demo-$language.sh") ||
    fail "The demo in $language failed." "Is the emulator still there? It was at $TELNUM_EMULATOR_URL, process $server."
  bought=$(ask /_emulator/ledger) || fail "The emulator at $TELNUM_EMULATOR_URL is gone."
  while read -r line; do
    id=$(sed -n 's/^[a-z-]*: .*, order \([^ ]*\) delivered .*/\1/p' <<<"$line")
    [[ -n $id && $bought == *"\"$id\""* ]] || fail "The ledger does not know this order: $line"
    numbers=$(ask "/v1/dids/numbers")
    read -r kept deleted < <(sed -n 's/.*, numbers [^ ]* \([^ ,]*\), deleted \([^ ;]*\);.*/\1 \2/p' <<<"$line")
    [[ $(listed "${kept:-none}") == active && $(listed "${deleted:-none}") == removed ]] ||
      fail "The list of numbers says otherwise: $line"
    # DialogTech writes ten digits.
    read -ra chicago < <(sed -n 's/.*; DialogTech \([^;]*\);.*/\1/p' <<<"$line")
    for number in "${chicago[@]}"; do
      [[ $bought == *"\"${number#+1}\""* ]] || fail "The ledger does not know $number of DialogTech: $line"
      sold=$((sold + 1))
    done
    read -r id berlin < <(sed -n 's/.*; DIDWW order \([^ ]*\) completed, \([^ ]*\) in .*/\1 \2/p' <<<"$line")
    delivered "${id:-none}" "${berlin:-none}" >/dev/null || fail "The ledger does not know DIDWW's order: $line"
    # The line is the demo's result: the only thing on standard output.
    printf '%s\n' "$line"
    orders=$((orders + 1))
  done <<<"$lines"
  # Not from the start, so that nobody waits longer for the first lines.
  case ${ONLY:-all}-$language in
    all-rust) ahead python kotlin ;;
    all-js) ahead swift ;;
  esac
done

found=$(ask /_emulator/ledger | grep -o '"carrier":"[a-z_]*"' | sort | uniq -c | tr -s '\n ' ' ')
[[ $found == " $orders \"carrier\":\"dialog_tech\" $orders \"carrier\":\"didww\" $orders \"carrier\":\"idt_express\" " &&
  $sold == $((orders * 2)) ]] || fail "The ledger holds$found, and $orders orders were made at each of three carriers."
say "the ledger and the list of numbers confirm all $orders orders"
