#!/usr/bin/env bash
# What runs programs for 64-bit ARM here: qemu, and Debian's C and C++ libraries for that processor, with
# CPython, in $TELNUM_CACHE/arm64. `$TELNUM_CACHE/bin/arm64 PROGRAM…` runs one. Ends with 1 where that cannot be had.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
source "$TELNUM_TOOLS/debian.sh"

root=$TELNUM_CACHE/arm64/root

make_root() {
  local python=$root/usr/bin/python3.13
  unpack_debian "$root" arm64 libc6 libgcc-s1 libstdc++6 libatomic1 zlib1g libexpat1 libffi8 libbz2-1.0 liblzma5 libssl3t64 libuuid1 \
    libzstd1 libpython3.13-minimal libpython3.13-stdlib python3.13-minimal python3.13 || return 1
  cat >"$TELNUM_CACHE/arm64/run" <<END
#!/bin/sh
exec "$qemu" -L "$root" "\$@"
END
  printf '#!/bin/sh\nexec "%s" -L "%s" "%s" "$@"\n' "$qemu" "$root" "$python" >"$TELNUM_CACHE/arm64/python"
  chmod +x "$TELNUM_CACHE/arm64/run" "$TELNUM_CACHE/arm64/python"
  try_for 60 "$TELNUM_CACHE/arm64/python" -c 'import ssl, asyncio' || { say "Debian's Python for arm64 does not run under qemu"; return 1; }
}

command -v qemu-aarch64-static >/dev/null || apt_install qemu-user-static
qemu=$(type -P qemu-aarch64-static)
once arm64 "$ARM64_ROOT" make_root
link arm64 "$TELNUM_CACHE/arm64/run"
link python-arm64 "$TELNUM_CACHE/arm64/python"
