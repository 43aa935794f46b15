#!/usr/bin/env bash
# Builds the wheels of the other platforms (see platforms.sh), or of those named, into dist/python.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$TELNUM_TOOLS/platforms.sh"

cd "$TELNUM_TOP"
staged=${CARGO_TARGET_DIR:-target}/python-packages-foreign
if (($#)); then PLATFORMS=("$@"); fi
for platform in "${PLATFORMS[@]}"; do
  if [[ $platform == "$(own_platform)" ]]; then continue; fi
  "$TELNUM_TOOLS/build-wheel.sh" "$platform" release "$staged"
  renew "$staged" dist/python "$(wheel_files "$platform")"
  say "built$(find "$staged" -type f -printf ' %f (%k kB)')"
done
