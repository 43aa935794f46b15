"""The package as it is installed: interpreters, sources, types, surface."""

import difflib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from compare import Skip
from surface import surface
from worlds import Http

HERE = Path(__file__).resolve().parent
TOP = HERE.parent.parent
CONSUMERS = TOP / "target" / "consumers" / "python"
CACHE = Path(os.environ.get("TELNUM_CACHE", Path.home() / ".cache" / "telnum"))
# pip chooses among the wheels, which may be those of several platforms.
INSTALL = ["-m", "pip", "install", "--quiet", "--no-index", "--only-binary", ":all:"]
INSTALL += ["--find-links", TOP / "dist" / "python", "telnum"]
BUYS = (
    "import telnum; e = telnum.Emulator(); e.idt_express().create_order(16847, 2); "
    "print(e.ledger[0].quantity)"
)


def run(*command, **options):
    ended = subprocess.run(
        [str(it) for it in command], capture_output=True, text=True, timeout=1200, **options
    )
    assert ended.returncode == 0, (ended.stdout + ended.stderr)[-1500:]
    return ended.stdout


def package(pattern):
    found = sorted((TOP / "dist" / "python").glob(pattern))
    assert len(found) == 1, found
    return found[0]


def new_venv(name, python):
    folder = CONSUMERS / name
    shutil.rmtree(folder, ignore_errors=True)
    run(python, "-m", "venv", folder)
    return folder / "bin" / "python"


def on_python(version):
    """Installs the wheel on that Python; runs there what does not need this machine's tools."""
    lines = run(TOP / "tools" / "list-pythons.sh").splitlines()
    pythons = dict(line.split(" ", 1) for line in lines)
    if version not in pythons:
        raise Skip(f"no Python {version} on this machine")
    python = new_venv(f"venv-{version}", pythons[version])
    run(python, *INSTALL)
    assert run(python, "-c", BUYS) == "2\n"
    tests = ["test_records", "test_errors", "test_wire", "test_asyncio", "test_wait", "test_logs"]
    tests += ["test_dialogtech", "test_didww", "test_plain_data", "test_purchases", "test_secrets"]
    tests += ["test_handlers", "test_statuses"]
    shown = run(python, HERE / "further.py", "python", *tests)
    shown += run(python, HERE / "further.py", "python-async", *tests)
    failed = [line for line in shown.splitlines() if '"failed"' in line]
    assert not failed, "\n".join(failed)


def test_python_3_10():
    """the wheel works on Python 3.10"""
    on_python("3.10")


def test_python_3_11():
    """the wheel works on Python 3.11"""
    on_python("3.11")


def test_python_3_12():
    """the wheel works on Python 3.12"""
    on_python("3.12")


def test_python_3_13():
    """the wheel works on Python 3.13"""
    on_python("3.13")


def test_python_3_14():
    """the wheel works on Python 3.14"""
    on_python("3.14")


