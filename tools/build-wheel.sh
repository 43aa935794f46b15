#!/usr/bin/env bash
# build-wheel.sh PLATFORM PROFILE FOLDER: builds the wheel of a platform (see platforms.sh) into a new
# folder, and fails unless a registry and old systems would take it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$TELNUM_TOOLS/platforms.sh"
platform=$1 profile=$2 folder=$3

"$TELNUM_TOOLS/setup-cross.sh" "$platform"
cd "$TELNUM_TOP"
use_cross
tag=$(wheel_tag "$platform")

# For Windows, mingw links, and pyo3 needs no Python for Windows to link with.
compatibility=()
if [[ $platform != windows-* ]]; then
  compatibility=(--compatibility "${tag%_"$(rust_target "$platform" | cut -d - -f 1)"}")
  export CARGO=$TELNUM_TOOLS/cargo-zig
fi
rm -rf "$folder"
# abi3: one wheel serves every Python from 3.10 on.
step "$MATURIN_LIMIT" "maturin build for $platform" "$TELNUM_CACHE/venv/bin/maturin" build --profile "$profile" \
  --target "$(rust_target "$platform")" "${compatibility[@]}" --manifest-path bindings-python/Cargo.toml --out "$folder" ||
  fail "maturin could not build the wheel for $platform."

mapfile -t wheels < <(find "$folder" -name "$(wheel_files "$platform")")
((${#wheels[@]} == 1)) || fail "maturin built no wheel for $tag, but $(ls "$folder")."
# maturin checks the wheel against its tag. auditwheel checks glibc again, because old systems depend on it; it
# cannot judge musl wheels, since it knows musl's library only by Alpine's name.
if [[ $platform == linux-* ]]; then
  said=$(auditwheel show "${wheels[0]}" | tr --squeeze-repeats '[:space:]' ' ')
  [[ $said == *"platform tag: \"${tag/manylinux2014/manylinux_2_17}\""* ]] ||
    fail "The wheel for $platform needs more than $tag allows." "$said"
fi
abi3audit --strict "${wheels[@]}" >/dev/null || fail "The wheel for $platform uses more than Python's stable ABI."
twine check --strict "${wheels[@]}" >/dev/null || fail "PyPI would not take the wheel for $platform."
