"""./dev demo: makes a portfolio unless one is named and runs the demo over it."""

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    parser = argparse.ArgumentParser(prog="./dev demo", description=__doc__)
    parser.add_argument("--data", type=Path, help="accounts receivable, columns as in docs/demo.md")
    options = parser.parse_args()
    out = ROOT / "build/demo"
    out.mkdir(parents=True, exist_ok=True)
    data = options.data
    if data is None:
        data = out / "portfolio.csv"
        maker = [sys.executable, ROOT / "examples/demo/make_portfolio.py"]
        with data.open("wb") as file:
            subprocess.run(maker, check=True, stdout=file)
    command = ROOT / "build/release/bin/arrears_demo"
    return subprocess.run([command, data, out, ROOT / "rules/plans/reminders"]).returncode


if __name__ == "__main__":
    sys.exit(main())
