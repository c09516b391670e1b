"""Calculations of the library, recomputed by a second program from what they print.

    python3 tests/proof/recompute_test.py [BINARIES [COUNT]]

tests/proof/recompute.py has to find every line of every generated history in order, and of a house
of collectors by way of the command; and it has to refuse each calculation in which one figure was
changed.
"""

import csv
import io
import os
import random
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "command"))
import house as houses  # noqa: E402
import journal_house  # noqa: E402
import journal_test  # noqa: E402

PROGRAM = HERE / "recompute.py"
OTHER_COUNT = {"act_act": "act_360", "act_365": "act_360", "act_360": "act_365",
               "thirty_360": "act_365"}


def recomputed(*arguments) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, str(PROGRAM), *map(str, arguments)], check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def generated(binaries: Path, file: Path, count: int) -> None:
    environment = dict(os.environ, ARREARS_CALCULATIONS=str(file), ARREARS_HISTORIES=str(count))
    answer = subprocess.run([str(binaries / "ledger_test"), "--test-case=calculations of *"],
                            env=environment, check=False, stdout=subprocess.PIPE, text=True)
    if answer.returncode != 0 or not file.exists():
        raise RuntimeError(answer.stdout)


def split(file: Path) -> list[tuple[str, list[dict], str]]:
    """Each calculation of a file: its heading, its rows, its line of JSON."""
    out, heading, lines = [], "", []
    with file.open(encoding="utf-8", newline="") as text:
        for line in text:
            if line.startswith("# calculation "):
                heading, lines = line, []
            elif line.startswith("# json "):
                out.append((heading, list(csv.DictReader(lines)), line))
            else:
                lines.append(line)
    return out


def more(text: str) -> str:
    """The last digit one higher."""
    value = Decimal(text)
    return str(value + Decimal(1).scaleb(value.as_tuple().exponent))


def spoil(row: dict, column: str) -> dict:
    """One figure is another one."""
    out = dict(row)
    if column in ("from", "until"):
        out[column] = str(date.fromisoformat(row[column]) + timedelta(1))
    elif column == "day_count":
        out[column] = OTHER_COUNT[row[column]]
    elif column == "days":
        out[column] = str(int(row[column]) + 1)
    else:
        out[column] = more(row[column])
    return out


def figures(row: dict) -> list[str]:
    """The columns of a row in which a change must be noticed."""
    out = ["amount"]
    if row["what"] in ("payment", "claim") and not row["amount"].startswith("-"):
        out.append("base")
    if row["what"] == "interest":
        out += ["exact", "days", "from", "until", "base"] + ["cap"] * bool(row["cap"])
        # In a few hellers another rate may be lost in six places.
        small = Decimal(row["base"]) <= 100 or Decimal(row["rate"]) <= 0 or int(row["days"]) <= 3
        if not small and not row["cap"]:
            out += ["rate", "day_count"]
    return out


def spoiled(file: Path, other: Path, seed: int) -> tuple[int, set[str]]:
    """Writes every calculation of a file with one figure changed, or one line left out."""
    draw, changed, columns = random.Random(seed), 0, set()
    with other.open("w", encoding="utf-8", newline="") as out:
        for heading, rows, balance in split(file):
            at = draw.randrange(len(rows))
            column = draw.choice(figures(rows[at]) + ["line"])
            if column == "line" and Decimal(rows[at]["amount"]) == 0:
                column = "amount"
            rest = rows[:at] + ([] if column == "line" else [spoil(rows[at], column)])
            rest += rows[at + 1:]
            if not rest:
                continue
            table = io.StringIO()
            writer = csv.DictWriter(table, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rest)
            out.write(heading + table.getvalue() + balance)
            changed, columns = changed + 1, columns | {column}
    return changed, columns


def unnoticed(other: Path, changed: int) -> list[str]:
    said = recomputed(other).stdout
    named = {line.split("calculation ")[1].split(":")[0] for line in said.splitlines()
             if ": calculation " in line}
    every = {heading.split()[2] for heading, _, _ in split(other)}
    if len(every) != changed:
        return ["names of calculations are not unique"]
    return [f"a changed figure in calculation {name} was not noticed"
            for name in sorted(every - named)]


def of_the_command(binaries: Path, folder: Path) -> list[str]:
    """Every case of a house, as the command prints it."""
    house = houses.House(binaries / "arrears", folder)
    folder.mkdir()
    journal_house.fill(house, journal_test.SEED)
    wrong, table, balance = [], folder / "calculation.csv", folder / "calculation.json"
    for number in range(journal_house.CASES):
        for format_, file in (("csv", table), ("json", balance)):
            answer = house.run("reckon", f"K-{number}", "--on", houses.LAST, "--format", format_)
            file.write_bytes(journal_house.must(answer))
        answer = recomputed(table, "--json", balance)
        if answer.returncode != 0:
            wrong.append(f"K-{number}: {answer.stdout}")
    return wrong


def main() -> int:
    binaries = houses.binary(sys.argv[1:2]).parent
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 2_000
    passed = failed = 0
    with tempfile.TemporaryDirectory() as name:
        file, other = Path(name) / "calculations.csv", Path(name) / "spoiled.csv"
        generated(binaries, file, count)
        answer = recomputed(file)
        print(answer.stdout[-4_000:], end="")
        good = answer.returncode == 0 and answer.stdout.startswith(f"{count} calculations, ")
        changed, columns = spoiled(file, other, count)
        print(f"{changed} changed in one of: {', '.join(sorted(columns))}")
        # A cap is rare: it may be in none of a small sample that was changed.
        enough = changed > count * 0.9 and len(columns - {"cap"}) == 9
        checks = [[] if good else ["generated histories disagree"],
                  [] if enough else ["too few were changed"],
                  unnoticed(other, changed), of_the_command(binaries, Path(name) / "house")]
        for wrong in checks:
            print("".join(f"{text}\n" for text in wrong[:20]), end="")
            passed, failed = passed + (not wrong), failed + bool(wrong)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
