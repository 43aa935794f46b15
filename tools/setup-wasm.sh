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

# Debian carries no wasm library for its Rust, but its source, for cargo to build; that is a nightly
# feature, which RUSTC_BOOTSTRAP opens in a stable compiler.
debian_env() {
  cat <<'END'
WASM_ROUTE=debian
WASM_CARGO=/usr/bin/cargo
WASM_ENV=(RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld-22)
WASM_ARGS=(-Z build-std=std,panic_abort)
END
}

usual_env() {
  cat <<'END'
WASM_ROUTE=usual
WASM_CARGO=cargo
WASM_ENV=()
WASM_ARGS=()
END
}

if [[ ${TELNUM_FORCE_DEBIAN_WASM:-0} != 1 ]] && { has_target || add_target; }; then
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
