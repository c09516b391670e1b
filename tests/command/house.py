"""A small house of collectors for tests that drive the command: files to import, days to run.

The same seed gives the same files. Everything happens between 9 September and 16 October 2026.
"""

import csv
import os
import random
import shutil
import subprocess
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RULES = [ROOT / "rules/plans/en", ROOT / "rules/plans/cz/vychozi_stavy"]
FIRST, MIDDLE, LAST = date(2026, 9, 9), date(2026, 9, 18), date(2026, 10, 16)
PLANS = ("company_invoices", "výchozí_stavy")
LONGEST = 120   # seconds that one command may take before it counts as hung


def binary(arguments: list[str]) -> Path:
    """The command under test: the folder of binaries that ctest names, or the release build."""
    folder = Path(arguments[0]) if arguments else ROOT / "build/release/bin"
    return folder.resolve() / "arrears"


@dataclass
class House:
    """One store with its spool, in a folder of its own."""

    command: Path
    folder: Path
    environment: dict = field(default_factory=lambda: dict(os.environ, LC_ALL="C.UTF-8"))
    rules: tuple = tuple(RULES)

    @property
    def store(self) -> Path:
        return self.folder / "cases.db"

    @property
    def spool(self) -> Path:
        return self.folder / "cases.db.spool"

    def line(self, name: str, *arguments) -> list[str]:
        """A command line on this store."""
        return [str(self.command), name, "--db", str(self.store), "--actor", "tester",
                "--zone", "Europe/Prague", *map(str, arguments)]

    def run(self, name: str, *arguments, **more) -> subprocess.CompletedProcess:
        return call(self.line(name, *arguments), env=self.environment, **more)

    def import_line(self, kind: str, file: Path, on: date) -> list[str]:
        return self.line("import", "--as", kind, "--on", on, "--rules", *self.rules, "--", file)

    def run_line(self, until: date) -> list[str]:
        return self.line("run", "--rules", *self.rules, "--until", until)

    def export(self) -> bytes:
        answer = self.run("export")
        if answer.returncode != 0:
            raise RuntimeError(f"export: {answer.stderr.decode()}")
        return answer.stdout

    def copy(self, folder: Path) -> "House":
        shutil.copytree(self.folder, folder)
        return House(self.command, folder, self.environment, self.rules)


def call(line: list[str], **more) -> subprocess.CompletedProcess:
    return subprocess.run(line, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=LONGEST, check=False, **more)


def write_csv(path: Path, heading: list[str], rows: list[list]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heading)
        writer.writerows(rows)
    return path


def write_claims(path: Path, seed: int, count: int) -> Path:
    """Claims of customers who have one to three of them, under two plans."""
    draw = random.Random(seed)
    rows = []
    for number in range(1, count + 1):
        person = draw.randrange(1, count * 2 // 3 + 1)
        due = date(2026, 8, 20) + timedelta(draw.randrange(16))
        principal = f"{draw.randrange(90, 80_000)}.{number % 100:02}"
        rows.append([f"FV-{number}", f"P-{person}", principal, "CZK", due, due - timedelta(29),
                     "business", PLANS[person % 2], 20260000 + number,
                     f"Zákazník {person} s.r.o.", f"ucto@p{person}.example", f"+420601{person:06}"])
    return write_csv(path, ["claim", "debtor", "principal", "currency", "due", "obligation",
                            "relation", "plan", "variable", "name", "email", "phone"], rows)


def write_payments(path: Path, claims: Path, seed: int) -> Path:
    """Some pay in full, some in part, one pays for nobody."""
    draw = random.Random(seed)
    rows = [["B-0", "700.00", "CZK", MIDDLE, "99"]]
    with claims.open(encoding="utf-8") as file:
        for claim in csv.DictReader(file):
            if draw.random() < 0.4:
                part = draw.choice([100, 100, 50, 10])
                sum_ = f"{float(claim['principal']) * part / 100:.2f}"
                day = MIDDLE - timedelta(draw.randrange(4))
                rows.append([f"B-{claim['claim']}", sum_, "CZK", day, claim["variable"]])
    return write_csv(path, ["id", "sum", "currency", "date", "variable"], rows)


def write_receipts(path: Path, spool: Path, seed: int) -> Path:
    """What became of the messages that stand in the spool: some could not be delivered."""
    draw = random.Random(seed)
    rows = []
    for manifest in sorted(spool.glob("*/manifest.csv")):
        with manifest.open(encoding="utf-8") as file:
            for message in csv.DictReader(file):
                if manifest.parent.name != "letter" and draw.random() < 0.4:
                    rows.append([message["key"], "failed", MIDDLE])
    return write_csv(path, ["sending", "what", "date"], rows)


def write_complete(path: Path) -> Path:
    return write_csv(path, ["through"], [[MIDDLE]])
