#!/usr/bin/env bash
# check-target.sh PLATFORM: compiles the core for a platform whose SDK is not here (see platforms.sh), and
# for a desktop the package for Python. Nothing is linked, and C code is not compiled.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$TELNUM_TOOLS/platforms.sh"

cd "$TELNUM_TOP"
# Build scripts call a C compiler, and for Apple want an SDK folder; a check needs nothing they make.
export CC=true AR=true "SDKROOT=$TELNUM_CACHE" PYO3_NO_PYTHON=1
packages=(--package telnum --features 'telnum/native telnum/emulator')
if [[ $1 == macos-* ]]; then packages+=(--package telnum-python); fi
step "$CARGO_BUILD_LIMIT" "cargo check for $1" cargo check --quiet --profile foreign --target "$(rust_target "$1")" \
  "${packages[@]}"
