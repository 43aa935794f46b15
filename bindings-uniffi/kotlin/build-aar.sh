#!/usr/bin/env bash
# UNTESTED except for the packing: no Android NDK was at hand. Builds dev.telnum:telnum-android, an AAR, into dist/maven:
# build-aar.sh [--libraries FOLDER] [--into REPOSITORY]
#
# To be run on Linux, with rustup and an Android NDK (r27 or newer, its folder in ANDROID_NDK_HOME). dist/maven must be
# there already, built by tools/package-kotlin.sh of the same commit: the classes are the same. With --libraries nothing
# is compiled, and the NDK is not needed: FOLDER holds each <abi>/libtelnum_uniffi.so.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../tools/lib.sh"
android=bindings-uniffi/kotlin/android
repository=$TELNUM_TOP/dist/maven libraries=
while (($#)); do
  case "$1=${2:-}" in
    --libraries=?*) libraries=$(realpath "$2") ;;
    --into=?*) repository=$(realpath --canonicalize-missing "$2") ;;
    *) fail "Not an option, or one without its folder: $1" "build-aar.sh [--libraries FOLDER] [--into REPOSITORY]" ;;
  esac
  shift 2
done
cd "$TELNUM_TOP"

# library ABI TARGET CLANG: builds the library for one kind of processor; the NDK's compiler for C links it too.
library() {
  local abi=$1 target=$2 clang=$tools/${3}${api}-clang upper
  upper=${target//-/_}
  [[ -x $clang ]] || fail "$clang is missing." "Is the NDK in ANDROID_NDK_HOME r27 or newer?"
  step "$RUSTUP_TARGET_LIMIT" "rustup target add $target" rustup target add "$target"
  # Newer devices have pages of 16 KB, and Google Play refuses an app whose libraries are laid out for smaller ones.
  step "$CARGO_BUILD_LIMIT" "the library for $abi" \
    env "CC_$upper=$clang" "AR_$upper=$tools/llvm-ar" "CARGO_TARGET_${upper^^}_LINKER=$clang" \
    cargo rustc --release --package telnum-uniffi --lib --crate-type cdylib --target "$target" -- \
    -C strip=symbols -C link-arg=-Wl,-z,max-page-size=16384 ||
    fail "The library for $abi could not be built."
  install -D -m 755 "${CARGO_TARGET_DIR:-target}/$target/release/libtelnum_uniffi.so" "$libraries/$abi/libtelnum_uniffi.so"
}

if [[ -z $libraries ]]; then
  [[ -n ${ANDROID_NDK_HOME:-} ]] || fail "ANDROID_NDK_HOME is not set." "It names the folder of an Android NDK: https://developer.android.com/ndk"
  need rustup "https://rustup.rs"
  "$TELNUM_TOOLS/setup-rust.sh"
  tools=$ANDROID_NDK_HOME/toolchains/llvm/prebuilt/linux-x86_64/bin
  api=$(sed -n 's/.*minSdkVersion="\([0-9]*\)".*/\1/p' "$android/AndroidManifest.xml")
  without_folders
  libraries=$(mktemp -d)
  trap 'rm -rf "$libraries"' EXIT
  library arm64-v8a aarch64-linux-android aarch64-linux-android
  library armeabi-v7a armv7-linux-androideabi armv7a-linux-androideabi
  library x86_64 x86_64-linux-android x86_64-linux-android
fi

"$TELNUM_TOOLS/setup-python.sh"
say "dev.telnum:telnum-android"
"$TELNUM_CACHE/venv/bin/python" "$android/pack_aar.py" "$libraries" dist/maven "$repository"
