"""What `arrears reckon` says against tests/data/ledger/journal_oracle.py, which reads the journal.

    python3 tests/command/journal_test.py [BINARIES]

A house of many kinds of claims: years of default, agreed rates, consumers, due dates on days off,
payments that come early, late, twice, too high, for another claim, and that are taken back. The two
have to agree on every sum of every claim, on several days and as known at several instants.
"""

import json
import random
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import house as houses  # noqa: E402
from house import FIRST, LAST, ROOT, House  # noqa: E402

ORACLE = ROOT / "tests/data/ledger/journal_oracle.py"
DAYS = (date(2024, 2, 29), date(2026, 9, 12), LAST, date(2028, 3, 1))
# The second arrives after most payments with an earlier value date: it counts them back.
KNOWN = "2026-09-25T12:00:00Z"
SEED, CASES = 1932, 36
HEADING = ["claim", "case", "debtor", "principal", "currency", "due", "obligation", "relation",
           "agreed_rate", "plan", "name", "email"]


def pick(draw: random.Random, first: date, last: date) -> date:
    return first + timedelta(draw.randrange((last - first).days + 1))


def crowns(hellers: int) -> str:
    return f"{hellers // 100}.{hellers % 100:02}"


def claims_of(draw: random.Random) -> list[list]:
    rows = []
    for case in range(CASES):
        plan = houses.PLANS[draw.randrange(2)]
        relation = draw.choice(["business", "business", "consumer", "public_body"])
        for number in range(draw.choice([1, 1, 2, 3])):
            due = pick(draw, date(2014, 2, 1), date(2026, 10, 31))
            obligation = draw.choice([due - timedelta(30), date(2021, 6, 30), date(2021, 7, 1)])
            rows.append([f"F{case}-{number}", f"K-{case}", f"P-{case}",
                         crowns(draw.choice([draw.randrange(1, 30_000),
                                             draw.randrange(1, 9_000_000)])), "CZK", due,
                         min(obligation, due), relation,
                         draw.choice(["", "", "", "0", "7.5", "31.25"]), plan,
                         f"Zákazník {case}", f"ucto@p{case}.example"])
    return rows


def payments_of(draw: random.Random, claims: list[list], on: date) -> list[list]:
    """Rows of one statement; some take back what an earlier one brought."""
    rows = []
    for claim in claims:
        if draw.random() > 0.4:
            continue
        principal = int(Decimal(claim[3]) * 100)
        sum_ = draw.choice([principal, principal // 3 + 1, draw.randrange(1, 2 * principal + 2)])
        day = draw.choice([on, pick(draw, on - timedelta(20), on),
                           pick(draw, min(on, claim[5]) - timedelta(20), on)])
        named = draw.choice(["", claim[0]])
        rows.append([f"B-{on}-{claim[0]}", crowns(sum_), "CZK", min(day, on), claim[1], named, ""])
    for payment in draw.sample(rows, len(rows) // 8):
        rows.append([f"R-{payment[0]}", payment[1], "CZK", on, payment[4], "", payment[0]])
    return rows


def must(answer: subprocess.CompletedProcess) -> bytes:
    if answer.returncode != 0:
        raise RuntimeError((answer.stderr + answer.stdout).decode())
    return answer.stdout


def fill(house: House, seed: int) -> None:
    draw = random.Random(seed)
    claims = claims_of(draw)
    file = houses.write_csv(house.folder / "claims.csv", HEADING, claims)
    must(houses.call(house.import_line("claims", file, FIRST)))
    for on in (FIRST, date(2026, 9, 22), date(2026, 10, 5)):
        must(houses.call(house.run_line(on)))
        rows = payments_of(draw, claims, on)
        file = houses.write_csv(house.folder / f"payments-{on}.csv", [
            "id", "sum", "currency", "date", "case", "claim", "reverses"], rows)
        must(houses.call(house.import_line("payments", file, on)))
    must(houses.call(house.run_line(LAST)))


def said(house: House, case: str, on: date, known: str) -> dict:
    """The balance that the command prints, in hellers, as the oracle spells it."""
    known_at = ["--known-at", known] if known else []
    answer = house.run("reckon", case, "--on", on, "--format", "json", *known_at)
    balance = json.loads(must(answer))["balance"]
    hellers = lambda row: {key: int(Decimal(value["amount"]) * 100)
                           for key, value in row.items() if isinstance(value, dict)}
    out = hellers(balance)
    out["claims"] = {row["claim"]: hellers(row) for row in balance["claims"]}
    return out


def counted(journal: Path, on: date, known: str) -> dict:
    known_at = ["--known-at", known] if known else []
    answer = houses.call([sys.executable, str(ORACLE), str(journal), "--on", str(on), *known_at,
                          "--shift"])
    rows = [json.loads(line) for line in must(answer).decode().splitlines()]
    for row in rows:
        row["claims"] = {claim.pop("claim"): claim for claim in row["claims"]}
    return {row.pop("case"): row for row in rows}


def differences(house: House, journal: Path, on: date, known: str) -> list[str]:
    out = []
    for case, right in counted(journal, on, known).items():
        found = said(house, case, on, known)
        if found["claims"] != right["claims"]:
            out.append(f"{case} on {on} {known}: {found['claims']} instead of {right['claims']}")
        out += [f"{case} on {on} {known}: {key} {found[key]} instead of {value}"
                for key, value in right.items() if key != "claims" and found[key] != value]
    return out


def spoiled(journal: Path) -> Path:
    """The same journal with a heller more in one claim."""
    text = journal.read_text(encoding="utf-8")
    at = text.index('"principal":{"amount":"') + len('"principal":{"amount":"')
    end = text.index('"', at)
    other = journal.with_name("spoiled.jsonl")
    more = Decimal(text[at:end]) + Decimal("0.01")
    other.write_text(text[:at] + str(more) + text[end:], encoding="utf-8")
    return other


def main() -> int:
    passed, failed = 0, 0
    with tempfile.TemporaryDirectory() as name:
        house = House(houses.binary(sys.argv[1:]), Path(name))
        fill(house, SEED)
        journal = Path(name) / "journal.jsonl"
        journal.write_bytes(house.export())
        kinds = {word: journal.read_text(encoding="utf-8").count(f'"type":"{word}"')
                 for word in ("payment_received", "payment_reversed", "charge", "write_off")}
        print("; ".join(f"{count} {word}" for word, count in kinds.items()))
        runs = [(on, known) for on in DAYS for known in ("", KNOWN)]
        for on, known in runs:
            wrong = differences(house, journal, on, known)
            print("".join(f"{line}\n" for line in wrong), end="")
            passed, failed = passed + (not wrong), failed + bool(wrong)
        # A comparison that cannot fail says nothing.
        for good in (all(kinds.values()), differences(house, spoiled(journal), LAST, "")):
            passed, failed = passed + bool(good), failed + (not good)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
