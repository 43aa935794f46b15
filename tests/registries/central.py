"""Maven's registry on this machine: takes what Maven Central takes, and says what is amiss."""

import hashlib
import io
import json
import re
import zipfile
from xml.etree import ElementTree

from shared import Registry

COORDINATES = "dev/telnum/telnum"
# What Central asks for beside the coordinates.
TOLD = (
    "name",
    "description",
    "url",
    "licenses/license/name",
    "licenses/license/url",
    "developers/developer/name",
    "developers/developer/url",
    "scm/url",
    "scm/connection",
    "scm/developerConnection",
)
KINDS = (".pom", ".jar", "-sources.jar", "-javadoc.jar")
CHECKSUMS = {".md5": hashlib.md5, ".sha1": hashlib.sha1}


def check_pom(text):
    """What is amiss in a POM."""
    pom = ElementTree.fromstring(text)
    namespace = "{http://maven.apache.org/POM/4.0.0}"

    def said(element, path):
        found = element.find("/".join(namespace + step for step in path.split("/")))
        value = (found.text or "").strip() if found is not None else ""
        for name in re.findall(r"\$\{([^}]+)\}", value):
            value = value.replace(f"${{{name}}}", said(pom, f"properties/{name}"))
        return value

    wrong = [f"{path} is missing" for path in TOLD if not said(pom, path)]
    if (said(pom, "groupId"), said(pom, "artifactId")) != ("dev.telnum", "telnum"):
        wrong.append("the coordinates are not dev.telnum:telnum")
    if said(pom, "packaging") not in ("", "jar"):
        wrong.append("it is no jar")
    for path in ("parent", "repositories", "pluginRepositories", "distributionManagement"):
        if pom.find(namespace + path) is not None:
            wrong.append(f"{path} leads to other places")
    if pom.find(f"{namespace}build") is not None:
        wrong.append("it says how it is built")
    dependencies = pom.findall(f"{namespace}dependencies/{namespace}dependency")
    for it in dependencies:
        version = said(it, "version")
        if not re.match(r"\d", version) or "SNAPSHOT" in version:
            wrong.append(f"{said(it, 'artifactId')} has no version of a release")
        if said(it, "scope") == "system":
            wrong.append(f"{said(it, 'artifactId')} is a file of this machine")
    version = said(pom, "version")
    if not re.match(r"\d", version) or version.endswith("SNAPSHOT"):
        wrong.append(f"{version} is no version of a release")
    return wrong


def check_files(files, signed):
    """What is amiss in a bundle, bytes by path; `signed` says whether a signature is right."""
    pom = next((path for path in files if path.endswith(".pom")), None)
    if pom is None:
        return ["there is no POM"]
    wrong = check_pom(files[pom])
    folder, stem = pom[: -len(".pom")].rsplit("/", 1)
    version = stem.removeprefix("telnum-")
    if folder != f"{COORDINATES}/{version}":
        wrong.append(f"{folder} is not where {stem} belongs")
    wanted = [f"{folder}/{stem}{kind}" for kind in KINDS]
    for path in wanted:
        if path not in files:
            wrong.append(f"{path} is missing")
            continue
        for ending, digest in CHECKSUMS.items():
            told = files.get(path + ending, b"").decode().split()
            if told[:1] != [digest(files[path]).hexdigest()]:
                wrong.append(f"{path}{ending} is missing or wrong")
        if not signed(files[path], files.get(f"{path}.asc", b"")):
            wrong.append(f"{path}.asc is missing or wrong")
    endings = ("", ".asc", ".md5", ".sha1", ".sha256", ".sha512")
    known = {path + ending for path in wanted for ending in endings}
    wrong += [f"nobody asked for {path}" for path in files if path not in known]
    for kind, ending in (("-sources.jar", (".kt", ".java")), ("-javadoc.jar", (".md", ".html"))):
        packed = files.get(f"{folder}/{stem}{kind}")
        if packed and not any(
            name.endswith(ending) for name in zipfile.ZipFile(io.BytesIO(packed)).namelist()
        ):
            wrong.append(f"{stem}{kind} holds nothing to read")
    return wrong


class CentralRegistry(Registry):
    """Takes one bundle, and then says of it that it is published."""

    def __init__(self, signed):
        super().__init__()
        self.signed = signed
        self.files = {}
        self.uploads = 0

    def answer(self, _, path, headers, body):
        if not headers["Authorization"]:
            return 401, b""
        if path.startswith("/api/v1/publisher/published?"):
            return 200, json.dumps({"published": bool(self.files) and not self.refused}).encode()
        if path.startswith("/api/v1/publisher/upload?"):
            self.uploads += 1
            with zipfile.ZipFile(io.BytesIO(part(headers, body))) as bundle:
                self.files = {name: bundle.read(name) for name in bundle.namelist()}
            self.refused = check_files(self.files, self.signed)
            return 201, b"28570f16-da32-4c14-bd2e-c1acc0782365"
        if path.startswith("/api/v1/publisher/status?"):
            told = {"deploymentId": "28570f16-da32-4c14-bd2e-c1acc0782365", "purls": []}
            told |= {
                "deploymentName": "telnum",
                "deploymentState": "FAILED" if self.refused else "VALIDATED",
            }
            if self.refused:
                told["errors"] = {"pkg:maven/dev.telnum/telnum": self.refused}
            return 200, json.dumps(told).encode()
        return 404, b""


def part(headers, body):
    """The one file of a form."""
    boundary = re.search(r"boundary=([^;]+)", headers["Content-Type"])[1].strip('"').encode()
    _, _, rest = body.partition(b"\r\n\r\n")
    return rest[: rest.rindex(b"\r\n--" + boundary)]
