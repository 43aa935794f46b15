#!/usr/bin/env bash
# A venv with maturin, pytest, mypy and ruff: $TELNUM_CACHE/venv, made with the first that will
# do of $TELNUM_PYTHON, python3 and those that list-pythons.sh finds. Given an interpreter as argument,
# $TELNUM_CACHE/venv-<its version> is made with that one instead.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

pinned=$(grep '==' "$TELNUM_TOOLS/requirements.txt" | tr '\n' ' ')
default=$TELNUM_CACHE/venv
wanted=${1:-${TELNUM_PYTHON:-}}
# Asking interpreters is slow where pyenv stands in front of them.
if [[ -z $wanted && -x $default/bin/python ]] && has_version venv "$pinned"; then exit; fi

candidates() {
  if [[ -n $wanted ]]; then
    printf '%s\n' "$wanted"
  else
    printf 'python3\n'
    "$TELNUM_TOOLS/list-pythons.sh" | cut -d ' ' -f 2
  fi
}

# Sets `interpreter` and `python_version`.
choose() {
  local print_version='import sys; print("%d.%d" % sys.version_info[:2])'
  while read -r interpreter; do
    python_version=$("$interpreter" -c "$print_version" </dev/null 2>/dev/null) || continue
    if at_least "$PYTHON_AT_LEAST" "$python_version"; then return; fi
  done < <(candidates)
  fail "No Python $PYTHON_AT_LEAST or newer was found (tried: $(candidates | paste -s -d ' '))." \
    "Install one (Debian: apt-get install python3 python3-venv), or name one in TELNUM_PYTHON."
}

make_venv() {
  local venv=$TELNUM_CACHE/venv-$python_version
  step "$PIP_LIMIT" "venv for Python $python_version" "$interpreter" -m venv "$venv" ||
    fail "$interpreter cannot make a venv." "Debian: apt-get install python3-venv"
  step "$PIP_LIMIT" "pip install maturin and others for Python $python_version" "$venv/bin/python" -m pip install \
    --no-input --disable-pip-version-check --requirement "$TELNUM_TOOLS/requirements.txt" ||
    fail "pip could not install what requirements.txt names." "Is PyPI, or the index in pip's settings, within reach?"
}

choose
once "venv-$python_version" "$pinned" make_venv
if [[ -z ${1:-} ]]; then ln -sfn "venv-$python_version" "$default"; fi
