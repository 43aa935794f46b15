#!/usr/bin/env bash
# CPython on musl, as Alpine has it, as $TELNUM_CACHE/bin/python-musl: compiled from Debian's source, since
# no registry has one. Ends with 1 where it cannot be had.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
source "$TELNUM_TOOLS/debian.sh"

place=$TELNUM_CACHE/python-musl

build_python() {
  [[ $(uname -sm) == 'Linux x86_64' ]] || { say "CPython on musl is set up on x86-64 Linux alone"; return 1; }
  mkdir -p "$place/source" || return 1
  with_debian "$place/apt" amd64 step "$APT_LIMIT" "the source of Debian's python3.13" \
    env --chdir="$place" apt-get --quiet source --download-only python3.13 || return 1
  tar --extract --file "$(find "$place" -name 'python3.13_*.orig.tar.xz')" --strip-components 1 --directory "$place/source" || return 1
  rm "$place"/python3.13_*
  cat >"$place/cc" <<'END'
#!/bin/sh
# CPython asks its compiler for its platform, and musl-gcc answers with glibc's.
case " $* " in *" --print-multiarch "*) echo x86_64-linux-musl && exit ;; esac
exec musl-gcc "$@"
END
  chmod +x "$place/cc"
  # The machine's libraries need glibc, so this Python has no TLS and no compression.
  step 600 "configure CPython for musl" env --chdir="$place/source" ./configure "CC=$place/cc" "--prefix=$place/python" \
    --disable-test-modules --with-ensurepip=no --without-doc-strings --with-pkg-config=no || return 1
  # Modules that lack a library fail, and are not needed.
  step 1200 "compile CPython for musl" env --chdir="$place/source" \
    make --keep-going "-j$(nproc)" 'OPT=-DNDEBUG -O1' MODULE_BINASCII_CFLAGS= MODULE_BINASCII_LDFLAGS= python sharedmods ||
    say "without the modules that lack a library"
  printf '#!/bin/sh\nexec "%s" "$@"\n' "$place/source/python" >"$place/run"
  chmod +x "$place/run"
  try_for 60 "$place/run" -c 'import asyncio, urllib.request' || { say "CPython on musl does not run"; return 1; }
}

command -v musl-gcc >/dev/null || apt_install musl-tools
for program in make gcc; do need "$program" "Debian, as root: apt-get install $program"; done
once python-musl "$PYTHON_MUSL" build_python
link python-musl "$place/run"
