"""Installs the release build to an empty prefix and builds and runs examples/embed against it.

    python3 tests/install/embed_test.py BUILD

A consumer needs no header and no package of our dependencies, and the prefix can be moved.
"""

import os
import re
import sys
import tempfile
from pathlib import Path

from steps import ROOT, Steps

FOREIGN = re.compile(r"sqlite|\bfmt\b|boost|sodium|utf8proc|nlohmann|CLI11|Threads", re.IGNORECASE)
WARNINGS = ("-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Wnon-virtual-dtor "
            "-Woverloaded-virtual -Werror")
PLAIN_LIBRARIES = ("libarrears", "libstdc++", "libgcc_s", "libc.", "libm.", "ld-linux",
                   "linux-vdso")


def check_package(steps: Steps, prefix: Path) -> None:
    """The exported package asks for nothing and names nobody."""
    package = "".join(p.read_text() for p in sorted(prefix.glob("lib/**/cmake/arrears/*.cmake")))
    steps.hold("the package is there", "arrears::arrears" in package)
    code = "\n".join(line for line in package.splitlines() if not line.lstrip().startswith("#"))
    steps.hold("no find_dependency and no third party in it",
               "find_dependency" not in code and not FOREIGN.search(code),
               str(FOREIGN.findall(code)))
    foreign = [str(p) for p in sorted((prefix / "include").rglob("*.hpp"))
               if re.search(r"#include <(sqlite3|fmt/|boost/|sodium|utf8proc|nlohmann|CLI/)",
                            p.read_text())]
    steps.hold("no public header includes a third party", not foreign, str(foreign))
    for name in ("law/cz", "zones", "plans"):
        steps.hold(f"share/arrears/{name} is installed", (prefix / "share/arrears" / name).is_dir())


def check_closure(steps: Steps, build: Path, program: Path, library: Path) -> None:
    """What the compiled example has read and what it links."""
    depends = "".join(p.read_text() for p in build.rglob("*.o.d"))
    foreign = [f for f in depends.split() if re.search(r"/(fmt|boost|nlohmann)/|/(sqlite3|sodium|"
                                                      r"utf8proc)\.h$", f)]
    steps.hold("no foreign header was read", not foreign, str(foreign))
    environment = dict(os.environ, LD_LIBRARY_PATH=str(library.parent))
    linked = steps.run("ldd", ["ldd", program], env=environment) or ""
    others = [line.split()[0] for line in linked.splitlines()
              if line.strip() and not Path(line.split()[0]).name.startswith(PLAIN_LIBRARIES)]
    steps.hold("only the library itself and the system are linked", not others, str(others))


def run_example(steps: Steps, what: str, program: Path, prefix: Path, folder: Path) -> str:
    """Runs it in an empty folder that has the installed rules as rules/."""
    folder.mkdir()
    (folder / "rules").symlink_to(prefix / "share/arrears")
    library = next(prefix.glob("lib/**/libarrears.so"))
    environment = dict(os.environ, LD_LIBRARY_PATH=str(library.parent))
    return steps.run(what, [program], cwd=folder, env=environment) or ""


def main() -> None:
    release = Path(sys.argv[1]).resolve()
    steps = Steps()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prefix, build = folder / "prefix", folder / "build"
        if steps.run("install", ["cmake", "--install", release, "--prefix", prefix]) is None:
            steps.finish()
        check_package(steps, prefix)
        configured = steps.run("configure", [
            "cmake", "-S", ROOT / "examples/embed", "-B", build, "-G", "Ninja",
            f"-DCMAKE_PREFIX_PATH={prefix}", f"-DCMAKE_CXX_FLAGS={WARNINGS}"])
        if configured is None or steps.run("build", ["cmake", "--build", build]) is None:
            steps.finish()
        library = next(prefix.glob("lib/**/libarrears.so"))
        program = build / "embed"
        check_closure(steps, build, program, library)
        said = run_example(steps, "run", program, prefix, folder / "first")
        steps.hold("10 034,77 Kč of principal after the payment",
                   re.search(r"10.?034,77", said) is not None, said)
        steps.hold("11 260,61 Kč of debt on 18 September",
                   re.search(r"11.?260,61", said) is not None, said)
        steps.hold("12 065,67 Kč as it was known before",
                   re.search(r"12.?065,67", said) is not None, said)
        moved = folder / "elsewhere"
        prefix.rename(moved)
        again = run_example(steps, "run with the prefix moved", program, moved, folder / "second")
        steps.hold("the same answers", said == again and said != "", again)
        command = steps.run("the installed command", [moved / "bin/arrears", "--version"])
        steps.hold("its version", command is not None and "0." in command, command or "")
    steps.finish()


if __name__ == "__main__":
    main()
