#!/usr/bin/env bash
# documentation.sh GRAPHS: makes the packed package's documentation by DocC, from the symbol graphs in a folder, into
# target/consumers/swift/documentation. Fails on a link that leads nowhere, and on a public type that no page lists.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../tools/lib.sh"
cd "$TELNUM_TOP"

place=target/consumers/swift/documentation
rm -rf "$place"
mkdir -p "$place/graphs"
cp "$1/Telnum.symbols.json" "$place/graphs"
tools/swift docc convert dist/swift/Telnum/Sources/Telnum/Telnum.docc --warnings-as-errors \
  --additional-symbol-graph-dir "$place/graphs" --output-dir "$place/site"
python3 tests/swift/unlisted.py "$place/site/data/documentation/telnum.json"
