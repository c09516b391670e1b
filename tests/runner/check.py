"""`./dev check`: format, lint, headers and architecture.

    python3 tests/runner/check.py [--fix] [--format-only]
"""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/architecture"))
from tree import Tree  # noqa: E402


def formatted(fix: bool) -> list[str]:
    """Files that clang-format 14 would write differently; with `fix` it writes them."""
    tree = Tree(ROOT)
    files = tree.cpp("include", "src", "bindings", "tests", "bench", "examples")
    command = ["clang-format-14", "-i"] if fix else ["clang-format-14", "--dry-run", "-Werror"]

    def one(path: str) -> bool:
        answer = subprocess.run([*command, path], cwd=ROOT, capture_output=True, check=False)
        return answer.returncode == 0

    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        return [path for path, fine in zip(files, pool.map(one, files)) if not fine]


def linted() -> list[str]:
    """What clang-tidy says of the pure layers and, through them, of the public headers."""
    build = ROOT / "build/tidy"
    subprocess.run([str(ROOT / "dev"), "configure", "tidy"], check=True)
    # What the sources include and a build makes.
    made = [f"generated/{name}.hpp"
            for name in ("language/word_ids", "language/messages", "engine/messages")]
    subprocess.run(["cmake", "--build", build, "--target", *made], check=True,
                   stdout=subprocess.DEVNULL)
    files = [p for p in Tree(ROOT).cpp("src")
             if p.endswith(".cpp") and "/cli/" not in p and "grammar" not in p]

    def one(path: str) -> str:
        command = ["clang-tidy-14", "--quiet", "-p", str(build), path]
        answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        return "" if answer.returncode == 0 else f"{path}\n{answer.stdout}"

    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        return [text for text in pool.map(one, files) if text]


def main(arguments: list[str]) -> int:
    failed = passed = 0
    checks = [("format", lambda: formatted("--fix" in arguments))]
    if "--format-only" not in arguments:
        checks.append(("lint", linted))
    for name, check in checks:
        found = check()
        print(f"{'FAILED' if found else 'ok'} {name}")
        for text in found:
            print(f"  {text}")
        failed, passed = failed + bool(found), passed + (not found)
    if "--format-only" not in arguments:
        script = str(ROOT / "tests/architecture/architecture_test.py")
        answer = subprocess.run([sys.executable, script], check=False)
        failed, passed = failed + (answer.returncode != 0), passed + (answer.returncode == 0)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
