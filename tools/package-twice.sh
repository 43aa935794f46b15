#!/usr/bin/env bash
# Builds the packages, or the parts that are named (see package.sh), from the last commit in two folders of different
# names, and fails where a file of the release comes out different: then nobody could tell whether what is published was
# made from what is in the repository.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need git "apt-get install git"

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
folders=("$place/once" "$place/a-folder-of-a-longer-name/again")
unset CARGO_TARGET_DIR
for folder in "${folders[@]}"; do
  say "building in $folder"
  git clone --quiet "$TELNUM_TOP" "$folder"
  "$folder/tools/package.sh" "$@"
  "$folder/tools/release-files.sh"
done
sums=("${folders[@]/%//dist/release/SHA256SUMS}")
diff "${sums[@]}" || fail "These files came out different." "The first is of ${folders[0]}, the second of ${folders[1]}."
say "$(wc -l <"${sums[0]}") files came out the same twice:"
cat "${sums[0]}"
