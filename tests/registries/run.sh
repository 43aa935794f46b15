#!/usr/bin/env bash
# Publishes the packages to registries on this machine, which take what the real ones take.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../tools/lib.sh"
cd "$TELNUM_TOP"

"$TELNUM_TOOLS/setup-python.sh"
"$TELNUM_TOOLS/setup-publishing.sh"
"$TELNUM_TOOLS/package-rust.sh"
mkdir -p target/contract
PYTHONPATH=tests "$TELNUM_CACHE/venv/bin/python" tests/registries/check.py target/contract/registries.json
