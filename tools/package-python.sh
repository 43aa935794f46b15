#!/usr/bin/env bash
# Builds the Python package: this machine's wheel and the sdist in dist/python.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$TELNUM_TOOLS/platforms.sh"

"$TELNUM_TOOLS/setup-rust.sh"
"$TELNUM_TOOLS/setup-python.sh"
cd "$TELNUM_TOP"
venv=$TELNUM_CACHE/venv
staged=${CARGO_TARGET_DIR:-target}/python-packages

platform=$(own_platform)
if [[ -n $platform ]]; then
  "$TELNUM_TOOLS/build-wheel.sh" "$platform" release "$staged"
  replaced=$(wheel_files "$platform")
else
  # For this machine alone, since nothing checks what it was linked with.
  rm -rf "$staged"
  step "$MATURIN_LIMIT" "maturin build" "$venv/bin/maturin" build --release --interpreter "$venv/bin/python" \
    --manifest-path bindings-python/Cargo.toml --out "$staged" || fail "maturin could not build the wheel."
  replaced='*.whl'
fi
step "$MATURIN_LIMIT" "maturin sdist" "$venv/bin/maturin" sdist --manifest-path bindings-python/Cargo.toml --out "$staged" ||
  fail "maturin could not pack the sdist."
if [[ -n $platform ]]; then
  "$TELNUM_CACHE/venv-cross/bin/twine" check --strict "$staged"/*.tar.gz >/dev/null || fail "PyPI would not take the sdist."
fi

renew "$staged" dist/python "$replaced" '*.tar.gz'
say "built$(find "$staged" -type f -size +0 -printf ' %f (%k kB)')"
