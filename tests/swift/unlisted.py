"""Fails where the catalogue lacks a public type: unlisted.py PAGE, the module's, by DocC."""

import json
import pathlib
import sys

sections = json.loads(pathlib.Path(sys.argv[1]).read_text())["topicSections"]
# What has no place in the catalogue, DocC puts into sections of its own.
unlisted = [
    name.rsplit("/", 1)[-1]
    for section in sections
    if section.get("generated")
    for name in section["identifiers"]
]
if not sections or unlisted:
    sys.exit(f"Telnum.docc lists none of these: {', '.join(unlisted) or 'no section at all'}")
