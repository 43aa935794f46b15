#!/usr/bin/env bash
# A venv with DIDWW's own client for Python: $TELNUM_CACHE/venv-independent. Ends with 1 where pip's
# index is out of reach; then the tests that need it are skipped.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

requirements=$TELNUM_TOP/tests/independent/requirements.txt

make_venv() {
  local venv=$TELNUM_CACHE/venv-independent
  # Of the venv that setup-python.sh made, so that the same interpreter serves both.
  "$TELNUM_CACHE/venv/bin/python" -m venv "$venv" || return 1
  step "$PIP_LIMIT" "pip install didww" "$venv/bin/python" -m pip install --no-input \
    --disable-pip-version-check --requirement "$requirements"
}

"$TELNUM_TOOLS/setup-python.sh"
once venv-independent "$(grep '==' "$requirements" | tr '\n' ' ')" make_venv
