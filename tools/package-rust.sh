#!/usr/bin/env bash
# Packs the crates as the registry takes them: dist/crates/*.crate.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

"$TELNUM_TOOLS/setup-rust.sh"
cd "$TELNUM_TOP"
say "the Rust crates"
# What is packed is built by those who take it from here, so it need not be built twice.
cargo package --quiet --allow-dirty --no-verify "${CRATES[@]/#/--package=}"
rm -rf dist/crates
mkdir -p dist/crates
cp "${CARGO_TARGET_DIR:-target}"/package/*.crate dist/crates/
