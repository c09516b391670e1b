"""Changes a store behind the engine's back, one thing at a time, and asks `arrears verify`.

    python3 tests/store/tamper_test.py [BINARIES]

Every column of every table, as the file itself names them, in its first and its last row; rows
cut off, taken out, doubled and swapped; an older copy put back. Each change is made in a fresh copy
of a store in which every table has rows. `verify` has to answer 1 and name what is wrong.
"""

import json
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "command"))
import house as houses  # noqa: E402
from house import House  # noqa: E402

CLAIMS = 8
# Columns of which a change may stay unseen, each with the reason why that does no harm.
HARMLESS: dict[tuple[str, str], str] = {}
# Columns that nobody can change, because SQLite computes them.
COMPUTED = {("case_row", "due")}

Change = Callable[[sqlite3.Connection], None]


@dataclass
class Score:
    passed: int = 0
    failed: int = 0
    seen: set = field(default_factory=set)

    def note(self, name: str, why: str) -> None:
        self.passed += not why
        self.failed += bool(why)
        if why:
            print(f"FAILED {name}: {why}")


def build(command: Path, folder: Path) -> House:
    """A store in the middle of its work: messages wait, a payment is unmatched, a fact waits."""
    house = House(command, folder / "store")
    house.folder.mkdir()
    claims = houses.write_claims(folder / "claims.csv", 5, CLAIMS)
    late = houses.MIDDLE + houses.timedelta(1)
    payments = houses.write_payments(folder / "payments.csv", claims, 2)
    more = houses.write_csv(folder / "more.csv", ["id", "sum", "currency", "date", "variable"],
                            [["B-900", "10.00", "CZK", houses.MIDDLE, "20260001"],
                             ["B-901", "11.00", "CZK", houses.MIDDLE, "20260002"]])
    for line in (house.import_line("claims", claims, houses.FIRST),
                 house.run_line(houses.MIDDLE),
                 house.import_line("payments", payments, late),
                 house.import_line("complete", houses.write_complete(folder / "c.csv"), late),
                 house.run_line(late),
                 house.import_line("payments", more, late + houses.timedelta(1))):
        answer = houses.call(line)
        if answer.returncode != 0:
            raise RuntimeError(f"{' '.join(line)}: {answer.stderr.decode()}")
    return house


class Bench:
    """Makes copies, changes them, asks verify."""

    def __init__(self, house: House, folder: Path):
        self.house, self.folder, self.number = house, folder, 0

    def fresh(self) -> House:
        self.number += 1
        copy = House(self.house.command, self.folder / str(self.number), self.house.environment)
        copy.folder.mkdir()
        shutil.copy(self.house.store, copy.store)
        return copy

    def tell(self, change: Change, *options) -> tuple[int, str]:
        """The exit code of verify after a change, and what it said."""
        copy = self.fresh()
        store = sqlite3.connect(copy.store)
        try:
            change(store)
            store.commit()
        finally:
            store.close()
        answer = copy.run("verify", *options)
        shutil.rmtree(copy.folder)
        return answer.returncode, (answer.stdout + answer.stderr).decode("utf-8", "replace")


def must_see(told: tuple[int, str]) -> str:
    code, text = told
    if code != 1:
        return f"verify answered {code}: {text[:300]}"
    if len(text.strip()) < 20:
        return f"verify does not say what is wrong: {text!r}"
    return ""


