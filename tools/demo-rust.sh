#!/usr/bin/env bash
# Tells the whole story in Rust, with the packed crates, from the emulator at TELNUM_EMULATOR_URL.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$TELNUM_TOP/tests/rust/consume.sh"

[[ -n ${TELNUM_EMULATOR_URL:-} ]] || fail "TELNUM_EMULATOR_URL is not set." "make demo ONLY=rust starts an emulator."
"$TELNUM_TOOLS/package-rust.sh"
cd "$TELNUM_TOP"
consume demo examples/rust
say "examples/rust/story.rs"
(cd "$PROJECT" && cargo build --quiet --bin story) || fail "The example could not be built."
(cd "$PROJECT" && cargo run --quiet --bin story) ||
  fail "The story failed in Rust." "Is there an emulator at $TELNUM_EMULATOR_URL?"
