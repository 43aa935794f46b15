#!/usr/bin/env bash
# build-uniffi.sh PLATFORM PROFILE FOLDER: builds the library that Kotlin and Java load on a platform (see
# platforms.sh) into a folder, where JNA looks for it in the jar, and prints the path of the one that still has its
# symbols, where it is this machine's own. Beside that one is for Linux the static library that Swift links: one build
# makes both, in a few seconds more than one of them takes.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$TELNUM_TOOLS/platforms.sh"
platform=$1 profile=$2 folder=$3

"$TELNUM_TOOLS/setup-cross.sh" "$platform" || fail "What builds for $platform could not be set up."
cd "$TELNUM_TOP"
use_cross
library=libtelnum_uniffi.so
if [[ $platform == windows-* ]]; then library=telnum_uniffi.dll; fi

# uniffi reads the symbols of this machine's own library, all of which Zig would take away; the others need none.
strip=symbols types=cdylib
if [[ $platform == "$(own_platform)" ]]; then strip=none; fi
if [[ $platform == linux-* ]]; then types=cdylib,staticlib; fi
cross "$platform" rustc
step "$CARGO_BUILD_LIMIT" "the library for $platform" "${CROSS[@]}" --profile "$profile" --package telnum-uniffi --lib \
  --crate-type "$types" -- -C "strip=$strip" || fail "The library for $platform could not be built."
built=${CARGO_TARGET_DIR:-target}/$(rust_target "$platform")/$profile/$library
runs_on_old_systems "$built"
packed=$folder/$(jna_folder "$platform")/$library
mkdir -p "$(dirname "$packed")"
if [[ $strip == none ]]; then strip -x -o "$packed" "$built"; else install -m 755 "$built" "$packed"; fi
printf '%s\n' "$built"
