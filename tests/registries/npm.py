"""What npm's registry, and whoever looks at its page, finds in the package."""

import json
import re
import tarfile

from shared import DIST, run

PUBLISHED = {"access": "public", "provenance": True}
REPOSITORY = "git+https://github.com/telnum/telnum.git"
SHAPE = re.compile(
    r"dist/[\w./-]+\.(js|cjs|wasm|d\.ts|d\.cts)|(emulator|journal|relay)/package\.json"
)
PAGES = {"package.json", "README.md", "LICENSE"}


def check_manifest(manifest):
    wanted = ("name", "version", "description", "license", "author", "homepage", "bugs", "keywords")
    for member in wanted:
        assert manifest.get(member), f"{member} is missing"
    assert re.fullmatch(r"\d+\.\d+\.\d+", manifest["version"]), manifest["version"]
    assert manifest["bugs"]["url"].startswith("https://"), manifest["bugs"]
    # Provenance is refused where the workflow runs in another repository.
    assert manifest["repository"]["type"] == "git", manifest["repository"]
    assert manifest["repository"]["url"] == REPOSITORY, manifest["repository"]
    assert manifest["publishConfig"] == PUBLISHED, manifest["publishConfig"]
    assert manifest["engines"]["node"], "engines names no Node"
    assert not manifest.get("private"), "npm publishes nothing private"


def check_listed(manifest, packed):
    """Each file that an entry names is there, and none that nobody asked for."""

    def paths(entry):
        if isinstance(entry, str):
            return [entry.removeprefix("./")]
        return [path for it in entry.values() for path in paths(it)]

    wanted = {*PAGES, *paths(manifest["exports"])}
    wanted |= {manifest[member].removeprefix("./") for member in ("main", "types")}
    assert wanted <= set(packed), f"missing: {sorted(wanted - set(packed))}"
    odd = [path for path in packed if path not in PAGES and not SHAPE.fullmatch(path)]
    assert not odd, f"nobody asked for: {odd}"


def send_package(folder):
    [tarball] = (DIST / "npm").glob("telnum-*.tgz")
    with tarfile.open(tarball) as archive:
        packed = {
            it.name.removeprefix("package/"): archive.extractfile(it).read() for it in archive
        }
    manifest = json.loads(packed["package.json"])
    check_manifest(manifest)
    check_listed(manifest, packed)
    command = ["npm", "publish", "--dry-run", "--offline", "--json", "--loglevel=notice", tarball]
    told = run(command, folder)
    # npm 11 says it by the package's name.
    listed = json.loads(told.stdout)
    listed = listed.get("telnum", listed)
    assert listed["id"] == f"telnum@{manifest['version']}", listed["id"]
    assert {it["path"] for it in listed["files"]} == set(packed), listed["files"]
    assert "public access" in told.stderr, told.stderr
    # What npm would write otherwise than it stands there.
    (folder / "package.json").write_bytes(packed["package.json"])
    run(["npm", "pkg", "fix"], folder)
    corrected = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    assert corrected == manifest, f"npm would write it otherwise: {corrected}"
