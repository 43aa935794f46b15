# shellcheck shell=bash
# What every set-up script shares: progress, time limits, stamps, the lock, apt and npm. Sourced, never run.

TELNUM_TOOLS=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck disable=SC2034 # for those who source this
TELNUM_TOP=$(dirname "$TELNUM_TOOLS")
# Every tool that is kept outside the tree lives here; deleting a folder in it installs that tool anew.
TELNUM_CACHE=${TELNUM_CACHE:-$HOME/.cache/telnum}
export TELNUM_CACHE
# shellcheck source=versions.sh
source "$TELNUM_TOOLS/versions.sh"
mkdir -p "$TELNUM_CACHE/bin"
# Nothing is built twice there, and what rustc keeps for that has failed it before ("unstable fingerprints").
if [[ -n ${CI:-} ]]; then export CARGO_INCREMENTAL=0; fi

# What wasm-opt does beside a level. What is called from one place stays a function: packed, that weighs a
# fiftieth less. Nothing is kept in the first kilobyte of the memory: it is the far end of the stack.
# shellcheck disable=SC2034 # for those who source this
WASM_PASSES=(--converge --low-memory-unused --one-caller-inline-max-function-size=0
  --always-inline-max-function-size=4 --flexible-inline-max-function-size=4)

# The crates that are published, each after those that it needs.
# shellcheck disable=SC2034 # for those who source this
CRATES=(telnum-table telnum-wire telnum-macros telnum-emulator telnum)

# A line of progress, with the seconds since the script began.
say() { printf '==> [%3ds] %s\n' "$SECONDS" "$*" >&2; }

