# shellcheck shell=bash
# The platforms beside this machine's own that packages are built for, by the names that scripts and
# files use. Sourced after lib.sh.

PLATFORMS=(linux-x64 linux-arm64 musl-x64 musl-arm64 windows-x64)
# Those whose SDK can be had on their own machines alone: compiled, not linked.
COMPILED_PLATFORMS=(macos-arm64 ios-arm64 android-arm64)

# rust_target PLATFORM
rust_target() {
  case $1 in
    linux-x64) echo x86_64-unknown-linux-gnu ;;
    linux-arm64) echo aarch64-unknown-linux-gnu ;;
    musl-x64) echo x86_64-unknown-linux-musl ;;
    musl-arm64) echo aarch64-unknown-linux-musl ;;
    windows-x64) echo x86_64-pc-windows-gnu ;;
    macos-arm64) echo aarch64-apple-darwin ;;
    ios-arm64) echo aarch64-apple-ios ;;
    android-arm64) echo aarch64-linux-android ;;
    *) fail "$1 is not a platform that telnum is built for." "One of: ${PLATFORMS[*]} ${COMPILED_PLATFORMS[*]}" ;;
  esac
}

# The platform of this machine, as far as it is one of them.
own_platform() {
  case $(uname -sm) in
    'Linux x86_64') echo linux-x64 ;;
    'Linux aarch64') echo linux-arm64 ;;
  esac
}

# wheel_tag PLATFORM: what pip calls it.
wheel_tag() {
  case $1 in
    linux-x64) echo manylinux2014_x86_64 ;;
    linux-arm64) echo manylinux2014_aarch64 ;;
    musl-x64) echo musllinux_1_2_x86_64 ;;
    musl-arm64) echo musllinux_1_2_aarch64 ;;
    windows-x64) echo win_amd64 ;;
  esac
}

# wheel_files PLATFORM: the pattern that its wheels' names follow, whatever the version.
wheel_files() {
  local tag
  tag=$(wheel_tag "$1")
  case $tag in
    manylinux*) echo "*-manylinux*_${tag#manylinux*_}.whl" ;;
    musllinux*) echo "*-musllinux*_${tag#musllinux_?_?_}.whl" ;;
    *) echo "*-$tag.whl" ;;
  esac
}

# renew FROM TO PATTERN…: copies what has changed, and removes what matches a pattern and FROM lacks.
renew() {
  local from=$1 to=$2 pattern file
  shift 2
  mkdir -p "$to"
  for pattern in "$@"; do
    while read -r file; do
      [[ -f $from/$(basename "$file") ]] || rm "$file"
    done < <(find "$to" -type f -name "$pattern")
  done
  while read -r file; do
    cmp --silent "$file" "$to/$(basename "$file")" || cp "$file" "$to/"
  done < <(find "$from" -type f)
}



# jna_folder PLATFORM: where JNA looks for a library in a jar.
jna_folder() {
  case $1 in
    linux-x64) echo linux-x86-64 ;;
    linux-arm64) echo linux-aarch64 ;;
    windows-x64) echo win32-x86-64 ;;
    macos-arm64) echo darwin-aarch64 ;;
  esac
}

# Puts zig, cargo-zigbuild and what checks wheels on PATH; nothing that is built may name a folder of this machine.
use_cross() {
  PATH=$TELNUM_CACHE/venv-cross/bin:$PATH
  without_folders
}

# cross PLATFORM SUBCOMMAND: sets CROSS to the command that is `cargo SUBCOMMAND` for that platform. For Linux
# it links with glibc 2.17, the oldest that Rust itself supports.
cross() {
  local target
  target=$(rust_target "$1")
  # shellcheck disable=SC2034 # for the caller
  case $target in
    *-windows-gnu) CROSS=(cargo "$2" --target "$target") ;;
    *-linux-gnu) CROSS=(cargo-zigbuild "$2" --target "$target.2.17") ;;
    *) CROSS=(cargo-zigbuild "$2" --target "$target") ;;
  esac
}

# runs_on_old_systems FILE: ends the script where a program or library needs a newer glibc than the one above.
runs_on_old_systems() {
  local needed
  needed=$(grep --text --only-matching 'GLIBC_2\.[0-9.]*' "$1" | sort --version-sort --unique | tail -n 1 || true)
  if [[ -n $needed ]] && ! at_least "${needed#GLIBC_}" 2.17; then fail "$1 needs glibc ${needed#GLIBC_}; 2.17 was meant."; fi
}
