"""Checks that every manifest has one version, and that it is the one named, where one is.

tools/versions.py [VERSION]
"""

import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

TOP = pathlib.Path(__file__).resolve().parent.parent


def versions() -> dict[str, str]:
    workspace = (TOP / "Cargo.toml").read_text()
    own = re.search(r'^version = "(.*)"$', workspace, re.MULTILINE)
    found = {"Cargo.toml": own[1] if own else "none"}
    for name, version in re.findall(
        r'^(\S+) = \{ path = .*version = "(.*?)"', workspace, re.MULTILINE
    ):
        found[f"Cargo.toml, {name}"] = version
    for path in ["bindings-wasm/js/package.json"]:
        found[path] = json.loads((TOP / path).read_text())["version"]
    swift = (TOP / "bindings-uniffi/swift/Package.swift").read_text()
    named = re.search(r'^let version = "(.*)"$', swift, re.MULTILINE)
    found["bindings-uniffi/swift/Package.swift"] = named[1] if named else "none"
    page = (TOP / "bindings-uniffi/swift/README.md").read_text()
    for version in re.findall(r"telnum-(?:swift-)?(\d[\d.]*\d)", page):
        found[f"bindings-uniffi/swift/README.md, {version}"] = version
    pom = ElementTree.parse(TOP / "bindings-uniffi/kotlin/pom.xml").getroot()
    found["bindings-uniffi/kotlin/pom.xml"] = pom.findtext("{*}version") or "none"
    changelog = (TOP / "CHANGELOG.md").read_text()
    heading = re.search(r"^## (\S+)", changelog, re.MULTILINE)
    found["CHANGELOG.md"] = heading[1] if heading else "none"
    return found


def main() -> int:
    found = versions()
    wanted = sys.argv[1] if len(sys.argv) > 1 else found["Cargo.toml"]
    wrong = {place: version for place, version in found.items() if version != wanted}
    for place, version in wrong.items():
        print(f"{place} has version {version}, not {wanted}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
