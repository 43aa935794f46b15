#!/usr/bin/env bash
# Checks for Rust with clippy and rustfmt, and for a C compiler. Installs nothing but the former two: how Rust itself comes to a
# machine is its owner's choice.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

need cargo "Get Rust from https://rustup.rs, then open a new shell."
found=$(cargo --version | cut -d ' ' -f 2)
at_least "$RUST_AT_LEAST" "$found" ||
  fail "cargo $found is too old; telnum needs $RUST_AT_LEAST." "With rustup: rustup update stable"

# Rust links by it, and a part of rustls is in C.
need cc "Debian, as root: apt-get install gcc libc6-dev"

component() {
  if command -v "$1" >/dev/null && "$1" --version >/dev/null 2>&1; then return; fi
  if command -v rustup >/dev/null && step "$RUSTUP_LIMIT" "rustup component add $2" rustup component add "$2"; then return; fi
  fail "$2 is missing and could not be installed." "With rustup: rustup component add $2" \
    "With Debian's Rust, as root: apt-get install rust-clippy rustfmt"
}
component cargo-clippy clippy
component rustfmt rustfmt
