#!/usr/bin/env bash
# publish-swift.sh REPOSITORY: makes the working tree of a repository what dist/swift/Telnum is, commits it and tags it
# with the version, for SwiftPM, which reads a package from the root of a repository. Pushes nothing. A version that is
# tagged already stays as it is. The library stays out: SwiftPM takes linker flags from no version.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
repository=$(cd "${1:?a repository}" && pwd)
need git "apt-get install git"
cd "$TELNUM_TOP/dist/swift/Telnum"

version=$(swift_version .)
in_it=(git -C "$repository")
if [[ -n $("${in_it[@]}" tag --list "$version") ]]; then
  say "$version is tagged already"
  exit
fi
"${in_it[@]}" rm -r --quiet --ignore-unmatch .
tar --create --exclude=./lib --exclude=./.build . | tar --extract --directory "$repository"
"${in_it[@]}" add --all
"${in_it[@]}" commit --quiet --message "telnum $version"
"${in_it[@]}" tag --annotate --message "telnum $version" "$version"
say "telnum $version is tagged in $repository"
