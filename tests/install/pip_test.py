"""`pip install .` in a fresh virtual environment gives `import arrears` and the `arrears` command.

    python3 tests/install/pip_test.py

The build tools come from the package index; where none answers, the test is skipped. The compiler
cache makes it quick after ./dev build: library and flags are those of the release preset.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from steps import ROOT, Steps

CHECK = """
import arrears, datetime, pathlib
assert arrears.Money("1", "CZK") + arrears.Money("2", "CZK") == arrears.Money("3", "CZK")
law = pathlib.Path(arrears.law.bundled_path())
assert (law / "cz").is_dir() and law.is_relative_to(pathlib.Path(arrears.__file__).parent), law
packs = arrears.law.load(law, ["CZ"])
assert packs.countries == ["CZ"]
prague = arrears.zone.load(arrears.zone.bundled_path(), "Europe/Prague")
noon = datetime.datetime(2026, 7, 1, 22, 30, tzinfo=datetime.timezone.utc)
assert prague.moment(noon).day == datetime.date(2026, 7, 2)
print(arrears.__version__)
"""


def main() -> None:
    steps = Steps()
    with tempfile.TemporaryDirectory() as name:
        venv, python = Path(name) / "venv", Path(name) / "venv/bin/python"
        steps.run("a fresh environment", ["/usr/bin/python3", "-m", "venv", venv])
        tools = subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--retries", "1", "--timeout", "20",
             "scikit-build-core>=0.9", "pybind11>=2.10"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if tools.returncode != 0:
            print(tools.stdout)
            steps.skip("pip install", "no package index answers")
            steps.finish()
        environment = dict(os.environ, CCACHE_BASEDIR=str(ROOT), CCACHE_NOHASHDIR="1",
                           CMAKE_GENERATOR="Ninja")
        environment.pop("PYTHONPATH", None)
        # Where the cache sees the same relative paths as in build/release, from a compiler of the
        # same name.
        shutil.rmtree(ROOT / "build/wheel", ignore_errors=True)
        command = [python, "-m", "pip", "install", "--no-build-isolation", "--no-deps",
                   "--no-index",
                   "--config-settings=cmake.define.CMAKE_CXX_FLAGS_RELEASE=-O2",
                   "--config-settings=cmake.define.ARREARS_DEVELOPER_MODE=ON",
                   "--config-settings=cmake.define.CMAKE_C_COMPILER=/usr/bin/cc",
                   "--config-settings=cmake.define.CMAKE_CXX_COMPILER=/usr/bin/c++",
                   "--config-settings=cmake.define.CMAKE_CXX_COMPILER_LAUNCHER=ccache", ROOT]
        if steps.run("pip install .", command, env=environment, cwd=name) is not None:
            version = steps.run("import", [python, "-c", CHECK], env=environment, cwd=name)
            steps.run("the command", [venv / "bin/arrears", "--version"], env=environment, cwd=name)
            stated = (ROOT / "CMakeLists.txt").read_text()
            steps.hold("the version of CMakeLists.txt",
                       f"VERSION {(version or '').strip()} " in stated)
    steps.finish()


if __name__ == "__main__":
    sys.exit(main())
