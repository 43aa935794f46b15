#!/usr/bin/env bash
# The wasm32 target, and wasm-opt, which comes with Node's tools.
# Which cargo builds for wasm is written to $TELNUM_CACHE/wasm-env; tools/wasm-cargo reads it.
# TELNUM_FORCE_DEBIAN_WASM=1 takes Debian's compiler even where rustup's has the target.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
# Which toolchain rustup takes depends on the folder.
cd "$TELNUM_TOP"

"$TELNUM_TOOLS/setup-rust.sh"
"$TELNUM_TOOLS/setup-node.sh"

target=wasm32-unknown-unknown
debian_packages=(rustc-web cargo-web rust-web-src lld-22)

has_target() { [[ -d $(rustc --print target-libdir --target "$target") ]]; }

add_target() {
  command -v rustup >/dev/null &&
    step "$RUSTUP_LIMIT" "rustup target add $target" rustup target add "$target" && has_target
}

# From its source wasm-cargo builds a smaller standard library.
add_source() {
  [[ -f $(rustc --print sysroot)/lib/rustlib/src/rust/library/Cargo.lock ]] ||
    { command -v rustup >/dev/null && step "$RUSTUP_LIMIT" "rustup component add rust-src" rustup component add rust-src; } ||
    say "Rust's own source could not be had: what is built for wasm is a twenty-fifth larger"
}

# Debian carries no wasm library for its Rust, but its source.
debian_env() {
  cat <<'END'
WASM_ROUTE=debian
WASM_CARGO=/usr/bin/cargo
WASM_ENV=(RUSTC=/usr/bin/rustc CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld-22)
END
}

usual_env() {
  cat <<'END'
WASM_ROUTE=usual
WASM_CARGO=cargo
WASM_ENV=()
END
}

if [[ ${TELNUM_FORCE_DEBIAN_WASM:-0} != 1 ]] && { has_target || add_target; }; then
  add_source
  wasm_env=$(usual_env)
elif apt_install "${debian_packages[@]}"; then
  wasm_env=$(debian_env)
else
  fail "No way to build for $target was found. Tried: rustup, and Debian's ${debian_packages[*]}." \
    "By hand, either: rustup target add $target" "or, as root: apt-get install ${debian_packages[*]}"
fi
if [[ ! -f $TELNUM_CACHE/wasm-env || $(<"$TELNUM_CACHE/wasm-env") != "$wasm_env" ]]; then
  printf '%s\n' "$wasm_env" >"$TELNUM_CACHE/wasm-env"
fi
