#!/usr/bin/env bash
# What runs, or at least compiles, on platforms that no runner of the contract has.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../tools/lib.sh"
cd "$TELNUM_TOP"

"$TELNUM_TOOLS/setup-python.sh"
mkdir -p target/contract
PYTHONPATH=tests "$TELNUM_CACHE/venv/bin/python" tests/platforms/check.py target/contract/platforms.json
