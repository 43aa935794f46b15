#!/usr/bin/env bash
# A venv with the libraries that users bring records into, $TELNUM_CACHE/venv-integrations: pandas,
# pydantic, FastAPI, trio. Ends with 1 where pip's index is out of reach; then their tests are skipped.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

requirements=$TELNUM_TOP/tests/python/requirements.txt

make_venv() {
  local venv=$TELNUM_CACHE/venv-integrations
  # Of the venv that setup-python.sh made, so that the same interpreter serves both.
  "$TELNUM_CACHE/venv/bin/python" -m venv "$venv" || return 1
  step "$PIP_LIMIT" "pip install pandas pydantic fastapi trio" "$venv/bin/python" -m pip install --no-input \
    --disable-pip-version-check --only-binary :all: --requirement "$requirements" && return
  # Half of it would pass for the whole.
  rm -rf "${venv:?}/bin"
  return 1
}

"$TELNUM_TOOLS/setup-python.sh"
once venv-integrations "$(grep '==' "$requirements" | tr '\n' ' ')" make_venv
