#!/usr/bin/env bash
# by-version.sh PLATFORM ARCHIVE EXAMPLE…: examples as a program that depends on a version of the Swift package, from a
# repository as it is published, with the library of an archive where pkg-config finds it. They are built for a platform
# (see platforms.sh) and run: on another one than this machine's by what setup-swift-arm64.sh has.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../tools/lib.sh"
source "$(dirname "${BASH_SOURCE[0]}")/../../tools/platforms.sh"
cd "$TELNUM_TOP"
platform=$1 archive=$2 examples=("${@:3}")

place=$TELNUM_TOP/target/consumers/swift/by-version-$platform
version=$(swift_version dist/swift/Telnum)
rm -rf "$place"
mkdir -p "$place"/{published,library,shop/Sources}

git init --quiet "$place/published"
GIT_AUTHOR_NAME=test GIT_AUTHOR_EMAIL=test@example.com GIT_COMMITTER_NAME=test GIT_COMMITTER_EMAIL=test@example.com \
  tools/publish-swift.sh "$place/published"
tar --extract --gzip --file "$archive" --directory "$place/library"
for example in "${examples[@]}"; do cp -r "examples/swift/Sources/$example" "$place/shop/Sources/"; done
cat >"$place/shop/Package.swift" <<END
// swift-tools-version:6.0
import PackageDescription

let package = Package(
    name: "shop",
    dependencies: [.package(url: "file://$place/published", from: "$version")],
    targets: [$(printf '"%s", ' "${examples[@]}")].map {
        .executableTarget(name: \$0, dependencies: [.product(name: "Telnum", package: "published")])
    }
)
END

# With a memory of its own: SwiftPM remembers which commit a version was.
options=(--package-path "$place/shop" --scratch-path "$place/built" --cache-path "$place/cache" --security-path "$place/security"
  --pkg-config-path "$place/library/lib/pkgconfig")
if [[ $platform == "$(own_platform)" ]]; then
  run() { "$TELNUM_TOOLS/swift" run "${options[@]}" --skip-build "$1"; }
else
  options+=(--destination "$TELNUM_CACHE/swift-arm64/destination.json")
  programs=$("$TELNUM_TOOLS/swift" build "${options[@]}" --show-bin-path)
  run() { "$TELNUM_CACHE/bin/arm64" "$programs/$1"; }
fi
"$TELNUM_TOOLS/swift" build "${options[@]}"
for example in "${examples[@]}"; do run "$example"; done
