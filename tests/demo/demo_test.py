"""Runs the demo on a portfolio made for it and counts the summary again.

    python3 tests/demo/demo_test.py BINARIES [--record]

What it prints, and the picture made from its report, are those of README.md; --record puts them
there. With the public sample beside the repository (shared/data/portfolio) it is counted on that as
well; elsewhere that part is skipped.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/docs"))
from picture import picture  # noqa: E402

README, PICTURE = ROOT / "README.md", ROOT / "docs/images/report.svg"
SHOWN = re.compile(r"(\n## The demo\n.*?\n```text\n)(.*?)```\n", re.DOTALL)
SAMPLE = ROOT.parent / "shared/data/portfolio/accounts-receivable.csv"


def run(command: list) -> bool:
    return subprocess.run([str(part) for part in command], check=False).returncode == 0


def count(binaries: Path, portfolio: Path, out: Path) -> bool:
    out.mkdir()
    demo = [binaries / "arrears_demo", portfolio, out, ROOT / "rules/plans/reminders"]
    recount = [sys.executable, ROOT / "tests/demo/recount.py", portfolio, out / "summary.json"]
    with (out / "printed.txt").open("wb") as printed:
        ran = subprocess.run([str(part) for part in demo], stdout=printed, check=False)
    return ran.returncode == 0 and run(recount)


def published(out: Path, record: bool) -> bool:
    """Whether README.md shows what this run has printed and drawn."""
    lines = (out / "printed.txt").read_text(encoding="utf-8").splitlines(keepends=True)
    printed = "".join(line for line in lines if not line.startswith("report: "))
    drawn = picture((out / "report.html").read_text(encoding="utf-8"))
    readme = README.read_text(encoding="utf-8")
    shown = SHOWN.search(readme)
    if record and shown:
        README.write_text(readme[: shown.start(2)] + printed + readme[shown.end(2) :],
                          encoding="utf-8")
        PICTURE.write_text(drawn, encoding="utf-8")
        return True
    if not shown or shown.group(2) != printed:
        print(f"README.md does not show what the demo prints:\n{printed}")
        return False
    if PICTURE.read_text(encoding="utf-8") != drawn:
        print("docs/images/report.svg is not drawn from the demo's report")
        return False
    return True


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
        good = failed == 0 and published(Path(folder) / "made", "--record" in sys.argv)
        passed += good
        failed += not good
    skipped = 2 - len(portfolios)
    if skipped:
        print("SKIPPED sample: the public sample is not beside the repository")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
