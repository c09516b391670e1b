"""Runs the blocks of pages of documentation and compares what they print.

A page is a script: a block that gives a file name as its language writes that file, a block
```sh is run with the built command, library and Python package on their paths, and ```text is what
the block before it prints.
A block ```plan is an excerpt: its lines stand together in one of the rule files of the page.
Each page gets a directory of its own. --record writes what was printed into the pages instead.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def lines_of(text: str) -> list[str]:
    """Lines without indentation, which means nothing in rules; empty ones are left out."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def stands_in(excerpt: str, files: list[str]) -> bool:
    wanted = lines_of(excerpt)
    return any(wanted == there[at : at + len(wanted)]
               for there in map(lines_of, files) for at in range(len(there)))


def run_page(page: Path, binaries: Path, record: bool) -> tuple[int, int]:
    text = page.read_text(encoding="utf-8")
    passed = failed = 0
    printed = None
    out = []
    at = 0
    files = [body for kind, body in BLOCK.findall(text) if kind.endswith(".plan")]
    build = binaries.parent
    environment = dict(
        os.environ, PATH=f"{binaries}:{Path(sys.executable).parent}:{os.environ['PATH']}",
        CPLUS_INCLUDE_PATH=f"{ROOT / 'include'}:{build / 'generated'}",
        LIBRARY_PATH=str(build / "lib"), LD_LIBRARY_PATH=str(build / "lib"),
        PYTHONPATH=str(build / "python"), PYTHONDONTWRITEBYTECODE="1")
    with tempfile.TemporaryDirectory() as folder:
        for block in BLOCK.finditer(text):
            kind, body = block.groups()
            line = text.count("\n", 0, block.start()) + 1
            if kind == "sh":
                ran = subprocess.run(
                    ["bash", "-eu", "-c", body], cwd=folder, env=environment, text=True,
                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
                )
                printed = ran.stdout
                if ran.returncode == 0 or "# exit 1" in body and ran.returncode == 1:
                    passed += 1
                else:
                    failed += 1
                    print(f"{page}:{line}: exit code {ran.returncode}\n{printed}")
            elif kind == "plan":
                if stands_in(body, files):
                    passed += 1
                else:
                    failed += 1
                    print(f"{page}:{line}: no rule file of the page has these lines")
            elif kind == "text" and printed is not None:
                if printed == body:
                    passed += 1
                elif record:
                    out.append(text[at : block.start(2)] + printed)
                    at = block.end(2)
                else:
                    failed += 1
                    print(f"{page}:{line}: expected\n{body}printed\n{printed}")
                printed = None
            elif "." in kind:
                (Path(folder) / kind).parent.mkdir(parents=True, exist_ok=True)
                (Path(folder) / kind).write_text(body, encoding="utf-8")
    if record:
        page.write_text("".join(out) + text[at:], encoding="utf-8")
    return passed, failed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", type=Path, default=ROOT / "build/release/bin")
    parser.add_argument("--record", action="store_true")
    parser.add_argument("pages", nargs="*", type=Path, default=[ROOT / "docs/tutorial.md"])
    options = parser.parse_args()
    passed = failed = 0
    for page in options.pages:
        one_passed, one_failed = run_page(page, options.bin.resolve(), options.record)
        passed += one_passed
        failed += one_failed
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
