#!/usr/bin/env bash
# What publishing a jar takes beside building it: GnuPG, which signs, and Maven's plugins that pack, sign and send. Without
# GnuPG it says so; what needs signing is then skipped.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

"$TELNUM_TOOLS/setup-kotlin.sh"
pom=$TELNUM_TOP/bindings-uniffi/kotlin/pom.xml

fetch_plugins() {
  step "$MAVEN_LIMIT" "mvn resolve-plugins, to fill Maven's repository" \
    mvn --batch-mode --file "$pom" --activate-profiles release dependency:resolve-plugins ||
    fail "Maven could not fetch the plugins that publish." "Is Maven Central, or the mirror in ~/.m2/settings.xml, within reach?"
}

command -v gpg >/dev/null || apt_install gnupg || say "gpg is not here: what needs signing is skipped"
once publishing "$(cksum <"$pom")" fetch_plugins
