#!/usr/bin/env bash
# PHP with curl, which DialogTech's own sample is written for, as $TELNUM_CACHE/bin/php: the one on PATH, or
# else Debian's packages, unpacked into $TELNUM_CACHE/php, for which nobody need be root. Ends with 1 where
# there is neither; then that sample is skipped.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

own=$TELNUM_CACHE/bin/php

has_curl() { grep -qx curl < <("$1" -m 2>/dev/null); }

unpack_php() {
  local folder=$TELNUM_CACHE/php packages package program
  command -v apt-get >/dev/null || { say "no apt-get on this machine, and no PHP with curl"; return 1; }
  # What they need and this machine lacks comes along.
  mapfile -t packages < <(apt-get --simulate --no-install-recommends install php-cli php-curl 2>/dev/null | awk '$1 == "Inst" { print $2 }')
  ((${#packages[@]})) || { say "apt-get knows no php-cli and php-curl; \`apt-get update\` may help"; return 1; }
  step "$APT_LIMIT" "apt-get download PHP" env --chdir="$folder" apt-get --quiet download "${packages[@]}" || return 1
  for package in "$folder"/*.deb; do
    dpkg-deb --extract "$package" "$folder" && rm "$package" || return 1
  done
  program=$(find "$folder/usr/bin" -name 'php[0-9]*' -type f)
  # No settings of the machine's, which name what is not here.
  cat >"$folder/php" <<END
#!/bin/sh
LD_LIBRARY_PATH=$(find "$folder/usr/lib" -maxdepth 1 -name '*-linux-*') exec "$program" -n \
  -d extension="$(find "$folder/usr/lib/php" -name curl.so)" "\$@"
END
  chmod +x "$folder/php"
  has_curl "$folder/php" || { say "Debian's PHP does not run from $folder"; return 1; }
}

if php=$(type -P php) && [[ $php != "$own" ]] && has_curl "$php"; then
  link php "$php"
elif once php "$PHP_UNPACKED" unpack_php; then
  link php "$TELNUM_CACHE/php/php"
else
  rm -f "$own"
  exit 1
fi
