#!/usr/bin/env bash
# A PostgreSQL server, as $TELNUM_CACHE/bin/initdb and postgres: the one of this machine, or else Debian's packages,
# unpacked into $TELNUM_CACHE/postgres, for which nobody need be root. With it, the drivers that journals in a database
# are tested with: $TELNUM_CACHE/venv-postgres and $TELNUM_CACHE/node-postgres. Ends with 1 where something of it cannot
# be had; then those tests are skipped.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

requirements=$TELNUM_TOP/tests/journal/requirements.txt

# The newest one that Debian has installed, or the one on PATH that is not ours.
of_machine() {
  local found
  found=$(find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null | sort --version-sort | tail -n 1)
  [[ -n $found ]] || found=$(type -P initdb) || return 1
  [[ $(readlink --canonicalize "$found") != "$TELNUM_CACHE"/* && -x $(dirname "$(readlink --canonicalize "$found")")/postgres ]] || return 1
  dirname "$(readlink --canonicalize "$found")"
}

unpack_postgres() {
  local folder=$TELNUM_CACHE/postgres packages package programs name
  command -v apt-get >/dev/null || { say "no apt-get on this machine, and no PostgreSQL"; return 1; }
  # What it needs and this machine lacks comes along.
  mapfile -t packages < <(apt-get --simulate --no-install-recommends install postgresql 2>/dev/null | awk '$1 == "Inst" { print $2 }')
  ((${#packages[@]})) || { say "apt-get knows no postgresql; \`apt-get update\` may help"; return 1; }
  step "$APT_LIMIT" "apt-get download PostgreSQL" env --chdir="$folder" apt-get --quiet download "${packages[@]}" || return 1
  for package in "$folder"/*.deb; do
    dpkg-deb --extract "$package" "$folder" && rm "$package" || return 1
  done
  programs=$(dirname "$(find "$folder/usr/lib/postgresql" -name initdb -type f)")
  mkdir -p "$folder/bin"
  for name in initdb postgres; do
    cat >"$folder/bin/$name" <<END
#!/bin/sh
LD_LIBRARY_PATH=$(find "$folder/usr/lib" -maxdepth 1 -name '*-linux-*') exec "$programs/$name" "\$@"
END
    chmod +x "$folder/bin/$name"
  done
  "$folder/bin/postgres" --version >/dev/null || { say "Debian's PostgreSQL does not run from $folder"; return 1; }
}

make_venv() {
  # Of the venv that setup-python.sh made, so that the same interpreter serves both.
  "$TELNUM_CACHE/venv/bin/python" -m venv "$TELNUM_CACHE/venv-postgres" || return 1
  step "$PIP_LIMIT" "pip install psycopg" "$TELNUM_CACHE/venv-postgres/bin/python" -m pip install --no-input \
    --disable-pip-version-check --only-binary :all: --requirement "$requirements"
}

install_pg() { npm_into node-postgres "pg@$NODE_PG"; }

if programs=$(of_machine); then
  :
elif once postgres "$POSTGRES_UNPACKED" unpack_postgres; then
  programs=$TELNUM_CACHE/postgres/bin
else
  rm -f "$TELNUM_CACHE"/bin/{initdb,postgres}
  exit 1
fi
link initdb "$programs/initdb"
link postgres "$programs/postgres"

"$TELNUM_TOOLS/setup-python.sh"
once venv-postgres "$(grep '==' "$requirements" | tr '\n' ' ')" make_venv
once node-postgres "$NODE_PG" install_pg
