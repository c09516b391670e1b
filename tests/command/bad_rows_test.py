"""Files of rows with one thing wrong, against `arrears import`.

    python3 tests/command/bad_rows_test.py [BINARIES [NAME]]

A row that is wrong says where and why and lets the others in; it comes back in a file that can be
mended and imported. A file that cannot be read at all changes nothing.
"""

import codecs
import csv
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import house as houses  # noqa: E402
from house import FIRST  # noqa: E402
from cases import GOOD, HEADING, PAYMENTS, Case, changed, expect, main, rows_of  # noqa: E402

# A cell that is wrong and the words that say so; the row is good when the cell is.
CELLS = {
    "31 February": ("due", "2026-02-31", "`due`.*no day 31"),
    "a date of another order": ("due", "31.2.2026", "`due`.*dat"),
    "month 13": ("due", "2026-13-01", "`due`"),
    "a year of two digits": ("due", "26-09-01", "`due`"),
    "a year far away": ("due", "9999-09-01", "`due`|1900"),
    "three decimals": ("principal", "12000.005", "`principal`.*2 decimals"),
    "a decimal comma": ("principal", "12000,50", "`principal`"),
    "a sum in words": ("principal", "twelve", "`principal`.*digits"),
    "not a number": ("principal", "NaN", "`principal`"),
    "an exponent": ("principal", "1e5", "`principal`"),
    "a hexadecimal": ("principal", "0x10", "`principal`"),
    "too much money": ("principal", "9" * 30, "`principal`.*limit"),
    "a negative claim": ("principal", "-12000.00", "`principal`.*above zero"),
    "a claim of nothing": ("principal", "0.00", "`principal`.*above zero"),
    "no sum": ("principal", "", "`principal`.*missing"),
    "an unknown currency": ("currency", "XXX", "currency"),
    "a currency in small letters": ("currency", "czk", "currency"),
    "another currency than the plan": ("currency", "EUR", "EUR.*plan in CZK"),
    "an unknown plan": ("plan", "no_such_plan", "no plan"),
    "an unknown relation": ("relation", "friend", "`relation`"),
    "no relation, which the law needs": ("relation", "", "relation"),
    "no obligation, which the law needs": ("obligation", "", "obligation"),
    "no id": ("claim", "", "`claim`.*missing"),
    "no debtor": ("debtor", "", "`debtor`.*missing"),
    "an id with a line break": ("claim", "FV\n900", "control"),
    "an id of a page": ("claim", "F" * 5000, "longer"),
    "an id that is a birth number": ("debtor", "7001010005", "birth number"),
    "a name with a zero byte": ("name", "Ja\0n", "zero byte"),
}


def cell(name: str):
    column, value, words = CELLS[name]

    def run(case: Case) -> None:
        beside = changed(GOOD, claim="FV-901", debtor="P-901")
        file = case.table("in.csv", [changed(GOOD, **{column: value}), beside])
        rows = rows_of(case.house.store)
        case.says_no(case.claims(file), r"in\.csv:2\b", words, "1 rejected", codes=(1,))
        now = rows_of(case.house.store)
        expect(len(now["inbox"]) == len(rows["inbox"]) + 2, "the good row beside it is not in")
        mend(case, case.folder / "in.csv.rejected.csv", column, GOOD[HEADING.index(column)])
    return run


def mend(case: Case, rejected: Path, column: str, value: str) -> None:
    """Puts the right value where the wrong one stands, and imports."""
    expect(rejected.stat().st_mode & 0o777 == 0o600, "the file of rejected rows is not private")
    data = rejected.read_bytes().replace(b"\0", b"")
    lines = list(csv.reader(data.decode("utf-8").splitlines(keepends=True)))
    expect(len(lines) == 2 and lines[0][-1] == "rejected because" and lines[1][-1],
           f"rejected rows: {lines}")
    if len(lines[1]) == len(lines[0]) and lines[1][1:-1] != [""] * (len(lines[0]) - 2):
        lines[1][lines[0].index(column)] = value
    else:   # a line that could not be read as cells comes back whole
        lines[1] = GOOD + [lines[1][-1]]
    mended = houses.write_csv(case.folder / "mended.csv", lines[0], lines[1:])
    case.does(case.claims(mended), "1 taken, 0 rejected; 2 facts new")
    case.does(case.claims(mended), "0 facts new, 2 known")


