"""A store for each case, commands on it, and what they may leave behind."""

import re
import sqlite3
import sys
import tempfile
from pathlib import Path

import house as houses
from house import FIRST, House

HEADING = ["claim", "debtor", "principal", "currency", "due", "obligation", "relation", "plan",
           "variable", "name"]
GOOD = ["FV-900", "P-900", "12000.00", "CZK", "2026-09-01", "2026-08-03", "business",
        "company_invoices", "20260900", "Čapek s.r.o."]
PAYMENTS = ["id", "sum", "currency", "date", "variable"]


class Wrong(Exception):
    """What a case found."""


class Skipped(Exception):
    """Why a case could not run here."""


def expect(good: bool, what: str) -> None:
    if not good:
        raise Wrong(what)


def rows_of(store: Path) -> dict:
    """Every row of every table."""
    if not store.exists() or store.stat().st_size == 0:
        return {}
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE "
                                                 "type = 'table'")]
        out = {table: db.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
    db.close()
    return out


def files_of(folder: Path) -> dict:
    """What stands beside the store, without what belongs to it."""
    own = {"cases.db", "cases.db-wal", "cases.db-shm", "cases.db-lock"}
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
            for path in folder.rglob("*") if path.name not in own}


class Case:
    """One store of its own and what commands on it say."""

    def __init__(self, base: House, folder: Path):
        self.house = base.copy(folder)
        self.folder = folder

    def file(self, name: str, data: bytes | str) -> Path:
        path = self.folder / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def table(self, name: str, rows: list[list], heading: list[str] | None = None) -> Path:
        return houses.write_csv(self.folder / name, heading or HEADING, rows)

    def refuses(self, line: list[str], *words: str, codes: tuple = (1, 2), **more) -> str:
        """Runs a command that has to say no, with these words, and to change nothing."""
        rows, files = rows_of(self.house.store), files_of(self.folder)
        said = self.says_no(line, *words, codes=codes, **more)
        expect(rows_of(self.house.store) == rows, f"the store has changed: {said}")
        now = files_of(self.folder)
        changed = [name for name in now.keys() | files.keys() if now.get(name) != files.get(name)]
        expect(not changed, f"files have changed: {changed}")
        return said

    def says_no(self, line: list[str], *words: str, codes: tuple = (1, 2), **more) -> str:
        answer = houses.call(line, env=self.house.environment, **more)
        said = (answer.stderr + answer.stdout).decode("utf-8", "replace")
        expect(answer.returncode in codes, f"exit code {answer.returncode}: {said[:500]}")
        expect(answer.stderr.strip() or "check" in line or "test" in line, "nothing on stderr")
        for word in words:
            expect(re.search(word, said) is not None, f"says nothing of `{word}`: {said[:500]}")
        return said

    def does(self, line: list[str], *words: str, **more) -> str:
        answer = houses.call(line, env=self.house.environment, **more)
        said = (answer.stderr + answer.stdout).decode("utf-8", "replace")
        expect(answer.returncode == 0, f"exit code {answer.returncode}: {said[:500]}")
        for word in words:
            expect(re.search(word, said) is not None, f"says nothing of `{word}`: {said[:500]}")
        return said

    def claims(self, file: Path, *options) -> list[str]:
        return self.house.line("import", "--as", "claims", "--on", FIRST, "--rules", *houses.RULES,
                               *options, "--", file)

    def payments(self, file: Path, *options) -> list[str]:
        return self.house.line("import", "--as", "payments", "--on", FIRST, *options, "--", file)


def changed(row: list, **cells: str) -> list:
    out = list(row)
    for name, value in cells.items():
        out[HEADING.index(name)] = value
    return out


def base_store(command: Path, folder: Path) -> House:
    house = House(command, folder)
    folder.mkdir()
    with tempfile.TemporaryDirectory() as name:
        claims = houses.write_claims(Path(name) / "claims.csv", 5, 12)
        for line in (house.import_line("claims", claims, FIRST), house.run_line(houses.MIDDLE)):
            answer = houses.call(line)
            if answer.returncode != 0:
                raise RuntimeError(answer.stderr.decode())
    return house


def main(cases: dict) -> int:
    """Runs each case on a store of its own; a second argument picks those that name it."""
    command = houses.binary(sys.argv[1:2])
    wanted = sys.argv[2] if len(sys.argv) > 2 else ""
    passed = failed = skipped = 0
    with tempfile.TemporaryDirectory(prefix="input-") as name:
        base = base_store(command, Path(name) / "base")
        for number, (title, run) in enumerate(cases.items()):
            if wanted not in title:
                continue
            try:
                run(Case(base, Path(name) / str(number)))
                passed += 1
            except Wrong as why:
                failed += 1
                print(f"FAILED {title}: {why}")
            except Skipped as why:
                skipped += 1
                print(f"SKIPPED {title}: {why}")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0
