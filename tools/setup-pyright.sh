#!/usr/bin/env bash
# pyright, beside the tools of the venv that setup-python.sh makes; only tests need it. PyPI's pyright is a shell that
# fetches npm's when first called.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

install_pyright() { npm_into pyright "pyright@$PYRIGHT"; }

"$TELNUM_TOOLS/setup-python.sh"
once pyright "$PYRIGHT" install_pyright
ln -sfn "$TELNUM_CACHE/pyright/node_modules/.bin/pyright" "$TELNUM_CACHE/venv/bin/pyright"
