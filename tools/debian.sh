# shellcheck shell=bash
# Debian trixie's packages, unpacked into a folder, for this processor or another. apt's own lists and
# settings are left alone and nothing is installed, so root is not needed. Sourced after lib.sh.

DEBIAN_MIRROR=http://deb.debian.org/debian
DEBIAN_KEYS=/usr/share/keyrings/debian-archive-keyring.gpg

# with_debian FOLDER ARCHITECTURE COMMAND…: runs a command whose apt-get knows trixie's packages for that
# architecture; its lists are in FOLDER.
with_debian() {
  local folder=$1 architecture=$2
  shift 2
  if ! command -v apt-get >/dev/null || [[ ! -f $DEBIAN_KEYS ]]; then
    say "no apt-get with Debian's keys on this machine"
    return 1
  fi
  mkdir -p "$folder"/{state/lists/partial,cache/archives/partial,parts} || return 1
  : >"$folder/status"
  printf '%s [signed-by=%s] %s trixie main\n' deb "$DEBIAN_KEYS" "$DEBIAN_MIRROR" deb-src "$DEBIAN_KEYS" "$DEBIAN_MIRROR" \
    >"$folder/sources.list"
  cat >"$folder/apt.conf" <<END
APT::Architecture "$architecture";
APT::Architectures { "$architecture"; };
APT::Sandbox::User "";
Acquire::Retries "3";
Dir::State "$folder/state";
Dir::State::status "$folder/status";
Dir::Cache "$folder/cache";
Dir::Etc::SourceList "$folder/sources.list";
Dir::Etc::SourceParts "$folder/parts";
Dir::Etc::Parts "$folder/parts";
END
  export APT_CONFIG=$folder/apt.conf
  step "$APT_LIMIT" "apt-get update for trixie, $architecture" apt-get --quiet update && "$@"
  set -- $?
  unset APT_CONFIG
  rm -rf "$folder"
  return "$1"
}

# unpack_debian ROOT ARCHITECTURE PACKAGE…: those packages alone, not what they depend on.
unpack_debian() {
  local root=$1 architecture=$2
  shift 2
  with_debian "$root.apt" "$architecture" unpack_into "$root" "$@"
}

unpack_into() {
  local root=$1 folder=$1.packages package name
  shift
  mkdir -p "$root" "$folder" || return 1
  step "$APT_LIMIT" "download $*" env --chdir="$folder" apt-get --quiet download "$@" || return 1
  for package in "$folder"/*.deb; do
    dpkg-deb --extract "$package" "$root" || return 1
  done
  rm -rf "$folder"
  # In trixie these are links, which a package of its own makes.
  for name in bin lib lib64; do
    [[ ! -d $root/usr/$name || -e $root/$name ]] || ln -s "usr/$name" "$root/$name" || return 1
  done
}
