#!/usr/bin/env bash
# The first example as a program that depends on a version of the Swift package, from a repository as it is published,
# with the library where pkg-config finds it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../tools/lib.sh"
cd "$TELNUM_TOP"

place=$TELNUM_TOP/target/consumers/swift/by-version
version=$(swift_version dist/swift/Telnum)
rm -rf "$place"
mkdir -p "$place"/{published,library,shop/Sources/shop}

git init --quiet "$place/published"
GIT_AUTHOR_NAME=test GIT_AUTHOR_EMAIL=test@example.com GIT_COMMITTER_NAME=test GIT_COMMITTER_EMAIL=test@example.com \
  tools/publish-swift.sh "$place/published"
tar --extract --gzip --file "dist/swift/telnum-swift-$version-linux-$(uname -m).tar.gz" --directory "$place/library"
cp examples/swift/Sources/first/main.swift "$place/shop/Sources/shop/"
cat >"$place/shop/Package.swift" <<END
// swift-tools-version:6.0
import PackageDescription

let package = Package(
    name: "shop",
    dependencies: [.package(url: "file://$place/published", from: "$version")],
    targets: [.executableTarget(name: "shop", dependencies: [.product(name: "Telnum", package: "published")])]
)
END

# With a memory of its own: SwiftPM remembers which commit a version was.
options=(--package-path "$place/shop" --scratch-path "$place/built" --cache-path "$place/cache" --security-path "$place/security")
"$TELNUM_TOOLS/swift" run "${options[@]}" --pkg-config-path "$place/library/lib/pkgconfig" shop
