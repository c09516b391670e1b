"""Which layer may include which, and who may see which third party."""

from tree import Finding, Tree, includes, layer_of

VALUES = {"base", "money", "time", "text", "model"}
LAW = VALUES | {"law"}

# Besides itself. Adapters are "stores/NAME" and "channels/NAME" and never see each other.
MAY_INCLUDE: dict[str, set[str]] = {
    "base": set(),
    "money": {"base"},
    "time": {"base"},
    "text": {"base"},
    "model": VALUES,
    "law": VALUES,
    "ledger": LAW,
    "rulebook": LAW,  # of law its names and calendars
    "gate": LAW | {"rulebook"},
    "decide": LAW | {"rulebook", "ledger", "gate"},
    "language": LAW | {"rulebook"},
    "spi": VALUES,
    "stores": VALUES | {"spi"},
    "channels": VALUES | {"spi", "rulebook"},
    "intake": VALUES | {"spi", "rulebook"},
    "report": LAW | {"decide", "ledger", "rulebook", "spi"},  # figures read off the journal
    "packs": LAW | {"ledger"},  # reckons the worked cases of a pack
    "engine": LAW | {"decide", "gate", "ledger", "rulebook", "spi"},
    "umbrella": LAW | {"decide", "engine", "language", "packs", "spi", "ledger", "rulebook"},
}
ANYTHING_PUBLIC = {"cli", "bindings"}   # public headers and their own folder
SEES_ALL = {"testing"}                  # builders and contract suites; nothing includes it

# Prefix of an include -> prefixes of the paths that may have it.
THIRD_PARTIES: dict[str, tuple[str, ...]] = {
    "boost/date_time": ("src/time/",),
    "boost/spirit": ("src/language/grammar.cpp",),
    "boost/fusion": ("src/language/grammar.cpp",),
    "boost/graph": ("src/language/proof/",),
    "boost/": ("src/time/", "src/language/grammar.cpp", "src/language/proof/"),
    "sqlite3": ("src/stores/sqlite/",),
    "sodium": ("src/base/",),
    "utf8proc": ("src/text/", "src/language/"),
    "nlohmann/": ("src/text/json_read.cpp", "src/cli/"),
    "CLI/": ("src/cli/",),
    "pybind11/": ("bindings/",),
    "doctest/": ("tests/", "src/testing/"),
}


def _layer_named(name: str) -> str | None:
    """The layer of an included <arrears/...> or <layer/...>; None for the rest of the world."""
    if name.startswith("arrears/"):
        return layer_of("include/" + name) or "unknown"
    folder = name.split("/")[0]
    own = set(MAY_INCLUDE) | ANYTHING_PUBLIC | SEES_ALL
    return layer_of("src/" + name) if "/" in name and folder in own else None


def _allowed(layer: str, target: str, public_target: bool) -> bool:
    if layer == target or layer in SEES_ALL:
        return True
    if layer in ANYTHING_PUBLIC:
        return public_target
    return target.split("/")[0] in MAY_INCLUDE.get(layer.split("/")[0], set())


def layers(tree: Tree) -> list[Finding]:
    """Every include goes down, never up and never sideways between adapters."""
    found = []
    for path in tree.cpp("include", "src", "bindings"):
        layer = layer_of(path)
        if layer is None or (layer.split("/")[0] not in MAY_INCLUDE
                             and layer not in ANYTHING_PUBLIC | SEES_ALL):
            found.append(Finding(path, 1, "stands in no layer; see tests/architecture/arrows.py"))
            continue
        for line, name in includes(tree.text(path)):
            public = name.strip('<>"').startswith("arrears/")
            target = _layer_named(name.strip('<>"'))
            if target is None:
                continue
            if not _allowed(layer, target, public):
                found.append(Finding(path, line, f"{layer} may not include {name} ({target})"))
            elif path.startswith("include/") and not public:
                found.append(Finding(path, line, f"a public header includes private {name}"))
    return found


def spelling(tree: Tree) -> list[Finding]:
    """Own headers are included as <arrears/...> or <layer/...>, never by quotes or dots."""
    found = []
    for path in tree.cpp("include", "src"):
        for line, name in includes(tree.text(path)):
            if name.startswith('"') or ".." in name:
                found.append(Finding(path, line, f"write <layer/file.hpp> for {name}"))
    return found


def third_parties(tree: Tree) -> list[Finding]:
    """Foreign headers stay in the one place that wraps them, and out of every public header."""
    found = []
    for path in tree.cpp("include", "src", "bindings"):
        for line, name in includes(tree.text(path)):
            bare = name.strip('<>"')
            if bare.startswith("fmt/") and not path.endswith(".cpp"):
                found.append(Finding(path, line, "fmt is included in .cpp files only"))
            for prefix, homes in THIRD_PARTIES.items():
                if bare.startswith(prefix):
                    if not path.startswith(homes):
                        home = " and ".join(homes)
                        found.append(Finding(path, line, f"{name} belongs in {home} only"))
                    break
    return found
