#!/usr/bin/env bash
# pack-swift-library.sh PLATFORM LIBRARY FOLDER: packs the static library that Swift links on a platform (see
# platforms.sh) into FOLDER/telnum-swift-<version>-linux-<machine>.tar.gz, where pkg-config finds it. Prints the path
# of the library as it was packed.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$TELNUM_TOOLS/platforms.sh"
platform=$1 library=$2 folder=$3

version=$(swift_version "$TELNUM_TOP/bindings-uniffi/swift")
machine=$(rust_target "$platform")
machine=${machine%%-*}
found=${CARGO_TARGET_DIR:-$TELNUM_TOP/target}/swift/found-$machine
packed=$found/lib/telnum-$version/libtelnum_uniffi.a
rm -rf "$found"
mkdir -p "$folder" "$found"/lib/{pkgconfig,"telnum-$version"}

# Without debug information, which is most of it; symbols stay, for traces. binutils know this machine's own alone.
if [[ $platform == "$(own_platform)" ]]; then
  strip --strip-debug -o "$packed" "$library"
else
  rust=$(rustc --print sysroot)
  host=$(rustc --print host-tuple)
  LD_LIBRARY_PATH=$rust/lib "$rust/lib/rustlib/$host/bin/rust-objcopy" --strip-debug "$library" "$packed"
fi
# It may be unpacked anywhere.
cat >"$found/lib/pkgconfig/telnum-$version.pc" <<END
libdir=\${pcfiledir}/../telnum-$version

Name: telnum
Description: What telnum for Swift calls, in Rust
Version: $version
Libs: -L\${libdir} -ltelnum_uniffi
END
# The same bytes each time.
tar --create --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --directory "$found" lib |
  gzip --no-name -9 >"$folder/telnum-swift-$version-linux-$machine.tar.gz"
printf '%s\n' "$packed"
