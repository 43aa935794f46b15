"""Checks that README's examples are the files they name; `--write` puts the files into README."""

import pathlib
import re
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"<!-- (?P<path>\S+) -->\n```(?P<language>\w+)\n(?P<text>.*?)```\n", re.DOTALL)


def current(block: re.Match[str]) -> str:
    text = (TOP / block["path"]).read_text()
    return f"<!-- {block['path']} -->\n```{block['language']}\n{text}```\n"


def main() -> int:
    page = TOP / "README.md"
    present = page.read_text()
    if not BLOCK.search(present):
        print("README.md has no example that names its file")
        return 1
    wanted = BLOCK.sub(current, present)
    if "--write" in sys.argv:
        page.write_text(wanted)
    elif wanted != present:
        print("README.md shows other examples than examples/ holds: run `make fmt`")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
