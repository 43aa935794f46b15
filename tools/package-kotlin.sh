#!/usr/bin/env bash
# Builds the Kotlin package: dist/maven, a Maven repository with dev.telnum:telnum and the native library in it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

"$TELNUM_TOOLS/setup-rust.sh"
"$TELNUM_TOOLS/setup-kotlin.sh"
cd "$TELNUM_TOP"
built=${CARGO_TARGET_DIR:-target}
project=bindings-uniffi/kotlin

# The folder in which JNA looks for the library of this machine. The jar holds that of no other one.
platform() {
  case $(uname -s)-$(uname -m) in
    Linux-x86_64) echo linux-x86-64 ;;
    Linux-aarch64) echo linux-aarch64 ;;
    *) fail "No Kotlin package is made on $(uname -s) $(uname -m) so far." ;;
  esac
}
folder=$(platform)
library=libtelnum_uniffi.so

say "the native library"
cargo rustc --quiet --release --package telnum-uniffi --crate-type cdylib
cargo build --quiet --package telnum-uniffi-bindgen

say "the classes that uniffi writes"
rm -rf "$project/target/generated" "$project/target/native" "$project/target/classes"
"$built/debug/uniffi-bindgen" generate --language kotlin --no-format --config bindings-uniffi/uniffi.toml \
  --out-dir "$project/target/generated" "$built/release/$library"
bindings-uniffi/kotlin/tidy-generated.sh "$project/target/generated"

# Only now, since uniffi reads the symbols.
mkdir -p "$project/target/native/$folder"
strip -x -o "$project/target/native/$folder/$library" "$built/release/$library"

say "dev.telnum:telnum"
rm -rf dist/maven
step "$MAVEN_LIMIT" "mvn deploy of dev.telnum:telnum" \
  mvn --batch-mode --file "$project/pom.xml" deploy "-DaltDeploymentRepository=dist::file://$TELNUM_TOP/dist/maven" ||
  fail "Maven could not build the Kotlin package."
