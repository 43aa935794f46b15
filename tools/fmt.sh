#!/usr/bin/env bash
# Formats, and writes generated files anew.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$TELNUM_TOP"

"$TELNUM_TOOLS/setup-rust.sh"
"$TELNUM_TOOLS/setup-python.sh"
cargo run --quiet --package telnum-codegen
cargo fmt --all
"$TELNUM_CACHE/venv/bin/ruff" check --quiet --fix-only .
"$TELNUM_CACHE/venv/bin/ruff" format --quiet .
"$TELNUM_CACHE/venv/bin/python" tools/readme.py --write
