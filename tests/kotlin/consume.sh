# shellcheck shell=bash
# consume NAME FOLDER: copies a project into target/consumers/kotlin, builds it with telnum from dist/maven, and
# sets CLASSES to its class path. Sourced after tools/lib.sh.

consume() {
  local project=$TELNUM_TOP/target/consumers/kotlin/$1 local_repository
  [[ -d $TELNUM_TOP/dist/maven ]] || fail "There is no dist/maven." "tools/package-kotlin.sh makes it."
  rm -rf "$project"
  mkdir -p "$project"
  cp -R "$TELNUM_TOP/$2/." "$project/"
  # Maven never fetches a released version twice, and this one was built anew.
  local_repository=$(cd "$project" && mvn --quiet help:evaluate -Dexpression=settings.localRepository -DforceStdout)
  # Maven may end what it prints with a colour's end.
  local_repository=${local_repository//$'\e[0m'/}
  rm -rf --one-file-system "${local_repository:?}/dev/telnum/telnum/0.1.0"
  step "$MAVEN_LIMIT" "mvn compile of $2" mvn --batch-mode --file "$project/pom.xml" \
    "-Dtelnum.repository=$TELNUM_TOP/dist/maven" -Dmdep.outputFile=target/class-path \
    compile dependency:build-classpath || fail "Maven could not build $2 with telnum from dist/maven."
  # Another tree may fill the local repository meanwhile; what runs is this one's jar.
  # shellcheck disable=SC2034 # for the caller
  CLASSES=$project/target/classes:$(sed "s|$local_repository/dev/telnum/|$TELNUM_TOP/dist/maven/dev/telnum/|g" "$project/target/class-path")
}
