#!/usr/bin/env bash
# What this machine's Swift builds programs for 64-bit ARM with, and what these load: Debian trixie's Swift libraries and
# C headers for that processor, in $TELNUM_CACHE/swift-arm64, whose destination.json SwiftPM's `--destination` takes.
# Swift reads modules of its very version alone, so this is for Debian's Swift. Ends with 1 where it cannot be had.
set -euo pipefail
source "$(dirname "$0")/lib.sh"
source "$TELNUM_TOOLS/debian.sh"

place=$TELNUM_CACHE/swift-arm64
root=$place/root

make_root() {
  unpack_debian "$root" arm64 libc6 libc6-dev linux-libc-dev libgcc-s1 libgcc-14-dev libstdc++6 libstdc++-14-dev || return 1
  with_debian "$root.apt" arm64 unpack_swift || return 1
  cat >"$place/destination.json" <<END
{
  "version": 1,
  "target": "aarch64-unknown-linux-gnu",
  "sdk": "$root",
  "toolchain-bin-dir": "/usr/libexec/swift/bin",
  "dynamic-library-extension": "so",
  "extra-cc-flags": [],
  "extra-cpp-flags": [],
  "extra-swiftc-flags": ["-sdk", "$root", "-resource-dir", "$root/usr/lib/swift", "-use-ld=lld", "-Xclang-linker", "--sysroot=$root"]
}
END
}

# Only the libraries, since two gigabytes of programs are in the same package.
unpack_swift() {
  local packages=$root.packages
  mkdir -p "$packages" || return 1
  step "$SWIFT_DOWNLOAD_LIMIT" "download swiftlang $version for arm64" \
    env --chdir="$packages" apt-get --quiet download "swiftlang=$version" "libswiftlang=$version" || return 1
  dpkg-deb --extract "$packages"/libswiftlang_*.deb "$root" && rm -r "$root/usr/libexec/swift/lib/swift/host" || return 1
  say "unpack its libraries"
  # What is left out is for compilers that run on arm64 themselves, and for programs without an operating system.
  dpkg-deb --fsys-tarfile "$packages"/swiftlang_*.deb |
    tar --extract --directory "$root" --exclude='*/lib/swift/host' --exclude='*/lib/swift/embedded' \
      ./usr/lib ./usr/libexec/swift/lib/clang ./usr/libexec/swift/lib/swift || return 1
  rm -rf "$packages"
}

"$TELNUM_TOOLS/setup-arm64.sh"
"$TELNUM_TOOLS/setup-swift.sh"
read -r kind debian <"$TELNUM_CACHE/swift-route"
[[ $kind == root ]] || { say "the Swift at $debian is not Debian's, whose libraries for arm64 these are"; exit 1; }
version=$(dpkg-query --admindir="$debian/var/lib/dpkg" --show --showformat='${Version}' swiftlang)
once swift-arm64 "$version" make_root
