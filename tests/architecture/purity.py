"""What the pure layers may not touch: clocks, files, chance, the environment, unordered order."""

import re

from tree import Finding, Tree, blank, includes, layer_of

PURE = {"money", "time", "text", "model", "law", "ledger", "rulebook", "gate", "decide"}
NO_CLOCK = PURE | {"base", "language", "engine", "intake", "spi"}

# Headers that a pure layer has no use for.
IMPURE_HEADERS = {
    "<chrono>", "<ctime>", "<time.h>", "<random>", "<thread>", "<mutex>", "<shared_mutex>",
    "<condition_variable>", "<future>", "<atomic>", "<iostream>", "<fstream>", "<filesystem>",
    "<locale>", "<clocale>", "<cstdio>", "<stdio.h>", "<unordered_map>", "<unordered_set>",
    "<regex>", "<unistd.h>", "<fcntl.h>", "<dlfcn.h>", "<sys/stat.h>", "<sys/time.h>",
}
# Their names, should another header bring them in.
IMPURE_NAMES = {
    r"std::unordered_\w+": "its order depends on addresses and the build",
    r"std::(thread|jthread|mutex|async|atomic\w*)\b": "threads belong to the engine",
    r"\b(fopen|fstream|ifstream|ofstream)\b": "files belong to adapters and packs",
    r"std::(cout|cerr|clog|cin)\b": "the core prints nothing",
    r"std::(locale|setlocale)\b|\bsetlocale\b": "the meaning of rules has no locale",
    r"\b(thread_local)\b": "no state outside the arguments",
}
CLOCK_NAMES = {
    r"std::chrono::\w*_clock\b": "moments are handed in",
    r"(?<![\w.>:])(?:std::)?(time|clock|gettimeofday|clock_gettime|localtime|gmtime|mktime)\s*\(\s*"
    r"(?:nullptr|NULL|0|&|\))": "moments are handed in",
    r"\b(getenv|secure_getenv|setenv|putenv)\b": "nothing reads the environment",
    r"\b(rand|srand|random_device|mt19937\w*)\b\s*[({ ]": "the only chance is the salt, in base",
}
FLOAT = r"\b(float|double)\b"
FLOAT_HOMES = {"src/text/json_read.cpp"}   # must take the callback of the parser, and refuses it


def _matches(tree: Tree, path: str, patterns: dict[str, str]) -> list[Finding]:
    found = []
    for number, line in enumerate(blank(tree.text(path)).splitlines(), 1):
        for pattern, why in patterns.items():
            match = re.search(pattern, line)
            if match:
                found.append(Finding(path, number, f"{match.group().strip()}: {why}"))
    return found


def _layer(path: str) -> str:
    return (layer_of(path) or "").split("/")[0]


def banned_headers(tree: Tree) -> list[Finding]:
    """Pure layers do not include what they may not call."""
    found = []
    for path in tree.cpp("include", "src"):
        if _layer(path) in PURE:
            for line, name in includes(tree.text(path)):
                if name in IMPURE_HEADERS:
                    found.append(Finding(path, line, f"{name} in a pure layer"))
    return found


def banned_calls(tree: Tree) -> list[Finding]:
    """Pure layers read their arguments and nothing else; no layer but the shell reads a clock."""
    found = []
    for path in tree.cpp("include", "src"):
        if _layer(path) in PURE:
            found += _matches(tree, path, IMPURE_NAMES)
        if _layer(path) in NO_CLOCK:
            found += _matches(tree, path, CLOCK_NAMES)
    return found


def floating_point(tree: Tree) -> list[Finding]:
    """No floating point comes near money: only the command's charts and progress may use it."""
    found = []
    for path in tree.cpp("include", "src"):
        if _layer(path) != "cli" and path not in FLOAT_HOMES:
            found += _matches(tree, path, {FLOAT: "amounts, rates and numbers of rules are exact"})
    return found


def toolchain(tree: Tree) -> list[Finding]:
    """What g++ 12 and clang 14 do not both take, and the one place of the 128-bit integer."""
    patterns = {
        r"std::(views|ranges::views)\b": "clang 14 does not take ranges views",
        r"std::(format|expected|print)\b": "the toolchain has none in C++20",
    }
    found = []
    for path in tree.cpp("include", "src", "bindings", "tests", "bench", "examples"):
        found += _matches(tree, path, patterns)
        if path != "include/arrears/base/int128.hpp" and not path.startswith("bench/"):
            found += _matches(tree, path, {r"\b__int128\b": "only base/int128.hpp spells it"})
    return found


def exceptions(tree: Tree) -> list[Finding]:
    """Nothing of the library throws across its API; what foreign code throws is caught."""
    found = []
    for path in tree.cpp("src"):
        if _layer(path) in PURE | {"engine", "stores", "channels", "intake", "packs", "spi"}:
            found += _matches(tree, path, {r"\bthrow\b": "failures are Result or Diagnostic"})
    return found
