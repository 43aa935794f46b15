"""Prints the package's public surface, a line a symbol, from Swift's symbol graphs in a folder."""

import json
import sys
from collections import defaultdict
from pathlib import Path

# What every type is by itself, in some versions of Swift.
UNSAID = {"Copyable", "Escapable"}


def lines(graph: dict) -> set[str]:
    found = set()
    for symbol in graph["symbols"]:
        declaration = "".join(part["spelling"] for part in symbol["declarationFragments"])
        found.add(f"{'.'.join(symbol['pathComponents'])}: {' '.join(declaration.split())}")
    names = {it["identifier"]["precise"]: ".".join(it["pathComponents"]) for it in graph["symbols"]}
    protocols = defaultdict(set)
    for relation in graph["relationships"]:
        if relation["kind"] == "conformsTo" and relation["source"] in names:
            protocol = relation.get("targetFallback") or names.get(relation["target"], "?")
            protocols[names[relation["source"]]].add(protocol.split(".")[-1])
    return found | {
        f"{name} is {', '.join(sorted(those - UNSAID))}" for name, those in protocols.items()
    }


graphs = [
    json.loads(path.read_text())
    for path in sorted(Path(sys.argv[1]).glob("Telnum*.symbols.json"))
    # What users import, and what it adds to the types of others.
    if path.name.split(".")[0].split("@")[0] == "Telnum"
]
print("\n".join(sorted(set().union(*map(lines, graphs)))))
