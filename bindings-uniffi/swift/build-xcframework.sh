#!/usr/bin/env bash
# UNTESTED: no Mac was at hand. Builds TelnumFFI.xcframework for macOS and iOS into dist/swift/Telnum.
#
# To be run on a Mac with Xcode and rustup. dist/swift/Telnum must be there already, built by
# tools/package-swift.sh on Linux of the same commit: its Swift sources and headers are the same.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
package=$PWD/dist/swift/Telnum
headers=$package/Sources/TelnumFFI
[[ -f $headers/module.modulemap ]] || { echo "build dist/swift/Telnum first: tools/package-swift.sh" >&2; exit 1; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

library_for() {
  rustup target add "$1" >&2
  cargo rustc --release --package telnum-uniffi --lib --crate-type staticlib --target "$1" >&2
  echo "target/$1/release/libtelnum_uniffi.a"
}

# One library a platform: those of one platform are joined, whatever the processor.
join() {
  mkdir -p "$scratch/$1"
  lipo -create "${@:2}" -output "$scratch/$1/libtelnum_uniffi.a"
}

join macos "$(library_for aarch64-apple-darwin)" "$(library_for x86_64-apple-darwin)"
join ios "$(library_for aarch64-apple-ios)"
join simulator "$(library_for aarch64-apple-ios-sim)" "$(library_for x86_64-apple-ios)"

rm -rf "$package/TelnumFFI.xcframework"
xcodebuild -create-xcframework \
  -library "$scratch/macos/libtelnum_uniffi.a" -headers "$headers" \
  -library "$scratch/ios/libtelnum_uniffi.a" -headers "$headers" \
  -library "$scratch/simulator/libtelnum_uniffi.a" -headers "$headers" \
  -output "$package/TelnumFFI.xcframework"
