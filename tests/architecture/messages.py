"""Catalogues of messages: what nobody says any more is found."""

import re

from tree import Finding, Tree


def unsaid(tree: Tree) -> list[Finding]:
    """Every message of a catalogue stands in the code of its layer, written as one text."""
    found = []
    for path in (p for p in tree.paths if p.startswith("src/") and p.endswith("/messages.txt")):
        layer = "/".join(path.split("/")[:2])
        # A long text stands in several pieces, one behind the other.
        said = {text for name in tree.cpp(layer)
                for text in re.findall(r'"((?:\\.|[^"\\\n])*)"',
                                       re.sub(r'"\s*\n\s*"', "", tree.text(name)))}
        for number, line in enumerate(tree.text(path).splitlines(), 1):
            english = line.removeprefix("en ")
            if english == line:
                continue
            if english.replace("\\", "\\\\").replace('"', '\\"') not in said:
                found.append(Finding(path, number, f"nobody says: {english}"))
    return found
