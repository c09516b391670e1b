"""Installs a build to an empty prefix and builds and runs examples/embed against it.

    python3 tests/install/embed_test.py BUILD [--static]

A consumer of the shared library needs no header and no package of our dependencies; one of the
static library has them found by the package. Either prefix can be moved.
"""

import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

from steps import ROOT, Steps

FOREIGN = re.compile(r"sqlite|\bfmt\b|boost|sodium|utf8proc|nlohmann|CLI11|Threads", re.IGNORECASE)
WARNINGS = ("-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Wnon-virtual-dtor "
            "-Woverloaded-virtual -Werror")
PLAIN_LIBRARIES = ("libarrears", "libstdc++", "libgcc_s", "libc.", "libm.", "ld-linux",
                   "linux-vdso")


def check_package(steps: Steps, prefix: Path, static: bool) -> None:
    """The package of a shared library asks for nothing and names nobody; a static one's does."""
    package = "".join(p.read_text() for p in sorted(prefix.glob("lib/**/cmake/arrears/*.cmake")))
    steps.hold("the package is there", "arrears::arrears" in package)
    code = "\n".join(line for line in package.splitlines() if not line.lstrip().startswith("#"))
    if static:
        steps.hold("the package looks for what the library uses", "find_dependency" in code)
        steps.hold("the library is an archive", any(prefix.glob("lib/**/libarrears.a"))
                   and not any(prefix.glob("lib/**/libarrears.so*")))
    else:
        steps.hold("no find_dependency and no third party in it",
                   "find_dependency" not in code and not FOREIGN.search(code),
                   str(FOREIGN.findall(code)))
    foreign = [str(p) for p in sorted((prefix / "include").rglob("*.hpp"))
               if re.search(r"#include <(sqlite3|fmt/|boost/|sodium|utf8proc|nlohmann|CLI/)",
                            p.read_text())]
    steps.hold("no public header includes a third party", not foreign, str(foreign))
    for name in ("law/cz", "zones", "plans"):
        steps.hold(f"share/arrears/{name} is installed", (prefix / "share/arrears" / name).is_dir())


def check_closure(steps: Steps, build: Path, program: Path, static: bool) -> None:
    """What the compiled example has read and what it links."""
    depends = "".join(p.read_text() for p in build.rglob("*.o.d"))
    foreign = [f for f in depends.split() if re.search(r"/(fmt|boost|nlohmann)/|/(sqlite3|sodium|"
                                                      r"utf8proc)\.h$", f)]
    steps.hold("no foreign header was read", not foreign, str(foreign))
    linked = steps.run("ldd", ["ldd", program], env=beside(program)) or ""
    names = [line.split()[0] for line in linked.splitlines() if line.strip()]
    if static:
        steps.hold("no library of ours is linked at run time",
                   not any("libarrears" in name for name in names), str(names))
    else:
        others = [n for n in names if not Path(n).name.startswith(PLAIN_LIBRARIES)]
        steps.hold("only the library itself and the system are linked", not others, str(others))


def beside(program: Path) -> dict[str, str]:
    """The environment in which PREFIX/bin/program finds PREFIX/lib."""
    libraries = [str(p.parent) for p in program.parents[1].glob("lib/**/libarrears.so")]
    return dict(os.environ, LD_LIBRARY_PATH=":".join(libraries))


def run_example(steps: Steps, what: str, prefix: Path, folder: Path) -> str:
    """Runs it in an empty folder that has the installed rules as rules/."""
    folder.mkdir()
    (folder / "rules").symlink_to(prefix / "share/arrears")
    program = prefix / "bin/embed"
    return steps.run(what, [program], cwd=folder, env=beside(program)) or ""


def main() -> None:
    release, static = Path(sys.argv[1]).resolve(), "--static" in sys.argv[2:]
    steps = Steps()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prefix, build = folder / "prefix", folder / "build"
        if steps.run("install", ["cmake", "--install", release, "--prefix", prefix]) is None:
            steps.finish()
        check_package(steps, prefix, static)
        configured = steps.run("configure", [
            "cmake", "-S", ROOT / "examples/embed", "-B", build, "-G", "Ninja",
            f"-DCMAKE_PREFIX_PATH={prefix}", f"-DCMAKE_CXX_FLAGS={WARNINGS}"])
        if configured is None or steps.run("build", ["cmake", "--build", build]) is None:
            steps.finish()
        program = prefix / "bin/embed"  # where a static library looks for its data from
        shutil.copy(build / "embed", program)
        check_closure(steps, build, program, static)
        said = run_example(steps, "run", prefix, folder / "first")
        steps.hold("10 034,77 Kč of principal after the payment",
                   re.search(r"10.?034,77", said) is not None, said)
        steps.hold("11 260,61 Kč of debt on 18 September",
                   re.search(r"11.?260,61", said) is not None, said)
        steps.hold("12 065,67 Kč as it was known before",
                   re.search(r"12.?065,67", said) is not None, said)
        moved = folder / "elsewhere"
        prefix.rename(moved)
        again = run_example(steps, "run with the prefix moved", moved, folder / "second")
        steps.hold("the same answers", said == again and said != "", again)
        command = steps.run("the installed command", [moved / "bin/arrears", "--version"])
        steps.hold("its version", command is not None and "0." in command, command or "")
    steps.finish()


if __name__ == "__main__":
    main()
