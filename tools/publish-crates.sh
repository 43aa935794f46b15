#!/usr/bin/env bash
# publish-crates.sh REGISTRY [OPTION…]: publishes the crates in the order of their dependencies, by `cargo publish` with
# these options, to a registry as cargo names it, such as crates-io. One that is there already stays as it is.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
registry=${1:?a registry, such as crates-io}
shift
need cargo "https://rustup.rs"

version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$TELNUM_TOP/Cargo.toml")
for crate in "${CRATES[@]}"; do
  # Without the registry's name, cargo would tell of the crate in this tree.
  if cargo info --quiet --registry "$registry" "$crate@$version" >/dev/null 2>&1; then
    say "$crate $version is published already"
    continue
  fi
  cargo publish --quiet --manifest-path "$TELNUM_TOP/Cargo.toml" --registry "$registry" --package "$crate" "$@"
  say "$crate $version is published"
done
