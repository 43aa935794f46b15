#!/usr/bin/env bash
# Formatting, lints, types, licences, and whether generated files are current.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$TELNUM_TOP"

"$TELNUM_TOOLS/setup-rust.sh"
"$TELNUM_TOOLS/setup-wasm.sh"
"$TELNUM_TOOLS/setup-python.sh"
"$TELNUM_TOOLS/setup-lint.sh"
venv=$TELNUM_CACHE/venv/bin

say "cargo fmt"
cargo fmt --all --check
say "generated files"
cargo run --quiet --package telnum-codegen -- --check
"$venv/python" tools/readme.py
say "cargo clippy"
cargo clippy --quiet --workspace --exclude telnum-wasm --exclude telnum-wasm-emulator --exclude telnum-wasm-message --all-targets --all-features -- -D warnings
say "cargo clippy, for wasm"
"$TELNUM_TOOLS/wasm-cargo" clippy --quiet --package telnum-wasm --package telnum-wasm-emulator --package telnum-wasm-message -- -D warnings
say "cargo deny"
"$TELNUM_CACHE/bin/cargo-deny" --log-level error check bans licenses sources
say "ruff"
"$venv/ruff" check --quiet .
"$venv/ruff" format --quiet --check .
say "shellcheck"
git ls-files '*.sh' '.ci/run' 'tools/swift' 'tools/wasm-cargo' 'tools/wine' | xargs shellcheck --external-sources --source-path=SCRIPTDIR
say "the release workflow, and one version everywhere"
"$venv/python" tools/versions.py
if [[ -x $TELNUM_CACHE/bin/actionlint ]]; then
  "$TELNUM_CACHE/bin/actionlint" .github/workflows/*.yml
else
  say "not linted: the release workflow, since Go is not here to build actionlint"
fi
say "nothing to mend"
