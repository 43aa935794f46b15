# shellcheck shell=bash
# Installs the npm package of dist/npm as a user would, into a new project at target/consumers/js, and
# sets CONSUMER to it. It has no dependencies, so nothing is fetched. Sourced after tools/lib.sh.

consume_tarball() {
  local tarballs=("$TELNUM_TOP"/dist/npm/telnum-*.tgz)
  [[ -f ${tarballs[0]} ]] || fail "There is no package in dist/npm." "tools/package-js.sh makes it."
  CONSUMER=$TELNUM_TOP/target/consumers/js
  rm -rf "$CONSUMER"
  mkdir -p "$CONSUMER"
  printf '{ "private": true, "type": "module" }\n' >"$CONSUMER/package.json"
  npm install --prefix "$CONSUMER" --silent --offline --ignore-scripts --no-audit --no-fund --no-update-notifier \
    "${tarballs[@]}" >&2 || fail "The package could not be installed."
  cp -R "$TELNUM_TOP/examples/js" "$CONSUMER/examples"
}
