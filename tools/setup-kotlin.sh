#!/usr/bin/env bash
# A JDK and Maven, and Maven's repository filled with what a Kotlin build and its tests fetch, by building a
# tiny throw-away project; that shows as well that the three fit together.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

# Both are slow to start, so they are asked only when the stamp is missing.
check_tools() {
  local java maven
  java=$(javac -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p') || true
  if ((${java:-0} < JAVA_AT_LEAST)); then
    apt_install openjdk-17-jdk-headless ||
      fail "A JDK $JAVA_AT_LEAST or newer is needed (found: ${java:-none})." "https://adoptium.net, or openjdk-17-jdk-headless"
  fi
  maven=$(mvn --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p') || true
  if [[ -z $maven ]]; then
    apt_install maven || fail "Maven $MAVEN_AT_LEAST or newer is needed." "https://maven.apache.org, or Debian's maven"
  elif ! at_least "$MAVEN_AT_LEAST" "$maven"; then
    fail "Maven $maven is too old; $MAVEN_AT_LEAST is needed." "https://maven.apache.org"
  fi
}

fill_repository() {
  local project=$TELNUM_CACHE/kotlin
  check_tools
  cp -R "$TELNUM_TOOLS/kotlin-probe/." "$project/"
  step "$MAVEN_LIMIT" "mvn test of a tiny Kotlin project, to fill Maven's repository" \
    mvn --batch-mode --file "$project/pom.xml" test ||
    fail "Maven could not build the tiny project in $project." \
      "Is Maven Central, or the mirror in ~/.m2/settings.xml, within reach?"
}

once kotlin "$(cksum <"$TELNUM_TOOLS/kotlin-probe/pom.xml")" fill_repository
