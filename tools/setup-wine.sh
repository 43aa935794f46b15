#!/usr/bin/env bash
# Wine from Debian trixie (older versions lack functions that Rust programs call), in a root of its own
# below $TELNUM_CACHE/wine. tools/wine runs a program. Ends with 1 where that cannot be had.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
source "$TELNUM_TOOLS/debian.sh"

root=$TELNUM_CACHE/wine/root

make_root() {
  local system=$TELNUM_CACHE/wine/prefix/drive_c/windows/system32 status=0
  [[ $(uname -sm) == 'Linux x86_64' ]] || { say "Wine runs programs for Windows x64 on that processor alone"; return 1; }
  # Without what only graphics and sound need. With libfreetype but no display, Wine starts explorer.exe in an
  # endless loop.
  unpack_debian "$root" amd64 libwine wine64 libc6 libgcc-s1 libstdc++6 libunwind8 liblzma5 zlib1g libz-mingw-w64 \
    libgnutls30t64 libp11-kit0 libidn2-0 libunistring5 libtasn1-6 libnettle8t64 libhogweed6t64 libgmp10 libffi8 || return 1
  mkdir -p "$root"/{dev,etc,proc,tmp} "$system" || return 1
  # Debian's user32.dll needs mingw's zlib, which no package puts where Wine looks.
  cp "$root/usr/x86_64-w64-mingw32/lib/zlib1.dll" "$system/" || return 1
  printf '127.0.0.1 localhost\n' >"$root/etc/hosts"
  cp /etc/passwd "$root/etc/passwd"
  # Its exit code reports that there is no 32-bit Windows, which is not needed.
  say "create the Wine prefix"
  try_for 120 "$TELNUM_TOOLS/wine" wineboot --init >/dev/null 2>&1 || true
  try_for 60 "$TELNUM_TOOLS/wine" 'C:\windows\system32\cmd.exe' /c 'exit 7' 2>/dev/null || status=$?
  ((status == 7)) || { say "Wine does not run"; return 1; }
}

once wine "$WINE_ROOT" make_root
