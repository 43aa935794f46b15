#!/usr/bin/env bash
# Swift 6: the one on PATH, else swift.org's, else Debian trixie's in a root of its own (2.6 GB).
# Which of them it is stands in $TELNUM_CACHE/swift-route; tools/swift reads it.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

route=$TELNUM_CACHE/swift-route
root=$TELNUM_CACHE/swift-root/trixie

# Asking a Swift for its version takes a while, so a route once taken is kept.
still_there() {
  local kind place
  [[ -f $route ]] && read -r kind place <"$route" || return 1
  [[ $kind == path && -x $place ]] || { [[ $kind == root ]] && has_version swift-root "$SWIFT_ROOT"; }
}

will_do() {
  local found
  found=$(try_for 60 "$1" --version 2>/dev/null | sed -n 's/.*Swift version \([0-9.]*\).*/\1/p')
  [[ -n $found ]] && at_least "$SWIFT_AT_LEAST" "$found"
}

from_path() {
  local swift
  swift=$(type -P swift) || return 1
  if [[ $swift -ef $TELNUM_TOOLS/swift ]] || ! will_do "$swift"; then return 1; fi
  printf 'path %s\n' "$swift" >"$route"
}

# Not yet seen to end well: no machine of ours reaches swift.org. So what comes is tried before it is taken.
from_swift_org() {
  local name release platform arch='' swift=$TELNUM_CACHE/swift-toolchain/usr/bin/swift
  [[ -r /etc/os-release ]] || return 1
  # shellcheck source=/dev/null
  name=$(source /etc/os-release && echo "${ID:-}") release=$(source /etc/os-release && echo "${VERSION_ID:-}")
  platform=$name$release
  case $platform in
    debian12 | ubuntu22.04 | ubuntu24.04) ;;
    *) say "swift.org has no Swift $SWIFT for $platform"; return 1 ;;
  esac
  if [[ $(uname -m) == aarch64 ]]; then arch=-aarch64; fi
  archive=https://download.swift.org/swift-$SWIFT-release/${platform/./}$arch/swift-$SWIFT-RELEASE/swift-$SWIFT-RELEASE-$platform$arch.tar.gz
  if ! try_for "$SWIFT_PROBE_LIMIT" curl --silent --fail --head "$archive" >/dev/null; then
    say "swift.org is out of reach (tried for $SWIFT_PROBE_LIMIT s at most)"
    return 1
  fi
  once swift-toolchain "$SWIFT" unpack_archive && will_do "$swift" || return 1
  printf 'path %s\n' "$swift" >"$route"
}

unpack_archive() {
  local folder=$TELNUM_CACHE/swift-toolchain
  apt_install binutils gcc git libcurl4-openssl-dev libedit2 libpython3-dev libsqlite3-0 libstdc++-12-dev libxml2-dev \
    libncurses-dev libz3-dev pkg-config tzdata zlib1g-dev &&
    step "$SWIFT_DOWNLOAD_LIMIT" "Swift $SWIFT from swift.org" curl --fail --location --connect-timeout 30 \
      --speed-limit 50000 --speed-time 30 --output "$folder/archive.tar.gz" "$archive" &&
    step 300 "unpack Swift $SWIFT" tar --extract --gzip --file "$folder/archive.tar.gz" --strip-components 1 --directory "$folder" &&
    rm "$folder/archive.tar.gz"
}

from_trixie() {
  command -v unshare >/dev/null && apt_install debootstrap || return 1
  once swift-root "$SWIFT_ROOT" make_root || return 1
  printf 'root %s\n' "$root" >"$route"
}

# Everything is mounted in a namespace of its own and so is gone with it, however this ends.
make_root() {
  become_root || { say "neither root nor sudo, which a root of its own for Swift needs"; return 1; }
  local in_root=("${AS_ROOT[@]}" unshare --mount sh -c 'mount --rbind /proc "$0/proc" && exec chroot "$0" "$@"' "$root"
    env DEBIAN_FRONTEND=noninteractive PATH=/usr/sbin:/usr/bin:/sbin:/bin)
  step "$DEBOOTSTRAP_LIMIT" "debootstrap a Debian trixie for Swift" \
    "${AS_ROOT[@]}" unshare --mount /usr/sbin/debootstrap --variant=minbase trixie "$root" &&
    "${AS_ROOT[@]}" cp /etc/resolv.conf "$root/etc/resolv.conf" &&
    step "$APT_LIMIT" "apt-get install swiftlang in it" "${in_root[@]}" apt-get --quiet --yes \
      --option Acquire::Retries=3 install --no-install-recommends \
      swiftlang libc6-dev libstdc++-14-dev git ca-certificates &&
    "${in_root[@]}" apt-get clean &&
    step 60 "ask it for its version" "${in_root[@]}" swift --version
}

if still_there || from_path || from_swift_org || from_trixie; then exit; fi
fail "No Swift $SWIFT_AT_LEAST could be set up. Tried: PATH, swift.org, and Debian trixie's by debootstrap." \
  "By hand: install Swift from https://www.swift.org/install so that \`swift\` is on PATH." \
  "For Debian's: root rights, a Debian mirror within reach, and 3 GB in $TELNUM_CACHE."
