"""The public surface of the package as text: names, signatures and fields. `--write` commits it."""

import inspect
import sys
import typing
from pathlib import Path

import telnum
import telnum.journal
import telnum.relay


def surface():
    lines = described(telnum, "")
    lines += described(telnum.journal, "journal.")
    lines += described(telnum.relay, "relay.")
    return "\n".join(lines) + "\n"


def described(module, within):
    lines = []
    for name in sorted(module.__all__):
        thing = getattr(module, name)
        if not inspect.isclass(thing):
            lines.append(f"{name} = {thing}".replace("typing.", ""))
            continue
        bases = [base.__name__ for base in thing.__bases__ if base is not object]
        lines.append(f"class {within}{thing.__name__}({', '.join(bases)})")
        lines += [f"    {line}" for line in members(thing)]
    return lines


def members(thing):
    for name, annotation in inspect.get_annotations(thing).items():
        if not name.startswith("_"):
            yield f"{name}: {annotation}"
    for name, member in sorted(vars(thing).items()):
        if name.startswith("_") and name not in ("__init__", "__iter__", "__aiter__"):
            continue
        if isinstance(member, (classmethod, staticmethod)):
            member = member.__func__
        if isinstance(member, property):
            returns = inspect.get_annotations(typing.cast(typing.Any, member.fget))["return"]
            yield f"@property {name} -> {returns}"
        elif inspect.isfunction(member):
            kind = "async def" if inspect.iscoroutinefunction(member) else "def"
            yield f"{kind} {name}{inspect.signature(member)}"


if __name__ == "__main__":
    if "--write" in sys.argv:
        Path(__file__).with_name("public-surface.txt").write_text(surface(), encoding="utf-8")
    else:
        print(surface(), end="")
