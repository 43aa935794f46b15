#!/usr/bin/env bash
# Builds the emulator's server: dist/bin/telnum-emulator.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

"$TELNUM_TOOLS/setup-rust.sh"
cd "$TELNUM_TOP"
say "the emulator's server"
cargo build --quiet --release --package telnum-emulator --features server --bin telnum-emulator
mkdir -p dist/bin
# Replaced, not overwritten: a server that runs keeps its file.
install -m 755 "${CARGO_TARGET_DIR:-target}/release/telnum-emulator" dist/bin/telnum-emulator
