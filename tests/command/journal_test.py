"""What `arrears reckon` says against tests/data/ledger/journal_oracle.py, which reads the journal.

    python3 tests/command/journal_test.py [BINARIES]

A house of many kinds of claims (journal_house.py): years of default, agreed rates, consumers, due
dates on days off, claims that fall due in parts. The two have to agree on every sum of every claim,
on several days and as known at several instants.
"""

import json
import re
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import house as houses  # noqa: E402
from house import LAST, ROOT, House  # noqa: E402
from journal_house import fill, must  # noqa: E402

ORACLE = ROOT / "tests/data/ledger/journal_oracle.py"
DAYS = (date(2024, 2, 29), date(2026, 9, 12), LAST, date(2028, 3, 1))
# The second arrives after most payments with an earlier value date: it counts them back.
KNOWN = "2026-09-25T12:00:00Z"
SEED = 257
# What has to occur, as often as the journal says it.
WORDS = {"payment_received": '"type":"payment_received"',
         "payment_reversed": '"type":"payment_reversed"', "charge": '"type":"charge"',
         "write_off": '"type":"write_off"', "maturities": '"maturities":[{',
         "claim_accelerated": '"type":"claim_accelerated"', "penalty": '"kind":"penalty"',
         "contractual": '"kind":"contractual"', "credit": '"credit":{',
         "claim_reduced": '"type":"claim_reduced"',
         "reduction_reversed": '"type":"reduction_reversed"', "if_paid": '"if_paid":{',
         "waived": '"because":"settlement"',
         "hold_stated": '"type":"hold_stated"', "released": '"released":true',
         "place_hold": '"type":"place_hold"', "release_holds": '"type":"release_holds"',
         "order": '"order":["', "allocation": '"allocation":["', "bailiff": '"way":"bailiff"',
         "secured": '"security":1', "demanded": '"demanded":"', "sent": '"status":"sent"',
         "claim_added": '"type":"claim_added"'}
# The caps of consumer credit that have to cut something, as the calculations name them.
NAMED = Counter({f"§ 122({number})": 0 for number in (1, 2, 3, 4)})


def said(house: House, case: str, on: str, known: str) -> dict:
    """The balance that the command prints, in hellers, as the oracle spells it."""
    known_at = ["--known-at", known] if known else []
    answer = must(house.run("reckon", case, "--on", on, "--format", "json", *known_at)).decode()
    NAMED.update(paragraph for paragraph in NAMED if paragraph in answer)
    balance = json.loads(answer)["balance"]
    hellers = lambda row: {key: int(Decimal(value["amount"]) * 100)
                           for key, value in row.items() if isinstance(value, dict)}
    out = hellers(balance)
    out["claims"] = owing({row["claim"]: hellers(row) for row in balance["claims"]})
    return out


def owing(claims: dict) -> dict:
    """Without those of which nothing is open: the command lists what is not known yet, too."""
    return {name: sums for name, sums in claims.items() if any(sums.values())}


def counted(journal: Path, known: str) -> list[dict]:
    known_at = ["--known-at", known] if known else []
    answer = houses.call([sys.executable, str(ORACLE), str(journal), "--on", *map(str, DAYS),
                          *known_at, "--shift"])
    rows = [json.loads(line) for line in must(answer).decode().splitlines()]
    for row in rows:
        row["claims"] = owing({claim.pop("claim"): claim for claim in row["claims"]})
    return rows


def difference(house: House, right: dict, known: str) -> str:
    """What the command says otherwise of one case on one day."""
    case, on = right.pop("case"), right.pop("on")
    found = said(house, case, on, known)
    wrong = [f"{key} {found[key]} instead of {value}"
             for key, value in right.items() if found[key] != value]
    return f"{case} on {on} {known}: " + "; ".join(wrong) if wrong else ""


def differences(house: House, journal: Path, known: str) -> list[str]:
    with ThreadPoolExecutor(2) as both:
        rows = both.map(lambda right: difference(house, right, known), counted(journal, known))
        return [row for row in rows if row]


def spoiled(journal: Path) -> Path:
    """The same journal with a heller more in one claim."""
    text = journal.read_text(encoding="utf-8")
    whole = r'"principal":\{"amount":"([0-9.]+)"((?!"principal").)*?"maturities":\[\]'
    found = re.search(whole, text)
    other = journal.with_name("spoiled.jsonl")
    more = Decimal(found[1]) + Decimal("0.01")
    other.write_text(text[:found.start(1)] + str(more) + text[found.end(1):], encoding="utf-8")
    return other


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        house = House(houses.binary(sys.argv[1:]), Path(name))
        fill(house, SEED)
        journal = Path(name) / "journal.jsonl"
        journal.write_bytes(house.export())
        kinds = {name: journal.read_text(encoding="utf-8").count(word)
                 for name, word in WORDS.items()}
        print("; ".join(f"{count} {kind}" for kind, count in kinds.items()))
        # A comparison that cannot fail says nothing.
        results = [all(kinds.values()), any(difference(house, right, "")
                                            for right in counted(spoiled(journal), ""))]
        for known in ("", KNOWN):
            wrong = differences(house, journal, known)
            print("".join(f"{line}\n" for line in wrong), end="")
            results.append(not wrong)
        print("; ".join(f"{count} with {paragraph}" for paragraph, count in NAMED.items()))
        results.append(all(NAMED.values()))
    failed = results.count(False)
    print(f"{results.count(True)} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
