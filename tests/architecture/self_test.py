"""The checks can fail: each of these small trees breaks one rule, and its check must say so."""

import tempfile
from pathlib import Path

import arrows
import headers
import messages
import purity
import style
from tree import Finding, Tree

LONG = "x" * 101
BODY = "\n".join("  f();" for _ in range(70))
HEADER = "// What it is.\n#ifndef ARREARS_{0}_HPP\n#define ARREARS_{0}_HPP\n{1}\n#endif\n"

# check, path, text
BAD = [
    (arrows.layers, "src/model/a.cpp", "#include <arrears/law/law.hpp>\n"),
    (arrows.layers, "src/engine/a.cpp", "#include <arrears/language/compile.hpp>\n"),
    (arrows.layers, "src/engine/a.cpp", "#include <arrears/store/sqlite.hpp>\n"),
    (arrows.layers, "src/stores/memory/a.cpp", "#include <arrears/store/sqlite.hpp>\n"),
    (arrows.layers, "src/cli/a.cpp", "#include <rulebook/data.hpp>\n"),
    (arrows.layers, "bindings/a.cpp", "#include <rulebook/data.hpp>\n"),
    (arrows.layers, "include/arrears/law/a.hpp", "#include <law/data.hpp>\n"),
    (arrows.layers, "src/nowhere/a.cpp", "int a;\n"),
    (arrows.spelling, "src/law/a.cpp", '#include "data.hpp"\n'),
    (arrows.spelling, "src/law/a.cpp", "#include <law/../model/x.hpp>\n"),
    (arrows.third_parties, "src/engine/a.cpp", "#include <sodium.h>\n"),
    (arrows.third_parties, "src/language/lexer.cpp", "#include <boost/spirit/home/x3.hpp>\n"),
    (arrows.third_parties, "include/arrears/law/a.hpp", "#include <fmt/core.h>\n"),
    (arrows.third_parties, "src/engine/a.cpp", "#include <sqlite3.h>\n"),
    (purity.banned_headers, "src/decide/a.cpp", "#include <chrono>\n"),
    (purity.banned_calls, "src/ledger/a.cpp", "std::unordered_map<int, int> m;\n"),
    (purity.banned_calls, "src/ledger/a.cpp", "auto t = std::chrono::system_clock::now();\n"),
    (purity.banned_calls, "src/engine/a.cpp", "auto t = time(nullptr);\n"),
    (purity.banned_calls, "src/language/a.cpp", 'auto t = std::getenv("HOME");\n'),
    (purity.banned_calls, "src/gate/a.cpp", "int t = rand();\n"),
    (purity.floating_point, "src/money/a.cpp", "double amount = 1.0;\n"),
    (purity.toolchain, "src/law/a.cpp", "auto v = std::views::all(x);\n"),
    (purity.toolchain, "src/law/a.cpp", "__int128 wide;\n"),
    (purity.exceptions, "src/law/a.cpp", "void f() { throw 1; }\n"),
    (style.top_level, "helpers/a.txt", "x\n"),
    (style.columns, "src/law/a.cpp", f"// {LONG}\n"),
    (style.file_length, "tests/a.py", "x = 1\n" * 501),
    (style.function_length, "src/law/a.cpp", "namespace a {\nint f(int x) {\n" + BODY + "\n}\n}\n"),
    (style.function_length, "src/law/a.cpp", "struct A {\n int f() {\n" + BODY + "\n}\n};\n"),
    (style.function_length, "tests/a.py", "def f():\n" + "    x = 1\n" * 71),
    (style.public_comments, "include/arrears/law/a.hpp", "int a;\n"),
    (style.public_comments, "include/arrears/law/a.hpp", HEADER.format("LAW_B", "// x\nint a;")),
    (style.public_comments, "include/arrears/law/a.hpp",
     HEADER.format("LAW_A", "struct A {\n" + "int a;\n" * 5 + "};")),
    (messages.unsaid, "src/law/words/messages.txt", "en nothing says {0}\n"),
    (style.leftovers, "docs/a.md", "see /wo" + "rk/main\n"),
]

# What must pass, so that no check cries at everything.
GOOD = {
    "CMakeLists.txt": "project(arrears VERSION 1.2.3)\n",
    "src/version.hpp.in": "// V\n",
    "src/law/a.cpp": "#include <arrears/law/a.hpp>\n#include <vector>\n"
                     "// double, throw, time(nullptr) in a comment\n"
                     'const char* const text = "std::unordered_map and double";\n'
                     "const int n = 1'000'000;\n"
                     "std::int64_t daytime(int day) { return day; }\n",
    "src/stores/sqlite/a.cpp": "#include <arrears/store/sqlite.hpp>\n#include <sqlite3.h>\n",
    "src/law/b.cpp": 'auto a = say("a \\"long\\" "\n             "text", x);\n',
    "src/law/messages.txt": 'en a "long" text\ncs "dlouhý" text\n',
    "src/cli/a.cpp": "#include <arrears/engine/engine.hpp>\n#include <cli/a.hpp>\n",
    "include/arrears/law/a.hpp": HEADER.format("LAW_A", "// A.\nint a();"),
}


def _run(check, files: dict[str, str]) -> list[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files.items():
            file = Path(folder) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        return check(Tree(Path(folder)))


def _header_findings(files: dict[str, str]) -> list[Finding]:
    return _run(lambda tree: [f for found in headers.each_alone(tree).values() for f in found],
                GOOD | files)


def run() -> dict[str, list[Finding]]:
    """A result per small tree: empty when the check answered as it should."""
    results: dict[str, list[Finding]] = {}
    for number, (check, path, text) in enumerate(BAD):
        silent = not _run(check, {path: text})
        name = f"self test {number}: {check.__name__} of {path}"
        results[name] = [Finding(path, 1, "the check is silent")] if silent else []
    for check in {check for check, _, _ in BAD}:
        results[f"self test: {check.__name__} of good files"] = _run(check, GOOD)
    results["self test: a good header alone"] = _header_findings({})
    for name, text in {"needs": "std::string a();", "costly": "#include <chrono>",
                       "warns": "inline int f(long a) { return a; }"}.items():
        path = f"include/arrears/law/{name}.hpp"
        silent = not _header_findings({path: HEADER.format("LAW_" + name.upper(), text)})
        found = [Finding(path, 1, "the check is silent")] if silent else []
        results[f"self test: header {name}"] = found
    return results
