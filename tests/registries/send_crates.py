"""Sends the crates as the workflow `release` does, by tools/publish-crates.sh."""

import io
import json
import re
import shutil
import tarfile

from crates import CratesRegistry, stub
from shared import DIST, TOP, run, serving

CRATES = {
    "telnum-table": "core/table",
    "telnum-wire": "core/wire",
    "telnum-macros": "core/macros",
    "telnum-emulator": "core/emulator",
    "telnum": "core",
}


def tree_of_crates(folder):
    """A copy with the published crates alone: the registry here knows what these need."""
    tree = folder / "tree"
    (tree / "tools").mkdir(parents=True)
    shutil.copytree(TOP / "core", tree / "core", ignore=shutil.ignore_patterns("target"))
    for name in ("Cargo.lock", "tools/lib.sh", "tools/versions.sh", "tools/publish-crates.sh"):
        shutil.copy(TOP / name, tree / name)
    members = json.dumps(list(CRATES.values()))
    workspace = (TOP / "Cargo.toml").read_text(encoding="utf-8")
    workspace = re.sub(r"(?ms)^members = \[.*?\]", f"members = {members}", workspace, count=1)
    (tree / "Cargo.toml").write_text(workspace, encoding="utf-8")
    return tree


def others_of(tree, environment):
    """Lines of the index for what the crates need, of the versions in Cargo.lock."""
    command = ["cargo", "metadata", "--no-deps", "--format-version", "1"]
    told = json.loads(run(command, tree, **environment).stdout)
    features = {}
    for package in told["packages"]:
        for it in package["dependencies"]:
            features.setdefault(it["name"], set()).update(it["features"])
    locked = r'name = "(.*)"\nversion = "(.*)"\nsource = ".*"\nchecksum = "(.*)"'
    others = {}
    for name, version, checksum in re.findall(locked, (tree / "Cargo.lock").read_text()):
        if name in features:
            line = stub(name, version, checksum, sorted(features[name]))
            others.setdefault(name, []).append(line)
    return others


def files_in(packed):
    """What a .crate holds, without the two files that say where it was packed."""
    with tarfile.open(fileobj=io.BytesIO(packed), mode="r:gz") as archive:
        files = {it.name: archive.extractfile(it).read() for it in archive if it.isfile()}
    own = ("/Cargo.lock", "/.cargo_vcs_info.json")
    return {name: data for name, data in files.items() if not name.endswith(own)}


def send_crates(folder):
    # With a home and an output of its own, cargo leaves no trace, and no user's setting is in
    # its way.
    environment = {
        "CARGO_HOME": str(folder / "cargo"),
        "CARGO_TARGET_DIR": str(folder / "target"),
        "CARGO_REGISTRIES_HERE_TOKEN": "of-a-test",
        "CARGO_NET_OFFLINE": "false",
        "NO_PROXY": "127.0.0.1",
        "no_proxy": "127.0.0.1",
    }
    tree = tree_of_crates(folder)
    packed = {it.name: it.read_bytes() for it in (DIST / "crates").glob("*.crate")}
    with serving(CratesRegistry(others_of(tree, environment))) as registry:
        (tree / ".cargo").mkdir()
        settings = f'[registries.here]\nindex = "sparse+{registry.url}/index/"\n'
        settings += '[source.crates-io]\nreplace-with = "here"\n'
        (tree / ".cargo" / "config.toml").write_text(settings, encoding="utf-8")
        # That they can be built is seen where they are tested.
        publish = [tree / "tools" / "publish-crates.sh", "here", "--no-verify"]
        run(publish, tree, registry, **environment)
        assert registry.uploads == list(CRATES), registry.uploads
        assert len(packed) == len(CRATES), sorted(packed)
        for name, data in registry.packed.items():
            [tested] = [it for file, it in packed.items() if re.match(rf"{name}-\d", file)]
            assert files_in(data) == files_in(tested), f"{name} is not the one in dist/crates"
        registry.forget("telnum")
        run(publish, tree, registry, **environment)
        assert registry.uploads == [*CRATES, "telnum"], registry.uploads
