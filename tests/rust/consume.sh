# shellcheck shell=bash
# consume NAME FOLDER: makes target/consumers/rust/NAME, a workspace of FOLDER's crate with telnum from
# dist/crates, and sets PROJECT to it. All of them take telnum from one place, so that those who ask for the same
# features build it once. Sourced after tools/lib.sh.

consume() {
  need python3 "apt-get install python3"
  PROJECT=$TELNUM_TOP/target/consumers/rust/$1
  compgen -G "$TELNUM_TOP/dist/crates/*.crate" >/dev/null ||
    fail "There is nothing in dist/crates." "tools/package-rust.sh makes it."
  rm -rf "$PROJECT"
  mkdir -p "$PROJECT"
  cp -R "$TELNUM_TOP/$2" "$PROJECT/app"
  cp "$TELNUM_TOP/Cargo.lock" "$TELNUM_TOP/clippy.toml" "$PROJECT/"
  local crate name folder checksum
  folder=$TELNUM_TOP/target/consumers/rust/crates
  mkdir -p "$folder" "${CARGO_TARGET_DIR:-$TELNUM_TOP/target}/debug"
  for crate in "$TELNUM_TOP"/dist/crates/*.crate; do
    name=$(basename "$crate" .crate)
    checksum=$(sha256sum "$crate" | cut -c 1-16)
    if [[ ! -f $folder/$name.sum || $(<"$folder/$name.sum") != "$checksum" ]]; then
      rm -rf "${folder:?}/$name"
      tar -xzf "$crate" -C "$folder"
      # All files of a crate have one time, so cargo would take an earlier build for this one.
      find "${CARGO_TARGET_DIR:-$TELNUM_TOP/target}/debug" -path "*/.fingerprint/${name%-*}-*" -prune -exec rm -rf {} +
      printf '%s\n' "$checksum" >"$folder/$name.sum"
    fi
  done
  # One build folder for all, so that what comes from the registry is built once.
  export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$TELNUM_TOP/target}
  python3 - "$TELNUM_TOP/Cargo.toml" "$PROJECT" <<'PYTHON'
import pathlib, re, sys

workspace, project = pathlib.Path(sys.argv[1]).read_text(), pathlib.Path(sys.argv[2])
workspace = re.sub(r"(?ms)^members = \[.*?\]", 'members = ["app"]', workspace, count=1)
workspace = re.sub(r"(?ms)^default-members = \[.*?\]\n", "", workspace, count=1)
patch = "\n[patch.crates-io]\n"
for crate in sorted((pathlib.Path(sys.argv[1]).parent / "dist/crates").glob("*.crate")):
    name = crate.stem.rsplit("-", 1)[0]
    patch += f'{name} = {{ path = "../crates/{crate.stem}" }}\n'
    # As users write it: a version, which the patch finds here.
    workspace = re.sub(rf'(?m)^({name} = {{) path = "[^"]*",', r"\1", workspace)
(project / "Cargo.toml").write_text(workspace + patch)
PYTHON
}
