#!/usr/bin/env bash
# build-emulator.sh PLATFORM PROFILE FOLDER: builds the emulator's server for a platform (see platforms.sh)
# into a folder, as telnum-emulator-PLATFORM, and prints its path.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$TELNUM_TOOLS/platforms.sh"
platform=$1 profile=$2 folder=$3

"$TELNUM_TOOLS/setup-cross.sh" "$platform" || fail "What builds for $platform could not be set up."
cd "$TELNUM_TOP"
use_cross
suffix=''
if [[ $platform == windows-* ]]; then suffix=.exe; fi

cross "$platform" build
step "$CARGO_BUILD_LIMIT" "the emulator's server for $platform" "${CROSS[@]}" --profile "$profile" \
  --package telnum-emulator --features server --bin telnum-emulator || fail "The emulator could not be built for $platform."
built=${CARGO_TARGET_DIR:-target}/$(rust_target "$platform")/$profile/telnum-emulator$suffix
runs_on_old_systems "$built"
mkdir -p "$folder"
install -m 755 "$built" "$folder/telnum-emulator-$platform$suffix"
printf '%s\n' "$folder/telnum-emulator-$platform$suffix"
