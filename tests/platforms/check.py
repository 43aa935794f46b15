"""What runs, or at least compiles, where no runner of the contract does: check.py RESULTS.

Each test stands in the results as `platforms: …`. One whose tools cannot be set up is skipped.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from functools import partial
from pathlib import Path

import aar
from outcomes import SkipError, report

TOP = Path(__file__).resolve().parent.parent.parent
TOOLS = TOP / "tools"
CACHE = Path(os.environ.get("TELNUM_CACHE", Path.home() / ".cache" / "telnum"))
FOREIGN = Path(os.environ.get("CARGO_TARGET_DIR", TOP / "target")).resolve() / "foreign"
BUILT = FOREIGN / "emulator"
NATIVE = FOREIGN / "native"
# What runs a platform's programs here, and what sets that up.
EMULATORS = {
    "linux-x64": ([], None),
    "musl-x64": ([], None),
    "linux-arm64": ([CACHE / "bin" / "arm64"], "setup-arm64.sh"),
    "musl-arm64": ([CACHE / "bin" / "arm64"], "setup-arm64.sh"),
    "windows-x64": ([TOOLS / "wine"], "setup-wine.sh"),
}
COMPILED = ("macos-arm64", "ios-arm64", "android-arm64")
SWIFT_EXAMPLES = ("first", "lost", "journal", "didww")
LIMIT_S = 1800


def tool(*command):
    """What a script of tools/ prints, or an error with the last that it said."""
    script, *rest = (str(it) for it in command)
    ended = subprocess.run(
        [TOOLS / script, *rest], capture_output=True, text=True, timeout=LIMIT_S, check=False
    )
    assert ended.returncode == 0, (ended.stderr + ended.stdout)[-1000:]
    return ended.stdout


def set_up(*command):
    try:
        tool(*command)
    except AssertionError as failed:
        raise SkipError(f"{command[0]} failed: {failed}") from failed


@contextlib.contextmanager
def running(command):
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            yield process
        finally:
            # What runs Wine ignores SIGTERM; everything it started ends with it.
            process.kill()


def emulator(platform):
    run_by, needed = EMULATORS[platform]
    if needed:
        set_up(needed)
    set_up("setup-cross.sh", platform)
    program = tool("build-emulator.sh", platform, "foreign", BUILT).strip()
    with running([*run_by, program, "--listen", "127.0.0.1:0"]) as process:
        url = process.stdout.readline().split()[-1]
        keys = {"x-api-key": "emulator-key", "x-api-secret": "emulator-secret"}
        request = urllib.request.Request(f"{url}/v1/dids/coverage/countries", headers=keys)
        with urllib.request.urlopen(request, timeout=60) as answer:
            assert json.load(answer)["countries"]


def jar(platform):
    """Kotlin's first example, over the library for a platform."""
    name, separator = {"linux-arm64": ("arm64", ":"), "windows-x64": ("windows", ";")}[platform]
    set_up("setup-java-foreign.sh", name)
    set_up("setup-cross.sh", platform)
    tool("build-uniffi.sh", platform, "foreign", NATIVE)
    have_jar()
    folder = gathered(consumed_examples())
    run_by, _ = EMULATORS[platform]
    # By its own name, which ends as Windows wants it to.
    java = (CACHE / "bin" / f"java-{name}").resolve()
    path = separator.join(str(it) for it in (NATIVE, folder / "classes", folder / "*"))
    ended = subprocess.run(
        [*run_by, java, "-cp", path, "ReadmeKt"],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode == 0 and "+55" in ended.stdout, ended.stdout + ended.stderr[-1000:]


def have_jar():
    if not (TOP / "dist" / "maven").exists():
        tool("package-kotlin.sh")


def android(test):
    have_jar()
    with tempfile.TemporaryDirectory() as scratch:
        test(Path(scratch))


def swift(platform):
    """Swift's examples that need no server, built here over the static library for a platform."""
    set_up("setup-swift-arm64.sh")
    set_up("setup-cross.sh", platform)
    # What the jar was tested with, as far as it was: one build makes both libraries.
    library = Path(tool("build-uniffi.sh", platform, "foreign", NATIVE).strip()).with_suffix(".a")
    if not (TOP / "dist" / "swift" / "Telnum").exists():
        tool("package-swift.sh")
    shutil.rmtree(FOREIGN / "swift", ignore_errors=True)
    tool("pack-swift-library.sh", platform, library, FOREIGN / "swift")
    (archive,) = (FOREIGN / "swift").iterdir()
    said = tool("../tests/swift/by-version.sh", platform, archive, *SWIFT_EXAMPLES)
    # The last line of each.
    for line in ("+551123514422", "bought: ", "it was placed before", " ends on "):
        assert line in said, said[-1000:]


def gathered(classes):
    """A folder with all that is on a class path, where other platforms' programs see it."""
    folder = FOREIGN / "classes"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for it in map(Path, classes):
        if it.is_dir():
            shutil.copytree(it, folder / "classes")
        else:
            shutil.copy(it, folder)
    return folder


def consumed_examples():
    """The class path of Kotlin's examples, built over the packed jar."""
    script = "source tools/lib.sh; source tests/kotlin/consume.sh; cd $TELNUM_TOP"
    script += "; consume platforms examples/kotlin >&2; echo $CLASSES"
    ended = subprocess.run(
        ["bash", "-ec", script],
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        cwd=TOP,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-1000:]
    return ended.stdout.split()[-1].split(":")


def compiles(platform):
    set_up("setup-cross.sh", platform)
    tool("check-target.sh", platform)


def tests():
    for platform in EMULATORS:
        yield f"telnum-emulator runs on {platform}", partial(emulator, platform)
    for platform in ("linux-arm64", "windows-x64"):
        yield f"the jar runs on {platform}", partial(jar, platform)
    for shows, test in aar.TESTS.items():
        yield shows, partial(android, test)
    yield "Swift's examples run on linux-arm64", partial(swift, "linux-arm64")
    for platform in COMPILED:
        yield f"telnum compiles for {platform}, and is not run there", partial(compiles, platform)


if __name__ == "__main__":
    report("platforms", tests(), sys.argv[1])