# Whole files: their bytes, and the words of the refusal.
TEXT = "\n".join([",".join(HEADING), ",".join(GOOD), ""])
FILES = {
    "an empty file": (b"", "in.csv.*empty"),
    "only line ends": (b"\n\n\r\n", "in.csv.*empty"),
    "UTF-16": (TEXT.encode("utf-16"), "in.csv.*encoding"),
    "UTF-32": (TEXT.encode("utf-32"), "in.csv"),
    "windows-1250 without a word": (TEXT.encode("cp1250"), "in.csv: line 2.*encoding"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "in.csv"),
    "zero bytes": (bytes(4096), "in.csv"),
    "a heading missing": (TEXT.replace("principal", "sum").encode(), "`principal`.*mapping"),
    "no heading at all": (TEXT.split("\n", 1)[1].encode(), "line 1.*column"),
    "JSON": (b'{"claims": [' + b"[" * 100_000, "in.csv"),
    "a heading that never ends": (b"a" * 5_000_000, "in.csv.*line 1"),
    "a quote that never closes": (b'"' + TEXT.encode(), "in.csv.*quote"),
}


def whole(name: str):
    data, words = FILES[name]

    def run(case: Case) -> None:
        file = case.file("in.csv", data)
        case.refuses(case.claims(file), words, codes=(1,))
    return run


def good_file(data: bytes, mapping: str = ""):
    """Files that look odd and are right."""
    def run(case: Case) -> None:
        file = case.file("in.csv", data)
        options = ["--mapping", case.file("map", mapping)] if mapping else []
        case.does(case.claims(file, *options), "1 taken, 0 rejected; 2 facts new")
        case.does(case.house.run_line(FIRST + houses.timedelta(9)))
        report = case.house.run("case", "FV-900", "--json").stdout.decode()
        expect("Čapek" in case.house.run("case", "FV-900").stdout.decode() or "P-900" in report,
               f"the case is not there: {report}")
    return run


def large_file(case: Case) -> None:
    file = case.folder / "in.csv"
    with file.open("wb") as out:
        out.truncate((1 << 30) + 10)
    line = case.claims(file)
    rows = rows_of(case.house.store)
    case.says_no(line, r"in\.csv.*larger.*split")
    expect(rows_of(case.house.store) == rows, "the store has changed")


def long_line(case: Case) -> None:
    file = case.table("in.csv", [changed(GOOD, name="x" * 5_000_000)])
    case.says_no(case.claims(file), r"in\.csv:2\b.*longer", codes=(1,))


def many_mistakes(case: Case) -> None:
    """Each row says for itself what is wrong, and stands in its line."""
    wrong = [changed(GOOD, claim=f"X-{i}", debtor=f"X-{i}", due="2026-02-31") for i in range(50)]
    file = case.table("in.csv", wrong)
    said = case.says_no(case.claims(file), "50 rejected", codes=(1,))
    for line in (2, 25, 51):
        expect(f"in.csv:{line}: `due`" in said, f"nothing of line {line}")


def short_and_long_rows(case: Case) -> None:
    file = case.table("in.csv", [GOOD[:4], changed(GOOD, claim="FV-901") + ["more"]])
    case.says_no(case.claims(file), r"in\.csv:2: 4 cells.*10", r"in\.csv:3: 11 cells.*10",
                 codes=(1,))
    with (case.folder / "in.csv.rejected.csv").open(newline="") as rejected:
        rows = list(csv.reader(rejected))
    expect(len(rows[1]) == 11 and "cells" in rows[1][-1], f"the reason is misplaced: {rows[1]}")


def no_store_for_nothing(case: Case) -> None:
    """A file that cannot be taken does not make a store."""
    line = case.claims(case.table("in.csv", [changed(GOOD, due="2026-02-31")]), "--dry-run")
    line[line.index("--db") + 1] = str(case.folder / "new.db")
    case.refuses(line, "`due`", codes=(1,))
    line.remove("--dry-run")
    line[-1] = str(case.file("empty.csv", ""))
    case.refuses(line, "empty", codes=(1,))


def same_id_twice(case: Case) -> None:
    file = case.table("in.csv", [GOOD, changed(GOOD, principal="1.00")])
    case.says_no(case.claims(file), r"in\.csv:3: `claim`.*earlier row", "1 rejected", codes=(1,))


