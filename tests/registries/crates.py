"""Rust's registry on this machine: a sparse index, and an upload that takes what crates.io takes.

Crates of others are in it by name, version, checksum and features alone. Nothing is built from it,
so nothing else of them is needed, and nothing is fetched.
"""

import hashlib
import io
import json
import re
import struct
import tarfile

from shared import RefusedError, Registry, demand

LARGEST_UPLOAD = 10 * 1024 * 1024
LARGEST_UNPACKED = 512 * 1024 * 1024
LONGEST_DESCRIPTION = 1000
INDEX_OF_CRATES_IO = "https://github.com/rust-lang/crates.io-index"
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")
VERSION = re.compile(r"\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?")
KEYWORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_+-]{0,19}")
URL = re.compile(r"https?://[^/\s]+\.[^/\s]+\S*")
# Those of crates.io's list that say what these crates do. It would drop one that it does not have.
CATEGORIES = {
    "api-bindings",
    "asynchronous",
    "development-tools",
    "development-tools::procedural-macro-helpers",
    "development-tools::testing",
    "encoding",
    "network-programming",
    "parser-implementations",
    "simulation",
    "web-programming::http-client",
}
DOWNLOAD = re.compile(r"/api/v1/crates/([^/]+)/([^/]+)/download")


def check_manifest(told):
    """The rules for what a manifest says, of which `cargo publish` sends the values."""
    demand(NAME.fullmatch(told["name"]), "the name has a wrong shape")
    demand(VERSION.fullmatch(told["vers"]), f"{told['vers']} is no version")
    demand((told["description"] or "").strip(), "there is no description")
    demand(len(told["description"]) <= LONGEST_DESCRIPTION, "the description is too long")
    demand(told["license"] or told["license_file"], "there is no licence")
    for member in ("repository", "documentation", "homepage"):
        url = told[member]
        demand(url is None or URL.fullmatch(url), f"{member}: {url} is no URL")
    # crates.io takes a crate without these two; its page then leads nowhere, and says nothing.
    demand(told["repository"], "there is no repository")
    demand((told["readme"] or "").strip(), "there is no README")
    demand(len(told["keywords"]) <= 5, "there are more than five keywords")
    for keyword in told["keywords"]:
        demand(KEYWORD.fullmatch(keyword), f"the keyword {keyword} has a wrong shape")
    demand(len(told["categories"]) <= 5, "there are more than five categories")
    for category in told["categories"]:
        demand(category in CATEGORIES, f"the category {category} is not known")


def check_archive(told, packed):
    """The rules for what is in a .crate."""
    demand(len(packed) <= LARGEST_UPLOAD, f"{len(packed)} bytes are too many")
    root = f"{told['name']}-{told['vers']}/".lower()
    paths, unpacked = set(), 0
    with tarfile.open(fileobj=io.BytesIO(packed), mode="r:gz") as archive:
        for member in archive:
            path = member.name.lower()
            demand(path.startswith(root), f"{path} is not below {root}")
            demand(".." not in path.split("/"), f"{path} leads out of the crate")
            demand(member.isfile() or member.isdir(), f"{path} is neither file nor folder")
            demand(path not in paths, f"{path} is there twice")
            paths.add(path)
            unpacked += member.size
    demand(unpacked <= LARGEST_UNPACKED, f"{unpacked} bytes unpacked are too many")
    for name in ("cargo.toml", "license"):
        demand(root + name in paths, f"{name} is not in it")


class CratesRegistry(Registry):
    """Holds crates of others, by name the lines of the index, and what is uploaded."""

    def __init__(self, others):
        super().__init__()
        self.others = others
        self.lines = {}
        self.packed = {}
        # The names of what was sent, in order, taken or not.
        self.uploads = []

    def take(self, body):
        told, packed = parts(body)
        name = told["name"]
        self.uploads.append(name)
        check_manifest(told)
        check_archive(told, packed)
        demand(name not in self.packed, f"{name} {told['vers']} is already uploaded")
        demand(name not in self.others, f"{name} is somebody else's")
        for it in told["deps"]:
            demand(it["version_req"] != "*", f"{it['name']}: a wildcard is no version")
            # To a registry that stands in for crates.io, cargo names that one.
            at_home = it.get("registry") in (None, INDEX_OF_CRATES_IO)
            demand(at_home, f"{it['name']} is of another registry")
            known = it["name"] in self.others or it["name"] in self.packed
            demand(known, f"no crate named {it['name']} is known")
        self.lines[name] = index_line(told, packed)
        self.packed[name] = packed

    def forget(self, name):
        """As if the publication had broken off before."""
        del self.lines[name], self.packed[name]

    def answer(self, method, path, headers, body):
        if method == "PUT":
            try:
                demand(path == "/api/v1/crates/new", f"nothing is put to {path}")
                demand(headers["Authorization"], "there is no token")
                self.take(body)
            except RefusedError as refused:
                self.refused.append(f"{self.uploads[-1:]}: {refused}")
                return 400, json.dumps({"errors": [{"detail": str(refused)}]}).encode()
            warnings = {"invalid_categories": [], "invalid_badges": [], "other": []}
            return 200, json.dumps({"warnings": warnings}).encode()
        if path == "/index/config.json":
            told = {"dl": f"{self.url}/api/v1/crates", "api": self.url}
            return 200, json.dumps(told).encode()
        if found := DOWNLOAD.fullmatch(path):
            return (200, self.packed[found[1]]) if found[1] in self.packed else (404, b"")
        name = path.rsplit("/", 1)[-1]
        lines = [self.lines[name]] if name in self.lines else self.others.get(name, [])
        return 200 if lines else 404, "\n".join(map(json.dumps, lines)).encode()


def parts(body):
    """An upload: the length of the JSON, the JSON, the length of the .crate, the .crate."""
    (length,) = struct.unpack_from("<I", body)
    told = json.loads(body[4 : 4 + length])
    (size,) = struct.unpack_from("<I", body, 4 + length)
    packed = body[8 + length :]
    demand(len(packed) == size, "the body has a wrong length")
    return told, packed


def stub(name, version, checksum, features=()):
    """A line of the index, for a crate that needs nothing."""
    return {
        "name": name,
        "vers": version,
        "deps": [],
        "cksum": checksum,
        "features": {feature: [] for feature in features},
        "yanked": False,
    }


def index_line(told, packed):
    deps = []
    for it in told["deps"]:
        renamed = it.get("explicit_name_in_toml")
        shared = ("features", "optional", "default_features", "target", "kind", "registry")
        line = {member: it.get(member) for member in shared}
        line |= {"name": renamed or it["name"], "package": it["name"] if renamed else None}
        deps.append(line | {"req": it["version_req"]})
    line = stub(told["name"], told["vers"], hashlib.sha256(packed).hexdigest())
    return line | {"deps": deps, "features2": told["features"], "v": 2}
