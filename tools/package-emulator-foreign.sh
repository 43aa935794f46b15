#!/usr/bin/env bash
# Builds the emulator's server for every platform (see platforms.sh), or for those named, into
# dist/emulator. That of this machine's own platform runs on older systems than dist/bin's.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$TELNUM_TOOLS/platforms.sh"

if (($#)); then PLATFORMS=("$@"); fi
for platform in "${PLATFORMS[@]}"; do
  say "built $("$TELNUM_TOOLS/build-emulator.sh" "$platform" release "$TELNUM_TOP/dist/emulator")"
done
