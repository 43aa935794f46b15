#!/usr/bin/env bash
# Puts what a release offers for download into dist/release, with its checksums.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$TELNUM_TOP"

rm -rf dist/release
mkdir -p dist/release
find dist -path dist/release -prune -o -type f \( -name '*.whl' -o -name '*.tar.gz' -o -name '*.tgz' -o -name '*.crate' \
  -o -name '*.jar' -o -name '*.aar' -o -path 'dist/emulator/*' \) -exec cp -t dist/release {} +
cd dist/release
sha256sum -- * >SHA256SUMS
