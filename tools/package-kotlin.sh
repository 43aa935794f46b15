#!/usr/bin/env bash
# Builds the Kotlin package: dist/maven, a Maven repository with dev.telnum:telnum and the native library in it: this
# machine's own, and those of the platforms in TELNUM_JAR_PLATFORMS.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$TELNUM_TOOLS/platforms.sh"

"$TELNUM_TOOLS/setup-rust.sh"
"$TELNUM_TOOLS/setup-kotlin.sh"
cd "$TELNUM_TOP"
built=${CARGO_TARGET_DIR:-target}
project=bindings-uniffi/kotlin

own=$(own_platform)
[[ -n $own ]] || fail "No Kotlin package is made on $(uname -s) $(uname -m) so far."
# The others are packed for a release; tests need this machine's own alone.
read -ra others <<<"${TELNUM_JAR_PLATFORMS:-}"

rm -rf "$project/target/generated" "$project/target/native" "$project/target/classes"
# Beside the library, whose end is linking, which takes one core.
cargo build --quiet --package telnum-uniffi-bindgen &
bindgen=$!
library=$("$TELNUM_TOOLS/build-uniffi.sh" "$own" release "$project/target/native")
for platform in "${others[@]}"; do
  [[ $platform == "$own" ]] || "$TELNUM_TOOLS/build-uniffi.sh" "$platform" "${TELNUM_JAR_PROFILE:-release}" "$project/target/native" >/dev/null
done
wait "$bindgen" || fail "uniffi's own program could not be built."

say "the classes that uniffi writes"
"$built/debug/uniffi-bindgen" generate --language kotlin --no-format --config bindings-uniffi/uniffi.toml \
  --out-dir "$project/target/generated" "$library"
bindings-uniffi/kotlin/tidy-generated.sh "$project/target/generated"

say "dev.telnum:telnum"
rm -rf dist/maven
step "$MAVEN_LIMIT" "mvn deploy of dev.telnum:telnum" \
  mvn --batch-mode --file "$project/pom.xml" deploy "-DaltDeploymentRepository=dist::file://$TELNUM_TOP/dist/maven" ${TELNUM_MAVEN_PROFILE:+"--activate-profiles=$TELNUM_MAVEN_PROFILE"} ||
  fail "Maven could not build the Kotlin package."
