# shellcheck shell=bash
# consume NAME FOLDER: makes target/consumers/rust/NAME, a workspace of FOLDER's crate with telnum from
# dist/crates, and sets PROJECT to it. Sourced after tools/lib.sh.

consume() {
  need python3 "apt-get install python3"
  PROJECT=$TELNUM_TOP/target/consumers/rust/$1
  compgen -G "$TELNUM_TOP/dist/crates/*.crate" >/dev/null ||
    fail "There is nothing in dist/crates." "tools/package-rust.sh makes it."
  rm -rf "$PROJECT"
  mkdir -p "$PROJECT/crates"
  cp -R "$TELNUM_TOP/$2" "$PROJECT/app"
  cp "$TELNUM_TOP/Cargo.lock" "$TELNUM_TOP/clippy.toml" "$PROJECT/"
  local crate name stamp
  for crate in "$TELNUM_TOP"/dist/crates/*.crate; do
    tar -xzf "$crate" -C "$PROJECT/crates"
    # All files of a crate have one time, so cargo would take an earlier build for this one.
    name=$(basename "$crate" .crate)
    stamp=$TELNUM_TOP/target/consumers/rust/$name.$(sha256sum "$crate" | cut -c 1-16).stamp
    if [[ ! -e $stamp ]]; then
      rm -f "$TELNUM_TOP/target/consumers/rust/$name".*.stamp
      find "${CARGO_TARGET_DIR:-$TELNUM_TOP/target}" -path "*/.fingerprint/${name%-*}-*" -prune -exec rm -rf {} +
      touch "$stamp"
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
for folder in sorted((project / "crates").iterdir()):
    name = folder.name.rsplit("-", 1)[0]
    patch += f'{name} = {{ path = "crates/{folder.name}" }}\n'
    # As users write it: a version, which the patch finds here.
    workspace = re.sub(rf'(?m)^({name} = {{) path = "[^"]*",', r"\1", workspace)
(project / "Cargo.toml").write_text(workspace + patch)
PYTHON
}