# Ends the script: the first argument says what is wrong, each further one is a line of advice.
fail() {
  printf '\nerror: %s\n' "$1" >&2
  shift
  if (($#)); then printf '  %s\n' "$@" >&2; fi
  exit 1
}

# need COMMAND HINT: ends the script with the hint where the command is missing.
need() { command -v "$1" >/dev/null || fail "$1 is needed and was not found." "$2"; }

# Entries of the contract say which keys a client has; those of the machine are none of their business.
forget_keys() {
  unset IDT_EXPRESS_API_KEY IDT_EXPRESS_API_SECRET DIALOGTECH_ACCESS_KEY DIALOGTECH_SECRET_ACCESS_KEY DIDWW_API_KEY
}

# Keeps this machine's folders out of what is compiled for a target that is named: in messages of panics, and so that
# two machines make the same bytes.
without_folders() {
  local sysroot
  sysroot=$(rustc --print sysroot)
  export RUSTFLAGS="--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}/registry/src=/crates --remap-path-prefix=$sysroot=/rust ${RUSTFLAGS:-}"
}

# swift_version FOLDER: the version in the manifest of a Swift package.
swift_version() { sed -n 's/^let version = "\(.*\)"$/\1/p' "$1/Package.swift"; }

# at_least WANTED FOUND: compares versions such as 1.88 and 1.100.
at_least() { [[ $(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1) == "$1" ]]; }

# try_for SECONDS COMMAND…: a host that is closed may hang instead of refusing.
# `timeout` puts itself beyond the reach of Ctrl-C, so we wait for it in a way that a signal interrupts.
try_for() {
  local status=0 pid
  timeout --kill-after=10 "$@" </dev/null &
  pid=$!
  trap 'kill -TERM "$pid" 2>/dev/null; exit 130' INT TERM
  wait "$pid" || status=$?
  trap - INT TERM
  return "$status"
}

# step SECONDS LABEL COMMAND…: try_for with its output in a log; shows the log's last line now and
# then, and more of it after a failure.
step() {
  local limit=$1 label=$2 status=0 ticker log
  shift 2
  mkdir -p "$TELNUM_CACHE/logs"
  log=$TELNUM_CACHE/logs/${label//[^A-Za-z0-9.]/-}.log
  : >"$log"
  say "$label"
  show_progress "$label" "$log" 9>&- &
  ticker=$!
  try_for "$limit" "$@" >"$log" 2>&1 9>&- || status=$?
  kill "$ticker" 2>/dev/null || true
  wait "$ticker" 2>/dev/null || true
  if ((status == 0)); then return; fi
  if ((status == 124)); then say "$label: no end after $limit s"; else say "$label: failed"; fi
  tail -n 15 "$log" | sed 's/^/      | /' >&2
  say "$label: all of it is in $log"
  return "$status"
}

show_progress() {
  # The sleep outlives this loop by some seconds; it must not hold the caller's pipe open meanwhile.
  while sleep 10 >/dev/null 2>&1 && kill -0 $$ 2>/dev/null; do
    say "$1 … $(tail -n 1 "$2" | tr '\r' '\n' | tail -n 1 | cut -c 1-90)"
  done
}

# once FOLDER VERSION FUNCTION: runs the function, which fills $TELNUM_CACHE/FOLDER, unless that
# folder holds this version. Two makes at once wait for each other. The function must say itself where
# it fails: `set -e` does not hold in it.
once() {
  local folder=$1 version=$2 install=$3 status=0 owner=''
  if has_version "$folder" "$version"; then return; fi
  if [[ -z ${TELNUM_LOCKED:-} ]]; then
    owner=yes
    # `step` closes this descriptor for what it starts: a child that lingers must not keep the lock.
    exec 9>"$TELNUM_CACHE/.lock"
    if ! flock --nonblock 9; then
      say "another set-up is at work; waiting for it"
      flock --timeout "$LOCK_LIMIT" 9 || fail "The other set-up has not ended after $LOCK_LIMIT s."
    fi
    export TELNUM_LOCKED=1
  fi
  if ! has_version "$folder" "$version"; then
    # Half of an interrupted installation must not pass for a whole one.
    rm -rf --one-file-system "${TELNUM_CACHE:?}/$folder" || fail "$TELNUM_CACHE/$folder could not be removed."
    mkdir -p "$TELNUM_CACHE/$folder"
    if "$install"; then printf '%s\n' "$version" >"$TELNUM_CACHE/$folder/.installed"; else status=1; fi
  fi
  if [[ -n $owner ]]; then
    exec 9>&-
    unset TELNUM_LOCKED
  fi
  return "$status"
}

has_version() {
  local stamp=$TELNUM_CACHE/$1/.installed
  [[ -f $stamp && $(<"$stamp") == "$2" ]]
}

# link NAME TARGET: everything a build calls has one place, $TELNUM_CACHE/bin.
link() {
  if [[ $(readlink "$TELNUM_CACHE/bin/$1" || true) != "$2" ]]; then ln -sfn "$2" "$TELNUM_CACHE/bin/$1"; fi
}

# Sets AS_ROOT to what stands before a command that needs root; returns 1 where there is no way to it.
become_root() {
  AS_ROOT=()
  if ((EUID == 0)); then return; fi
  # Asked here, because what runs under a time limit cannot ask for a password.
  command -v sudo >/dev/null && sudo --validate && AS_ROOT=(sudo)
}

# apt_install PACKAGE…: Debian's packages, as root or by sudo. Returns 1, and says why, where that cannot be.
apt_install() {
  if has_packages "$@"; then return; fi
  local by_hand="by hand, as root: apt-get install $*"
  if ! command -v apt-get >/dev/null; then
    say "no apt-get on this machine; its own package manager may have: $*"
    return 1
  fi
  become_root || { say "neither root nor sudo; $by_hand"; return 1; }
  local apt=("${AS_ROOT[@]}" env DEBIAN_FRONTEND=noninteractive apt-get --quiet --yes
    --option Acquire::Retries=3 --option DPkg::Lock::Timeout=300)
  local install=("${apt[@]}" install --no-install-recommends "$@")
  if apt-cache show "$@" >/dev/null 2>&1 && step "$APT_LIMIT" "apt-get install $*" "${install[@]}"; then return; fi
  # No lists yet, or older ones than what the mirror still carries.
  if step "$APT_LIMIT" "apt-get update" "${apt[@]}" update &&
    step "$APT_LIMIT" "apt-get install $*" "${install[@]}"; then return; fi
  say "$by_hand"
  return 1
}

has_packages() {
  local states
  states=$(dpkg-query --show --showformat='${db:Status-Abbrev}\n' "$@" 2>/dev/null) || return 1
  ! grep -qv '^ii' <<<"$states"
}

# npm_into FOLDER PACKAGE@VERSION…: for use below `once`. No package's install script runs: what we
# call is in the packages as they are, and newer npm would stop to ask.
npm_into() {
  local folder=$TELNUM_CACHE/$1
  shift
  need npm "It comes with Node 20 or newer: https://nodejs.org"
  printf '{ "private": true }\n' >"$folder/package.json"
  step "$NPM_LIMIT" "npm install $*" npm install --prefix "$folder" --save-exact --ignore-scripts \
    --no-audit --no-fund --no-update-notifier "$@" ||
    fail "npm could not install $*." "Is npm's registry within reach? \`npm ping\` tells."
}
