#!/usr/bin/env bash
# Lists the interpreters on this machine that telnum supports, one a line: "3.12 /path/to/python".
set -euo pipefail

# pyenv's own folders come first: its shims are slow, and fail for versions that are not switched on.
places() {
  printf '%s\n' "${PYENV_ROOT:-$HOME/.pyenv}/versions/$1".*/bin/python | sort --version-sort --reverse
  command -v "python$1" || true
}

for version in 3.10 3.11 3.12 3.13 3.14; do
  while read -r python; do
    # A venv without pip or with a broken base is of no use for building wheels.
    if "$python" -c 'import ssl, venv' </dev/null >/dev/null 2>&1; then
      printf '%s %s\n' "$version" "$python"
      break
    fi
  done < <(places "$version")
done
