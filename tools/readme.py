"""Checks that examples in pages are the files they name; `--write` puts them there."""

import pathlib
import re
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"<!-- (?P<path>\S+) -->\n```(?P<language>\w+)\n(?P<text>.*?)```\n", re.DOTALL)


def current(block: re.Match[str]) -> str:
    text = (TOP / block["path"]).read_text()
    return f"<!-- {block['path']} -->\n```{block['language']}\n{text}```\n"


PAGES = [
    "README.md",
    "core/README.md",
    "bindings-python/README.md",
    "bindings-wasm/js/README.md",
    "bindings-uniffi/kotlin/README.md",
    "bindings-uniffi/kotlin/README-java.md",
    "bindings-uniffi/swift/README.md",
    "bindings-uniffi/swift/Sources/Telnum/Telnum.docc/BuyingAtDidww.md",
    "bindings-uniffi/swift/Sources/Telnum/Telnum.docc/BuyingOnce.md",
    "bindings-uniffi/swift/Sources/Telnum/Telnum.docc/GettingStarted.md",
]


def main() -> int:
    stale = 0
    for name in PAGES:
        page = TOP / name
        present = page.read_text()
        if not BLOCK.search(present):
            print(f"{name} has no example that names its file")
            stale = 1
            continue
        wanted = BLOCK.sub(current, present)
        if "--write" in sys.argv:
            page.write_text(wanted)
        elif wanted != present:
            print(f"{name} shows other examples than examples/ holds: run `make fmt`")
            stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main())
