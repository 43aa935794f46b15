# shellcheck shell=bash
# Packs in the background: the end of each build is linking, which takes one core alone. Sourced after lib.sh.

BEGUN=() PACKED=()

# ahead NAME…: begins to pack these, one after another, beside what is under way already.
ahead() {
  local place
  if ((${#BEGUN[@]} == 0)); then
    place=$(mktemp -d)
    mkfifo "$place/packed"
    exec 8<>"$place/packed"
    rm -r "$place"
  fi
  BEGUN+=("$@")
  (for name in "$@"; do
    "$TELNUM_TOOLS/package-$name.sh" >&2 8>&- || { echo failed >&8 && break; }
    echo "$name" >&8
  done) &
}

# packed NAME: comes back once it is packed; packs it where nobody has begun to.
packed() {
  local name=$1
  if [[ " ${BEGUN[*]} ${PACKED[*]} " != *" $name "* ]]; then
    "$TELNUM_TOOLS/package-$name.sh"
    PACKED+=("$name")
  fi
  while [[ " ${PACKED[*]} " != *" $1 "* ]]; do
    read -r -u 8 name
    if [[ $name == failed ]]; then fail "A package could not be built." "Which one, and why, is said above."; fi
    PACKED+=("$name")
  done
}
