"""./dev bench [SUITE]: runs the bench programs and writes their results as one list."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SUITES = ["strategy", "compile", "one_case", "age", "interest", "night"]


def main() -> int:
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("--build", type=Path, default=ROOT / "build/bench")
    parser.add_argument("suite", nargs="?", choices=SUITES)
    options = parser.parse_args()
    results = []
    for suite in [options.suite] if options.suite else SUITES:
        program = (ROOT / options.build / "bin" / f"bench_{suite}").resolve()
        ran = subprocess.run([program], check=False, stdout=subprocess.PIPE, text=True)
        if ran.returncode != 0:
            print(f"bench: {suite} failed", file=sys.stderr)
            return 1
        for line in ran.stdout.splitlines():
            result = json.loads(line)
            results.append(result)
            print(
                f"{result['suite']:10} {result['case']:28} {result['rival']:24} "
                f"{result['value']:12.1f} {result['unit']:8} ratio {result['ratio']:.3f}"
            )
    out = ROOT / "build/bench/results.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    print(f"results: {out.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