def other_values(value) -> list:
    """Values that differ in one byte or by one, at the beginning, in the middle, at the end."""
    if value is None:
        return [1, "x", b"x" * 32]
    if isinstance(value, int):
        return [value + 1, value - 1, value + 86_400, -value - 7]
    if isinstance(value, str):
        value = value.encode()
    if not value:
        return ["x", b"x"]
    places = sorted({0, len(value) // 2, len(value) - 1})
    changed = [value[:at] + bytes([value[at] ^ 1]) + value[at + 1:] for at in places]
    return changed


def columns_of(store: sqlite3.Connection) -> dict[str, list[tuple[str, str, bool]]]:
    """Tables of the file: their columns with type and whether they are part of the key."""
    tables = [name for (name,) in store.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    out = {}
    for table in tables:
        out[table] = []
        for _, name, kind, _, _, key, hidden in store.execute(f"PRAGMA table_xinfo({table})"):
            if hidden == 0:
                out[table].append((name, kind, bool(key)))
            elif (table, name) not in COMPUTED:
                raise RuntimeError(f"{table}.{name} is computed and not listed")
    return out


def set_cell(table: str, keys: list[str], row: tuple, column: str, value) -> Change:
    def change(store: sqlite3.Connection) -> None:
        where = " AND ".join(f"{key} IS ?" for key in keys)
        done = store.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", (value, *row))
        if done.rowcount != 1:
            raise RuntimeError(f"{table}.{column}: {done.rowcount} rows changed")
    return change


def every_column(bench: Bench, score: Score) -> None:
    store = sqlite3.connect(bench.house.store)
    tables = columns_of(store)
    for table, columns in tables.items():
        keys = [name for name, _, key in columns if key]
        rows = store.execute(f"SELECT {', '.join(keys)} FROM {table}").fetchall()
        if not rows:
            score.note(table, "the store of this test has no row there")
            continue
        rows = [rows[at] for at in sorted({0, len(rows) - 1})]
        for column, kind, _ in columns:
            for row in rows:
                where = " AND ".join(f"{key} IS ?" for key in keys)
                value, = store.execute(f"SELECT {column} FROM {table} WHERE {where}",
                                       row).fetchone()
                one_cell(bench, score, table, keys, row, column, kind, value)
    store.close()


def one_cell(bench: Bench, score: Score, table: str, keys: list[str], row: tuple, column: str,
             kind: str, value) -> None:
    done = 0
    for other in other_values(value) + ([None] if value is not None else []):
        if isinstance(other, bytes) and kind == "TEXT":
            other = other.decode("utf-8", "replace")
        name = f"{table}.{column} of {row}: {str(value)[:40]!r} became {str(other)[:40]!r}"
        try:
            told = bench.tell(set_cell(table, keys, row, column, other))
        except sqlite3.IntegrityError:
            continue   # SQLite itself does not let this value in
        done += 1
        if (table, column) in HARMLESS:
            continue
        score.note(name, must_see(told))
    if not done:
        score.note(f"{table}.{column}", "no other value could be written")


def sql(*statements: str) -> Change:
    def change(store: sqlite3.Connection) -> None:
        changed = sum(store.execute(statement).rowcount for statement in statements)
        if changed == 0:
            raise RuntimeError(f"{statements}: nothing changed")
    return change


def whole_rows(bench: Bench, score: Score) -> None:
    """Rows taken out, doubled and swapped, in every table."""
    store = sqlite3.connect(bench.house.store)
    for table, columns in columns_of(store).items():
        keys = [name for name, _, key in columns if key]
        rows = store.execute(f"SELECT {', '.join(keys)} FROM {table}").fetchall()
        for row in [rows[at] for at in sorted({0, len(rows) // 2, len(rows) - 1})]:
            where = " AND ".join(f"{key} IS ?" for key in keys)
            gone = lambda db, row=row: db.execute(f"DELETE FROM {table} WHERE {where}", row)
            score.note(f"{table}: row {row} taken out", must_see(bench.tell(gone)))
        score.note(f"{table}: all rows taken out",
                   must_see(bench.tell(sql(f"DELETE FROM {table}"))))
        swap = swapped(store, table, columns, keys, rows)
        if swap:
            score.note(f"{table}: two rows swapped", must_see(bench.tell(swap)))
    store.close()


def swapped(store: sqlite3.Connection, table: str, columns: list, keys: list[str],
            rows: list) -> Change | None:
    """The contents of two rows change places under their keys."""
    names = [name for name, _, key in columns if not key]
    if not names or len(rows) < 2:
        return None
    where = " AND ".join(f"{key} IS ?" for key in keys)
    content = {row: store.execute(f"SELECT {', '.join(names)} FROM {table} WHERE {where}",
                                  row).fetchone() for row in rows}
    other = next((row for row in rows[1:] if content[row] != content[rows[0]]), None)
    if other is None:
        return None

    def change(db: sqlite3.Connection) -> None:
        for (unique,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND "
                                    "tbl_name = ? AND sql LIKE '%UNIQUE%'", (table,)).fetchall():
            text, = db.execute("SELECT sql FROM sqlite_master WHERE name = ?",
                               (unique,)).fetchone()
            db.execute(f"DROP INDEX {unique}")
            change.again.append(text)
        sets = ", ".join(f"{name} = ?" for name in names)
        for key, values in ((rows[0], content[other]), (other, content[rows[0]])):
            db.execute(f"UPDATE {table} SET {sets} WHERE {where}", (*values, *key))
        for text in change.again:
            db.execute(text)
    change.again = []
    return change


def streams(bench: Bench, score: Score) -> None:
    """The end of each kind of stream cut, a stream removed with all that shows it."""
    store = sqlite3.connect(bench.house.store)
    kinds = [kind for (kind,) in store.execute("SELECT DISTINCT stream_kind FROM entry")]
    for kind in kinds:
        stream, = store.execute("SELECT stream_id FROM entry WHERE stream_kind = ? "
                                "ORDER BY position DESC", (kind,)).fetchone()
        of = f"stream_kind = {kind} AND stream_id = '{stream}'"
        last = (f"DELETE FROM entry WHERE {of} AND "
                f"number = (SELECT max(number) FROM entry WHERE {of})")
        score.note(f"the last entry of stream {kind} {stream} cut", must_see(bench.tell(sql(last))))
        score.note(f"stream {kind} {stream} removed",
                   must_see(bench.tell(sql(f"DELETE FROM entry WHERE {of}"))))
        rows = {1: [f"DELETE FROM case_row WHERE id = '{stream}'",
                    f"DELETE FROM claim_key WHERE case_id = '{stream}'",
                    f"DELETE FROM outbox WHERE case_id = '{stream}'"],
                2: [f"DELETE FROM person WHERE id = '{stream}'",
                    f"DELETE FROM private WHERE person = '{stream}'"]}.get(kind, [])
        score.note(f"stream {kind} {stream} removed with its rows",
                   must_see(bench.tell(sql(f"DELETE FROM entry WHERE {of}", *rows))))
    store.close()
    last = "position = (SELECT max(position) FROM entry)"
    score.note("the last entry of the journal cut, and the mark of where it ends", must_see(
        bench.tell(sql(f"DELETE FROM entry WHERE {last}",
                       "UPDATE shard SET position = position - 1"))))


def older_copy(bench: Bench, folder: Path, score: Score) -> None:
    """Without an outside head an older copy is sound; the head tells it from the newer one."""
    newer = bench.fresh()
    older = newer.copy(folder / "older")
    heads = folder / "heads.json"
    answer = houses.call(newer.run_line(houses.LAST))
    if answer.returncode != 0:
        raise RuntimeError(answer.stderr.decode())
    taken = newer.run("verify", "--write-head", heads)
    score.note("a head is taken", "" if taken.returncode == 0 else taken.stdout.decode())
    same = newer.run("verify", "--head", heads)
    score.note("the head fits the store that it was taken of",
               "" if same.returncode == 0 and b"untampered" in same.stdout else str(same))
    before = older.run("verify")
    score.note("an older copy is consistent in itself",
               "" if before.returncode == 0 and b"consistent" in before.stdout else str(before))
    after = older.run("verify", "--head", heads)
    score.note("an older copy is not what the head was taken of",
               must_see((after.returncode, (after.stdout + after.stderr).decode())))
    # The same story told again has other salts, so that it cannot pass for this one.
    spoilt = json.loads(heads.read_text())
    score.note("the file of heads names what it is", "" if spoilt else "empty")
    heads.write_text("{}")
    none = newer.run("verify", "--head", heads)
    score.note("a file that holds no head is refused",
               "" if none.returncode in (1, 2) and none.stderr else str(none))


def damaged_bytes(bench: Bench, score: Score) -> None:
    """Bytes of the file itself: whatever verify says, it says it and does not die."""
    size = bench.house.store.stat().st_size
    for at in range(0, size, max(1, size // 60)):
        copy = bench.fresh()
        with copy.store.open("r+b") as file:
            file.seek(at)
            byte = file.read(1)
            file.seek(at)
            file.write(bytes([byte[0] ^ 0x55]))
        answer = copy.run("verify")
        text = (answer.stdout + answer.stderr).decode("utf-8", "replace")
        good = answer.returncode in (0, 1, 2) and len(text.strip()) >= 20
        score.note(f"byte {at} of the file", "" if good else f"{answer.returncode}: {text[:300]}")
        shutil.rmtree(copy.folder)
    for share in (1, 2, 3):
        copy = bench.fresh()
        with copy.store.open("r+b") as file:
            file.truncate(size * share // 4)
        answer = copy.run("verify")
        score.note(f"the file cut to {share} quarters", must_see(
            (answer.returncode, (answer.stdout + answer.stderr).decode("utf-8", "replace"))))
        shutil.rmtree(copy.folder)


def main() -> int:
    score = Score()
    with tempfile.TemporaryDirectory(prefix="tamper-") as name:
        folder = Path(name)
        house = build(houses.binary(sys.argv[1:]), folder)
        bench = Bench(house, folder)
        sound = house.run("verify")
        score.note("nothing changed", "" if sound.returncode == 0 else sound.stdout.decode())
        every_column(bench, score)
        whole_rows(bench, score)
        streams(bench, score)
        older_copy(bench, folder, score)
        damaged_bytes(bench, score)
    print(f"{score.passed} passed, {score.failed} failed")
    return 1 if score.failed else 0


if __name__ == "__main__":
    sys.exit(main())
