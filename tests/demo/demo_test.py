"""Runs the demo on a portfolio made for it and counts the summary again.

    python3 tests/demo/demo_test.py BINARIES

With the public sample beside the repository (shared/data/portfolio) it is counted on that as well;
elsewhere that part is skipped.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT.parent / "shared/data/portfolio/accounts-receivable.csv"


def run(command: list) -> bool:
    return subprocess.run([str(part) for part in command], check=False).returncode == 0


def count(binaries: Path, portfolio: Path, out: Path) -> bool:
    demo = [binaries / "arrears_demo", portfolio, out, ROOT / "rules/plans/reminders"]
    recount = [sys.executable, ROOT / "tests/demo/recount.py", portfolio, out / "summary.json"]
    return run(demo) and run(recount)


def main() -> int:
    binaries = Path(sys.argv[1])
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "portfolio.csv"
        with made.open("wb") as file:
            maker = [sys.executable, str(ROOT / "examples/demo/make_portfolio.py")]
            subprocess.run(maker, check=True, stdout=file)
        portfolios = {"made": made}
        if SAMPLE.exists():
            portfolios["sample"] = SAMPLE
        for name, portfolio in portfolios.items():
            good = count(binaries, portfolio, Path(folder) / name)
            passed += good
            failed += not good
    skipped = 2 - len(portfolios)
    if skipped:
        print("SKIPPED sample: the public sample is not beside the repository")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
