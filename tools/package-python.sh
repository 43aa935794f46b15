#!/usr/bin/env bash
# Builds the Python package: the wheel and the sdist in dist/python.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

"$TELNUM_TOOLS/setup-rust.sh"
"$TELNUM_TOOLS/setup-python.sh"
cd "$TELNUM_TOP"
venv=$TELNUM_CACHE/venv
staged=${CARGO_TARGET_DIR:-target}/python-packages

rm -rf "$staged"
# abi3: one wheel serves every Python from 3.10 on.
project=(--manifest-path bindings-python/Cargo.toml --out "$staged")
step "$MATURIN_LIMIT" "maturin build" "$venv/bin/maturin" build --release --interpreter "$venv/bin/python" "${project[@]}" ||
  fail "maturin could not build the wheel."
step "$MATURIN_LIMIT" "maturin sdist" "$venv/bin/maturin" sdist "${project[@]}" ||
  fail "maturin could not pack the sdist."

# Only what has changed is replaced, and what is there of an older version goes.
mkdir -p dist/python
while read -r package; do
  [[ -f $staged/$(basename "$package") ]] || rm "$package"
done < <(find dist/python -type f)
while read -r package; do
  cmp --silent "$package" "dist/python/$(basename "$package")" || cp "$package" dist/python/
done < <(find "$staged" -type f)
say "built$(find dist/python -type f -size +0 -printf ' %f (%k kB)')"
