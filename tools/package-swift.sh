#!/usr/bin/env bash
# Builds the Swift package: dist/swift/Telnum, to be depended on by its path.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

"$TELNUM_TOOLS/setup-rust.sh"
"$TELNUM_TOOLS/setup-swift.sh"
need python3 "apt-get install python3"
need strip "apt-get install binutils"
cd "$TELNUM_TOP"

source=bindings-uniffi/swift
package=dist/swift/Telnum
target=${CARGO_TARGET_DIR:-target}
generated=$target/swift/generated
staged=$target/swift/Telnum

say "the part in Rust, as a static library"
cargo rustc --quiet --release --package telnum-uniffi --lib --crate-type staticlib
library=$target/release/libtelnum_uniffi.a
rm -rf "$generated" "$staged"
cargo run --quiet --package telnum-uniffi-bindgen -- generate --language swift --no-format \
  --config bindings-uniffi/uniffi.toml --out-dir "$generated" "$library"

say "its Swift side"
mkdir -p "$staged"
cp -r "$source"/{Package.swift,README.md,Sources} LICENSE "$staged"
"$source/adapt.py" "$generated" "$staged/Sources/TelnumTypes" "$staged/Sources/Telnum"
modules=$staged/Sources/TelnumFFI
mkdir -p "$modules" && cp "$generated"/*.h "$modules"
# One map for all headers; those that uniffi writes name modules that Linux has not.
for header in "$modules"/*.h; do
  name=$(basename "$header" .h)
  printf 'module %s {\n    header "%s.h"\n    export *\n}\n' "$name" "$name"
done >"$modules/module.modulemap"
libraries=$staged/lib/linux-$(uname -m)
mkdir -p "$libraries"
# Without debug information, which is most of it; symbols stay, for traces.
strip --strip-debug -o "$libraries/libtelnum_uniffi.a" "$library"

# Only what has changed is replaced, since SwiftPM builds anew what is newer.
mkdir -p "$package"
while read -r file; do
  cmp --silent "$staged/$file" "$package/$file" || install -D --mode 644 "$staged/$file" "$package/$file"
done < <(cd "$staged" && find . -type f)
while read -r file; do
  [[ -f $staged/$file ]] || rm "$package/$file"
done < <(cd "$package" && find . -type f -not -path './.build/*')
say "built $package, of which the library is $(du -h "$libraries"/*.a | cut -f 1)"
