"""Packs the Kotlin package for Android: pack_aar.py LIBRARIES JARS REPOSITORY.

LIBRARIES holds <abi>/libtelnum_uniffi.so. The classes, their sources and the POM are those of
dev.telnum:telnum in the Maven repository JARS; dev.telnum:telnum-android goes into REPOSITORY.
"""

import hashlib
import io
import struct
import sys
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

MANIFEST = Path(__file__).resolve().parent / "AndroidManifest.xml"
LIBRARY = "libtelnum_uniffi.so"
# What an ELF file for each says of itself: its class and its machine.
ABIS = {"arm64-v8a": (2, 183), "armeabi-v7a": (1, 40), "x86_64": (2, 62)}
PAGE = 16384
LOAD = 1
RULES = "META-INF/proguard/telnum.pro"
# What is of no use on Android, beside native libraries of other systems: other tools read it.
LEFT_OUT = ("META-INF/maven/", "META-INF/native-image/", "META-INF/proguard/")
NATIVE = (".so", ".dll", ".dylib")
# The same bytes from the same files.
TIME = (2026, 1, 1, 0, 0, 0)
POM = "http://maven.apache.org/POM/4.0.0"


def library(folder: Path, abi: str) -> bytes:
    path = folder / abi / LIBRARY
    if not path.is_file():
        sys.exit(f"error: {path} is missing")
    data = path.read_bytes()
    try:
        wrong = fault(data, *ABIS[abi])
    except struct.error:
        wrong = "is cut short"
    if wrong:
        sys.exit(f"error: {path} {wrong}")
    return data


def fault(data: bytes, bits: int, machine: int) -> str | None:
    """What keeps a library from being loaded, as far as its headers show."""
    if data[:4] != b"\x7fELF":
        return "is not a library"
    if (data[4], *struct.unpack_from("<H", data, 18)) != (bits, machine):
        return "is for another processor"
    if bits == 2:
        (start,) = struct.unpack_from("<Q", data, 32)
        size, count = struct.unpack_from("<HH", data, 54)
        align, kind = 48, "<Q"
    else:
        (start,) = struct.unpack_from("<I", data, 28)
        size, count = struct.unpack_from("<HH", data, 42)
        align, kind = 28, "<I"
    headers = [start + size * it for it in range(count)]
    loaded = [it for it in headers if struct.unpack_from("<I", data, it) == (LOAD,)]
    pages = [struct.unpack_from(kind, data, it + align)[0] for it in loaded]
    if not pages or min(pages) < PAGE:
        return f"is not laid out for pages of {PAGE} bytes"
    return None


def classes(jar: zipfile.ZipFile) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        for info in jar.infolist():
            name = info.filename
            if not (info.is_dir() or name.startswith(LEFT_OUT) or name.endswith(NATIVE)):
                add(out, name, jar.read(info))
    return packed.getvalue()


def add(out: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, TIME)
    info.external_attr = 0o644 << 16
    out.writestr(info, data, zipfile.ZIP_DEFLATED)


def pom(of_jar: Path) -> bytes:
    """The jar's own, as an AAR's."""
    ET.register_namespace("", POM)
    project = ET.parse(of_jar).getroot()
    project.find("{*}artifactId").text = project.find("{*}name").text = "telnum-android"
    ET.SubElement(project, f"{{{POM}}}packaging").text = "aar"
    # JNA's jar has no library for Android: that is in its AAR.
    (jna,) = (
        it for it in project.iterfind(".//{*}dependency") if it.findtext("{*}artifactId") == "jna"
    )
    ET.SubElement(jna, f"{{{POM}}}type").text = "aar"
    ET.indent(project)
    return ET.tostring(project, encoding="utf-8", xml_declaration=True) + b"\n"


def put(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    for algorithm in ("md5", "sha1"):
        Path(f"{path}.{algorithm}").write_text(hashlib.new(algorithm, data).hexdigest())


def main(libraries: Path, jars: Path, repository: Path) -> None:
    found = sorted(jars.glob("dev/telnum/telnum/*/telnum-*.pom"))
    if len(found) != 1:
        sys.exit(f"error: {jars} has not one dev.telnum:telnum; run tools/package-kotlin.sh")
    version = found[0].parent.name
    beside = found[0].with_suffix("")
    native = {abi: library(libraries, abi) for abi in ABIS}
    packed = io.BytesIO()
    with zipfile.ZipFile(f"{beside}.jar") as jar, zipfile.ZipFile(packed, "w") as aar:
        add(aar, "AndroidManifest.xml", MANIFEST.read_bytes())
        add(aar, "classes.jar", classes(jar))
        add(aar, "proguard.txt", jar.read(RULES))
        # Names of resources, of which there are none.
        add(aar, "R.txt", b"")
        for abi, data in native.items():
            add(aar, f"jni/{abi}/{LIBRARY}", data)
    folder = repository / "dev" / "telnum" / "telnum-android" / version
    folder.mkdir(parents=True, exist_ok=True)
    name = f"telnum-android-{version}"
    put(folder / f"{name}.aar", packed.getvalue())
    put(folder / f"{name}.pom", pom(found[0]))
    for kind in ("sources", "javadoc"):
        put(folder / f"{name}-{kind}.jar", Path(f"{beside}-{kind}.jar").read_bytes())
    print(folder / f"{name}.aar")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
