"""Each public header compiles alone, quickly, and brings in nothing that costs its readers."""

import os
import re
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tree import Finding, Tree

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Wold-style-cast",
            "-Wnon-virtual-dtor", "-Woverloaded-virtual", "-Werror"]
# Standard headers that would cost every reader of a public header half a second each, or that no
# public signature needs.
COSTLY = ("chrono", "filesystem", "iostream", "regex", "thread", "iomanip", "fstream", "random")
CLOSURE_MAX = 400     # files; the standard library's own small files included
SECONDS_MAX = 4.0     # of the processor, loose: a real header needs under one


def generate_version(tree: Tree, into: Path) -> None:
    """Writes version.hpp as CMake would, so that the check needs no build."""
    version = re.search(r"project\(arrears VERSION ([0-9.]+)", tree.text("CMakeLists.txt"))
    numbers = (version.group(1) if version else "0.0.0").split(".")
    text = tree.text("src/version.hpp.in").replace("@PROJECT_VERSION@", ".".join(numbers))
    for name, number in zip(("MAJOR", "MINOR", "PATCH"), numbers):
        text = text.replace(f"@PROJECT_VERSION_{name}@", number)
    (into / "arrears").mkdir(parents=True, exist_ok=True)
    (into / "arrears/version.hpp").write_text(text)


def _check_one(tree: Tree, path: str, generated: Path) -> list[Finding]:
    name = path.removeprefix("include/")
    source = generated / (re.sub(r"\W", "_", name) + ".cpp")
    depends = source.with_suffix(".d")
    source.write_text(f"#include <{name}>\n#include <{name}>\n")
    command = [os.environ.get("CXX", "g++"), "-std=c++20", *WARNINGS, "-fsyntax-only",
               f"-I{tree.root / 'include'}", f"-I{generated}", "-MD", "-MF", str(depends),
               str(source)]
    with open(source.with_suffix(".log"), "w+", encoding="utf-8") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        log.seek(0)
        said = log.read()
    if process.returncode != 0:
        return [Finding(path, 1, "does not compile alone:\n" + said[:2000])]
    closure = depends.read_text().replace("\\\n", " ").split()[1:]
    found = []
    if len(closure) > CLOSURE_MAX:
        found.append(Finding(path, 1, f"brings in {len(closure)} files, {CLOSURE_MAX} allowed"))
    for costly in COSTLY:
        if any(re.search(rf"/c\+\+/[0-9.]+/{costly}$", file) for file in closure):
            found.append(Finding(path, 1, f"brings in <{costly}>"))
    if used.ru_utime + used.ru_stime > SECONDS_MAX:
        found.append(Finding(path, 1, f"costs {used.ru_utime:.1f} s to compile"))
    return found


def each_alone(tree: Tree) -> dict[str, list[Finding]]:
    """Findings per public header."""
    paths = [p for p in tree.cpp("include") if p.endswith(".hpp")]
    with tempfile.TemporaryDirectory() as folder:
        generate_version(tree, Path(folder))
        with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
            answers = pool.map(lambda path: _check_one(tree, path, Path(folder)), paths)
            return dict(zip(paths, answers))