def test_source_distribution():
    """the sdist builds and works in a fresh environment, away from the source tree"""
    python = new_venv("venv-sdist", sys.executable)
    # As quickly as can be: what is tested is that nothing is missing.
    quickly = {
        "CARGO_TARGET_DIR": str(CONSUMERS / "sdist-target"),
        "CARGO_PROFILE_RELEASE_LTO": "off",
        "CARGO_PROFILE_RELEASE_OPT_LEVEL": "0",
        "CARGO_PROFILE_RELEASE_CODEGEN_UNITS": "16",
    }
    # Files in an sdist all have one old date, so cargo would take telnum's own crates for built.
    for built in (CONSUMERS / "sdist-target").glob("*/.fingerprint/telnum*"):
        shutil.rmtree(built)
    pip = [python, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    run(*pip, package("*.tar.gz"), env={**os.environ, **quickly}, cwd=CONSUMERS)
    assert run(python, "-c", BUYS, cwd=CONSUMERS) == "2\n"


def checked():
    files = [*sorted((TOP / "examples" / "python").glob("*.py")), HERE / "typed.py"]
    installed = run(sys.executable, "-c", "import telnum; print(telnum.__path__[0])").strip()
    return installed, [str(file) for file in files]


def tool(name):
    path = CACHE / "venv" / "bin" / name
    if not path.exists():
        raise Skip(f"{name} is not installed")
    return path


def test_mypy():
    """mypy --strict is content with the package, the examples and what users write"""
    installed, files = checked()
    strict = [tool("mypy"), "--strict", "--python-executable", sys.executable]
    cache = ["--cache-dir", CONSUMERS / "mypy"]
    for version in ("3.10", "3.14"):
        run(*strict, *cache, "--python-version", version, *files)
    # The package's own source is checked where no one may say that it is somebody else's.
    source = CONSUMERS / "source"
    shutil.rmtree(source, ignore_errors=True)
    shutil.copytree(installed, source / "telnum", ignore=shutil.ignore_patterns("*.so"))
    run(*strict, *cache, source / "telnum", cwd=source)


def test_pyright():
    """pyright, strict, is content with the examples and what users write"""
    _, files = checked()
    (CONSUMERS / "pyrightconfig.json").write_text(
        '{"typeCheckingMode": "strict", "reportUnusedExpression": false}'
    )
    run(tool("pyright"), "--pythonpath", sys.executable, "--project", CONSUMERS, *files)


def test_type_completeness():
    """pyright knows the type of everything that the package exports"""
    checked_types = [tool("pyright"), "--verifytypes", "telnum", "--ignoreexternal"]
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    said = run(*checked_types, env=env, cwd=CONSUMERS)
    assert "completeness score: 100%" in said, said


def test_stubs():
    """the package is at run time what type checkers take it for (stubtest)"""
    installed, _ = checked()
    # Its interpreter is its own, which the wheel fits as well.
    env = {**os.environ, "PYTHONPATH": str(Path(installed).parent)}
    allowed = HERE / "stubtest-allowlist.txt"
    run(tool("stubtest"), "telnum", "--allowlist", allowed, env=env, cwd=CONSUMERS)


def test_surface():
    """the public surface is the one that is committed; `make surface ONLY=python` changes it"""
    present = (HERE / "public-surface.txt").read_text(encoding="utf-8").splitlines()
    lines = list(difflib.unified_diff(present, surface().splitlines(), lineterm="", n=0))
    assert not lines, "\n".join(lines[:40])


def test_examples():
    """the examples run as they stand"""
    for name, line in {
        "readme": " created\n['+55",
        "first": "the account has ",
        "lost": "the carrier sold [3]",
        "journal": ": it was placed before, as ",
        "relay": " created\nTen numbers at most.",
        "didww": " go to the trunk office\n+49",
    }.items():
        said = run(sys.executable, TOP / "examples" / "python" / f"{name}.py")
        assert line in said, said


def test_http_examples():
    """the examples that talk HTTP buy from telnum-emulator, waiting and with asyncio"""
    if "TELNUM_EMULATOR" not in os.environ:
        raise Skip("TELNUM_EMULATOR is not set")
    world = Http("python", os.environ["TELNUM_EMULATOR"])
    options = {"env": {**os.environ, "TELNUM_EMULATOR_URL": world.url}}
    try:
        world.reset(7, {"didww_complete_after_s": 1})
        for name in ("buy", "buy_async", "story", "story_async"):
            said = run(sys.executable, TOP / "examples" / "python" / f"{name}.py", **options)
            runtime = "python-async" if "async" in name else "python"
            assert said.startswith(f"{runtime}: ") and said.count("\n") == 1, said
        # The stories buy at all three carriers.
        assert len(world.ledger()) == 2 + 2 * 3
        listed = [it.status for it in world.client({}).numbers()]
        assert listed.count("removed") == 2, listed
    finally:
        world.close()


def test_size():
    """a wheel has at most 3 MB, installed 5.18 MB, and depends on nothing"""
    wheels = sorted((TOP / "dist" / "python").glob("*.whl"))
    assert wheels
    for wheel in wheels:
        assert wheel.stat().st_size <= 3_000_000, wheel
        with zipfile.ZipFile(wheel) as files:
            installed = sum(it.file_size for it in files.infolist())
        assert installed <= 5_180_000, (wheel, installed)
    from importlib.metadata import requires

    assert requires("telnum") is None
