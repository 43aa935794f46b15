# shellcheck shell=bash
# Installs the wheel of dist/python as a user would, into a new virtual environment below
# target/consumers/python, and sets PYTHON to its interpreter. Sourced after tools/lib.sh.

consume_wheel() {
  local venv=$TELNUM_TOP/target/consumers/python/venv
  compgen -G "$TELNUM_TOP/dist/python/*.whl" >/dev/null || fail "There is no wheel in dist/python." "tools/package-python.sh makes it."
  rm -rf "$venv"
  "$TELNUM_CACHE/venv/bin/python" -m venv "$venv" || fail "A virtual environment could not be made."
  "$venv/bin/python" -m pip install --quiet --no-input --disable-pip-version-check --no-index \
    --find-links "$TELNUM_TOP/dist/python" --only-binary :all: telnum ||
    fail "The wheel could not be installed."
  # shellcheck disable=SC2034 # for the caller
  PYTHON=$venv/bin/python
}
