#!/usr/bin/env bash
# Zig and cargo-zigbuild, which link for old glibc, musl and other processors, and what checks wheels, in
# $TELNUM_CACHE/venv-cross. For each platform named as argument (see platforms.sh), Rust's standard
# library too, and for Windows Debian's mingw. Ends with 1 where one of these cannot be had.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
source "$TELNUM_TOOLS/platforms.sh"

requirements=$TELNUM_TOOLS/requirements-cross.txt

make_venv() {
  local venv=$TELNUM_CACHE/venv-cross
  "$TELNUM_CACHE/venv/bin/python" -m venv "$venv" || return 1
  step "$PIP_LIMIT" "pip install ziglang and others" "$venv/bin/python" -m pip install --no-input \
    --disable-pip-version-check --requirement "$requirements" && return
  # Half of it would pass for the whole.
  rm -rf "${venv:?}/bin"
  return 1
}

add_target() {
  local target
  target=$(rust_target "$1")
  if [[ -d $(rustc --print sysroot)/lib/rustlib/$target ]]; then return; fi
  command -v rustup >/dev/null || {
    say "no rustup, and no standard library of Rust for $target; your system's packages may have it"
    return 1
  }
  step "$RUSTUP_TARGET_LIMIT" "rustup target add $target" rustup target add "$target"
}

"$TELNUM_TOOLS/setup-rust.sh"
"$TELNUM_TOOLS/setup-python.sh"
once venv-cross "$(grep '==' "$requirements" | tr '\n' ' ')" make_venv
for platform in "$@"; do
  add_target "$platform"
  if [[ $platform == windows-* ]] && ! command -v x86_64-w64-mingw32-gcc >/dev/null; then
    apt_install gcc-mingw-w64-x86-64-posix
  fi
done
