#!/usr/bin/env bash
# check-target.sh PLATFORM: compiles the core for a platform whose SDK is not here (see platforms.sh), and
# for a desktop the package for Python. Nothing is linked, and what is in C is taken on trust.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$TELNUM_TOOLS/platforms.sh"

cd "$TELNUM_TOP"
# Build scripts want a C compiler and, for Apple's, the folder of an SDK, any. No library comes of it.
export CC=true AR=true "SDKROOT=$TELNUM_CACHE" PYO3_NO_PYTHON=1
packages=(--package telnum --features 'telnum/native telnum/emulator')
if [[ $1 == macos-* ]]; then packages+=(--package telnum-python); fi
step "$CARGO_BUILD_LIMIT" "cargo check for $1" cargo check --quiet --profile foreign --target "$(rust_target "$1")" \
  "${packages[@]}"
