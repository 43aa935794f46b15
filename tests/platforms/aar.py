"""The package for Android, packed with stand-ins for its libraries: linking those takes an NDK."""

import io
import struct
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent.parent
LIBRARY = "libtelnum_uniffi.so"
ABIS = {"arm64-v8a": (64, 183), "armeabi-v7a": (32, 40), "x86_64": (64, 62)}
PAGE = 16384
ANDROID = "{http://schemas.android.com/apk/res/android}"


def elf(bits, machine, page):
    """The headers of a library with one segment, and nothing in it."""
    name = b"\x7fELF" + bytes([bits // 32, 1, 1]) + bytes(9)
    if bits == 64:
        head = struct.pack("<HHIQQQIHHHHHH", 3, machine, 1, 0, 64, 0, 0, 64, 56, 1, 0, 0, 0)
        segment = struct.pack("<IIQQQQQQ", 1, 5, 0, 0, 0, 120, 120, page)
    else:
        head = struct.pack("<HHIIIIIHHHHHH", 3, machine, 1, 0, 52, 0, 0, 52, 32, 1, 0, 0, 0)
        segment = struct.pack("<IIIIIIII", 1, 0, 0, 0, 84, 84, 5, page)
    return name + head + segment


def stand_ins(folder, **instead):
    for abi, (bits, machine) in ABIS.items():
        (folder / abi).mkdir(parents=True)
        (folder / abi / LIBRARY).write_bytes(instead.get(abi, elf(bits, machine, PAGE)))


def packed(libraries, repository):
    script = TOP / "bindings-uniffi" / "kotlin" / "build-aar.sh"
    return subprocess.run(
        [script, "--libraries", libraries, "--into", repository],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def holds_what_android_needs(scratch):
    stand_ins(scratch / "libraries")
    ended = packed(scratch / "libraries", scratch / "maven")
    assert ended.returncode == 0, ended.stderr
    (jar_file,) = (TOP / "dist/maven/dev/telnum/telnum").glob("*/telnum-*[0-9].jar")
    version = jar_file.parent.name
    folder = scratch / "maven/dev/telnum/telnum-android" / version
    name = f"telnum-android-{version}"
    files = {f"{name}.aar", f"{name}.pom", f"{name}-sources.jar", f"{name}-javadoc.jar"}
    sums = {f"{it}.{kind}" for it in files for kind in ("md5", "sha1")}
    assert {it.name for it in folder.iterdir()} == files | sums

    with zipfile.ZipFile(jar_file) as jar, zipfile.ZipFile(folder / f"{name}.aar") as aar:
        libraries = {f"jni/{abi}/{LIBRARY}" for abi in ABIS}
        fixed = {"AndroidManifest.xml", "classes.jar", "proguard.txt", "R.txt"}
        assert set(aar.namelist()) == fixed | libraries, aar.namelist()
        assert aar.read("proguard.txt") == jar.read("META-INF/proguard/telnum.pro")
        assert b"-keep class com.sun.jna.**" in aar.read("proguard.txt")
        assert aar.read("R.txt") == b""
        for abi, (bits, machine) in ABIS.items():
            assert aar.read(f"jni/{abi}/{LIBRARY}") == elf(bits, machine, PAGE)
        manifest = ET.fromstring(aar.read("AndroidManifest.xml"))
        assert manifest.get("package") == "dev.telnum"
        assert manifest.find("uses-sdk").get(f"{ANDROID}minSdkVersion") == "26"
        asked = [it.get(f"{ANDROID}name") for it in manifest.iter("uses-permission")]
        assert asked == ["android.permission.INTERNET"], asked
        classes = zipfile.ZipFile(io.BytesIO(aar.read("classes.jar")))
        assert classes.testzip() is None
        of_jar = {it for it in jar.namelist() if it.endswith(".class")}
        rest = {"META-INF/MANIFEST.MF", "META-INF/LICENSE", "META-INF/telnum.kotlin_module"}
        assert set(classes.namelist()) == of_jar | rest, set(classes.namelist()) - of_jar
        assert len(of_jar) > 100
    checked_pom(folder / f"{name}.pom", jar_file.with_suffix(".pom"), version)


def checked_pom(path, of_jar, version):
    assert "${" not in path.read_text(encoding="utf-8")
    pom, own = ET.parse(path).getroot(), ET.parse(of_jar).getroot()
    said = [pom.findtext(f"{{*}}{it}") for it in ("groupId", "artifactId", "version", "packaging")]
    assert said == ["dev.telnum", "telnum-android", version, "aar"], said
    assert {it.tag.partition("}")[2] for it in pom} == {
        *("modelVersion", "groupId", "artifactId", "version", "packaging", "name", "description"),
        *("url", "licenses", "developers", "scm", "dependencies"),
    }
    needed = {}
    for it in pom.iterfind("{*}dependencies/{*}dependency"):
        parts = ("artifactId", "version", "scope", "type")
        artifact, *rest = (it.findtext(f"{{*}}{part}") for part in parts)
        needed[artifact] = rest
    versions = {
        it.findtext("{*}artifactId"): it.findtext("{*}version")
        for it in own.iterfind("{*}dependencies/{*}dependency")
    }
    assert {artifact: it[0] for artifact, it in needed.items()} == versions, versions
    assert needed["kotlin-stdlib"][1:] == ["compile", None]
    assert needed["kotlinx-coroutines-core"][1:] == ["compile", None]
    assert needed["jna"][1:] == ["compile", "aar"]
    optional = {it for it, (_, scope, _) in needed.items() if scope == "provided"}
    assert optional == {"jackson-annotations", "kotlinx-serialization-json"}
    assert len(needed) == 5


def refuses_what_android_cannot_load(scratch):
    """Each fault of a library on its own, since one may hide another."""
    arm = ABIS["arm64-v8a"]
    for number, (wrong, said) in enumerate(
        [
            (elf(*arm, 4096), "is not laid out for pages of 16384 bytes"),
            (elf(*ABIS["x86_64"], PAGE), "is for another processor"),
            (elf(32, arm[1], PAGE), "is for another processor"),
            (elf(*arm, PAGE)[:70], "is cut short"),
            (b"MZ", "is not a library"),
        ]
    ):
        folder = scratch / str(number)
        stand_ins(folder, **{"arm64-v8a": wrong})
        ended = packed(folder, scratch / "none")
        said = f"error: {folder}/arm64-v8a/{LIBRARY} {said}"
        assert ended.returncode != 0 and said in ended.stderr, ended.stderr
    stand_ins(scratch / "fewer")
    (scratch / "fewer" / "armeabi-v7a" / LIBRARY).unlink()
    ended = packed(scratch / "fewer", scratch / "none")
    assert ended.returncode != 0 and f"armeabi-v7a/{LIBRARY} is missing" in ended.stderr
    assert not (scratch / "none").exists()


TESTS = {
    "the AAR has what Android needs, packed with stand-in libraries": holds_what_android_needs,
    "no AAR is packed of libraries that Android cannot load": refuses_what_android_cannot_load,
}