def same_id_again(case: Case) -> None:
    """The id is known from an earlier import with another sum; the row beside it is good."""
    case.does(case.claims(case.table("first.csv", [GOOD])))
    other = changed(GOOD, claim="FV-901", debtor="P-901")
    file = case.table("in.csv", [changed(GOOD, principal="1.00"), other])
    case.says_no(case.claims(file), r"in\.csv:2:.*FV-900.*other content", "1 taken, 1 rejected",
                 codes=(1,))
    mend(case, case.folder / "in.csv.rejected.csv", "claim", "FV-902")


def same_id_in_a_case(case: Case) -> None:
    """The same with a store that has run: the case exists."""
    file = case.table("in.csv", [changed(GOOD, claim="FV-1", debtor="P-1")])
    case.says_no(case.claims(file), r"in\.csv:2:.*FV-1\b", "1 rejected", codes=(1,))


def same_payment_other_sum(case: Case) -> None:
    rows = [["B-1", "5.00", "CZK", "2026-09-09", "1"], ["B-1", "6.00", "CZK", "2026-09-09", "1"]]
    file = case.table("in.csv", rows, PAYMENTS)
    case.says_no(case.payments(file), r"in\.csv:3:.*other content", "1 taken, 1 rejected",
                 codes=(1,))


def bad_payments(case: Case) -> None:
    rows = [["B-1", "-5.00", "CZK", "2026-09-09", "1"], ["B-2", "5.00", "KČS", "2026-09-09", "1"],
            ["B-3", "5.001", "CZK", "2026-09-09", "1"], ["B-4", "5.00", "CZK", "2026-02-30", "1"]]
    file = case.table("in.csv", rows, PAYMENTS)
    rows = rows_of(case.house.store)
    case.says_no(case.payments(file), r"in\.csv:2: `sum`.*reverses", r"in\.csv:3: `currency`",
                 r"in\.csv:4: `sum`", r"in\.csv:5: `date`", "4 rejected", codes=(1,))
    expect(rows_of(case.house.store) == rows, "the store has changed")


def payment_for_nobody(case: Case) -> None:
    rows = [["B-1", "5.00", "CZK", "2026-09-18", "77777"]]
    case.does(case.payments(case.table("in.csv", rows, PAYMENTS)), "1 taken")
    case.does(case.house.run_line(houses.MIDDLE + houses.timedelta(1)), "found no case and wait")
    expect(b"payment:bank:B-1" in case.house.export(), "the payment does not wait in the queue")
    case.does(case.house.line("verify"), "consistent")


def receipt_for_nothing(case: Case) -> None:
    file = case.table("in.csv", [["0" * 32, "failed", "2026-09-18"]], ["sending", "what", "date"])
    line = case.payments(file)
    line[line.index("payments")] = "receipts"
    case.does(line)
    case.does(case.house.run_line(houses.MIDDLE + houses.timedelta(1)), "refused.*sending")
    case.does(case.house.line("verify"), "consistent")


CASES = {
    **{f"cell: {name}": cell(name) for name in CELLS},
    **{f"file: {name}": whole(name) for name in FILES},
    "file: a byte order mark": good_file(codecs.BOM_UTF8 + TEXT.encode()),
    "file: CRLF": good_file(TEXT.replace("\n", "\r\n").encode()),
    "file: no end of line": good_file(TEXT.rstrip("\n").encode()),
    "file: windows-1250 with a mapping": good_file(TEXT.encode("cp1250"), "encoding: cp1250\n"),
    "file: a mark against the mapping": good_file(codecs.BOM_UTF8 + TEXT.encode(),
                                                  "encoding: cp1250\n"),
    "file: more than a gigabyte": large_file,
    "a line of megabytes": long_line,
    "many mistakes": many_mistakes,
    "rows of other lengths": short_and_long_rows,
    "no store is made for nothing": no_store_for_nothing,
    "an id twice in one file": same_id_twice,
    "an id again with another sum": same_id_again,
    "an id of a case that runs": same_id_in_a_case,
    "a payment twice with another sum": same_payment_other_sum,
    "payments that are wrong": bad_payments,
    "a payment for nobody": payment_for_nobody,
    "a receipt for nothing": receipt_for_nothing,
}


if __name__ == "__main__":
    sys.exit(main(CASES))
