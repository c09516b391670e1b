"""Runs every fuzz program of a build for some seconds each.

    python3 tests/fuzz/run.py BUILD [--seconds N]

Starts from samples of the repository; the seed is printed, so that a run can be repeated. An input
that breaks something is left in BUILD/fuzz and its file is named.
"""

import argparse
import random
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# What each program starts from: files, and the bytes that choose a variant.
SAMPLES = {
    "rules": (["rules/plans/**/*.plan", "tests/golden/language/**/*.golden",
               "bench/tables/*.plan"], b""),
    "rows": (["tests/data/**/*.csv", "docs/import.md"], b"\0\0"),
    "cases": (["rules/law/*/cases.csv"], b""),
    "mapping": (["docs/import.md"], b""),
    "stored": (["tests/data/journal/**/*"], b"\3\0"),
    "facts": (["tests/data/facts/*.json"], b""),
    "heads": (["tests/data/journal/**/*"], b""),
}


def corpus(name: str, folder: Path) -> None:
    patterns, prefix = SAMPLES.get(name, ([], b""))
    folder.mkdir(parents=True, exist_ok=True)
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file() and path.stat().st_size < 1 << 16:
                (folder / path.name).write_bytes(prefix + path.read_bytes())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1, 1 << 31))
    options = parser.parse_args()
    passed = failed = 0
    print(f"seed {options.seed}")
    for program in sorted((options.build / "bin").glob("fuzz_*")):
        name = program.name.removeprefix("fuzz_")
        folder = options.build / "fuzz" / name
        corpus(name, folder)
        answer = subprocess.run(
            [program, f"-max_total_time={options.seconds}", f"-seed={options.seed}",
             "-max_len=65536", "-timeout=20", "-rss_limit_mb=2048", "-verbosity=0",
             f"-artifact_prefix={folder.parent}/{name}-", folder],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        fine = answer.returncode == 0
        passed, failed = passed + fine, failed + (not fine)
        print(f"{'ok' if fine else 'FAILED'} fuzz {name}")
        if not fine:
            print("".join(f"    {line}\n" for line in answer.stdout.splitlines()[-40:]), end="")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
