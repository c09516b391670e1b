"""The house that journal_test.py counts again: files of every kind of claim, and the days between.

The same seed gives the same files. Payments come early, late, twice, too high, for another claim,
and some are taken back.
"""

import json
import random
import subprocess
import sys
from datetime import date, timedelta
from decimal import Decimal

import house as houses
from house import FIRST, LAST, ROOT, House

sys.path.insert(0, str(ROOT / "tests/data/ledger"))
import journal_law as law  # noqa: E402

CASES, CONTRACTS = 24, 16
# Nobody knows the rate of a default that begins later.
LAST_RATE = date(2026, 12, 29)
# The last is no plan of a creditor: it waives on condition and holds interest.
PLANS = houses.PLANS + ("settling",)
RULES = houses.RULES + [ROOT / "tests/data/ledger/settling.plan"]
DAYS = (FIRST, date(2026, 9, 22), date(2026, 10, 5))
HEADING = ["claim", "case", "debtor", "principal", "currency", "due", "obligation", "relation",
           "agreed_rate", "plan", "name", "email",
           "security", "demanded", "maturities"]


def pick(draw: random.Random, first: date, last: date) -> date:
    return first + timedelta(draw.randrange((last - first).days + 1))


def crowns(hellers: int) -> str:
    return f"{hellers // 100}.{hellers % 100:02}"


def money(hellers: int) -> dict:
    return {"amount": crowns(hellers), "currency": "CZK"}


def fact(key: str, day: date, type_: str, **members) -> dict:
    return {"key": key, "effective": str(day), "what": {"type": type_, **members}}


def business_day(day: date) -> date:
    """That day or the next one on which a credit may fall due here. Whether the 90 days of
    § 122(4) of act 257/2016 run from a due date on a day off or from the day to which it moves,
    nothing that the oracle was written from says."""
    return law.first_of_default(day, True) - law.DAY


def any_day(day: date) -> date:
    return day


def maturities_of(draw: random.Random, principal: int, due: date, on=any_day) -> str:
    """Two to four parts; the first is due when the claim is."""
    parts = []
    for left in range(draw.randrange(2, 5), 0, -1):
        sum_ = principal // left if draw.random() < 0.5 else 1 + principal // (left + 1)
        sum_ = principal if left == 1 else min(sum_, principal - left + 1)
        parts.append(f"{due} = {crowns(sum_)}")
        principal -= sum_
        due = min(on(due + timedelta(draw.choice([7, 31, 31, 120]))), LAST_RATE - timedelta(left))
    return "; ".join(parts)


def claims_of(draw: random.Random) -> list[list]:
    rows = []
    for case in range(CASES):
        plan = draw.choice(PLANS)
        relation = draw.choice(["business", "business", "consumer", "public_body"])
        for number in range(draw.choice([1, 1, 2, 3])):
            parts = draw.random() < 0.3
            due = pick(draw, date(2025 if parts else 2014, 2, 1), date(2026, 10, 31))
            obligation = draw.choice([due - timedelta(30), date(2021, 6, 30), date(2021, 7, 1)])
            principal = draw.choice([draw.randrange(10, 30_000), draw.randrange(10, 9_000_000)])
            rows.append([f"F{case}-{number}", f"K-{case}", f"P-{case}", crowns(principal), "CZK",
                         due, min(obligation, due), relation,
                         draw.choice(["", "", "", "0", "7.5", "31.25"]), plan,
                         f"Zákazník {case}", f"ucto@p{case}.example",
                         draw.choice(["", "", 1, 2]),
                         draw.choice(["", "", pick(draw, date(2026, 8, 20), FIRST)]),
                         maturities_of(draw, principal, due) if parts else ""])
    return rows


def segment(kind: str, first: date, until: date | None, ppm: int, count: str) -> dict:
    return {"kind": kind, "from": str(first), "until": str(until) if until else None,
            "fixed": {"ppm": ppm, "day_count": count}}


def segments_of(draw: random.Random, obligation: date, due: date, credit: bool) -> list[dict]:
    """Interest for the use of money from the contract on, default interest and a penalty by the day
    after the due date: for good, until a day, or one rate after the other."""
    out = []
    counts = ["act_act", "act_365", "act_360"]
    if draw.random() < 0.6:
        until = draw.choice([None, due, due + timedelta(100)])
        out.append(segment("contractual", obligation, until, draw.randrange(300_000),
                           draw.choice(counts)))
    for kind, chance in (("default_interest", 0.4), ("penalty", 1 if credit else 0.7)):
        if draw.random() > chance:
            continue
        first = due + timedelta(draw.randrange(5, 60))
        count = "act_act" if credit and kind == "default_interest" else draw.choice(counts)
        middle = first + timedelta(draw.randrange(1, 200))
        rates = [draw.choice([0, draw.randrange(50_000), draw.randrange(1_000_000),
                              draw.randrange(1_000_000)]) for _ in (1, 2)]
        out.append(segment(kind, first, draw.choice([None, middle]), rates[0], count))
        if out[-1]["until"]:
            later = middle + timedelta(draw.choice([1, 1, 30]))
            out.append(segment(kind, later, None, rates[1], count))
    return out


def contracts_of(draw: random.Random) -> list[dict]:
    """Cases that no table can state: claims with terms of their own, as facts."""
    facts = []
    for number in range(CONTRACTS):
        case, person, claims = f"L-{number}", f"P-L{number}", []
        for index in range(draw.choice([1, 1, 2])):
            in_parts = draw.random() < 0.4
            first = date(2025 if in_parts else 2020 if number % 3 == 2 else 2017, 5, 10)
            due = business_day(pick(draw, first, date(2025, 12, 20)))
            old = min(due, date(2016, 11, 30))
            obligation = (due - timedelta(30), due - timedelta(400), old)[number % 3]
            principal = draw.randrange(9_000_000)
            # How parts share a sum of penalties that is used up nothing says to the day: what
            # falls due in parts stays below it.
            small = money(principal + 10 if in_parts else draw.randrange(200_000))
            credit = (None, small, money(principal + 10), small)[number % 4]
            rate = {"ppm": draw.randrange(200_000), "day_count": "act_act" if credit else "act_365"}
            parts = maturities_of(draw, principal + 10, due, business_day) if in_parts else ""
            claims.append({
                "id": f"C{number}-{index}", "principal": money(principal + 10), "due": str(due),
                "obligation": str(obligation), "debtor": person, "security": 0,
                "relation": "consumer" if credit else draw.choice(["business", "consumer"]),
                "agreed_rate": draw.choice([None, rate]), "credit": credit,
                "allocation": draw.choice([[], [], agreed_order(draw)]),
                "segments": segments_of(draw, obligation, due, bool(credit)),
                "maturities": [{"due": part[:10], "sum": {"amount": part[13:], "currency": "CZK"}}
                               for part in parts.split("; ") if part]})
        facts.append(fact(f"person:{person}", FIRST, "person_stated", person=person))
        facts.append(fact(f"case:{case}", FIRST, "case_opened", case_id=case, claims=claims,
                          plan=draw.choice(PLANS)))
    return facts


def joining(draw: random.Random, claims: list[list], on: date) -> list[dict]:
    """Claims that join a case later, due before or after the others of it."""
    facts = []
    for claim in draw.sample([one for one in claims if one[1].startswith("K-")], 3):
        due, principal = pick(draw, date(2024, 1, 10), on), money(draw.randrange(10, 3_000_000))
        facts.append(fact(f"joins:{on}:{claim[0]}", pick(draw, on - timedelta(9), on),
                          "claim_added", case_id=claim[1], claim={
                              "id": f"{claim[0]}-{on}", "principal": principal, "due": str(due),
                              "obligation": str(due - timedelta(30)), "debtor": claim[2],
                              "security": draw.randrange(2), "relation": "business"}))
    return facts


def rows_of(contracts: list[dict]) -> list[list]:
    """Their claims as `claims_of` has them, as far as what happens later asks for it."""
    rows = []
    for one in contracts:
        for claim in one["what"].get("claims", []):
            row = dict.fromkeys(HEADING, "")
            row.update(claim=claim["id"], case=one["what"]["case_id"],
                       principal=claim["principal"]["amount"],
                       due=date.fromisoformat(claim["due"]), maturities=claim["maturities"])
            rows.append(list(row.values()))
    return rows


def payments_of(draw: random.Random, claims: list[list], on: date) -> list[list]:
    """Rows of one statement; some take back what an earlier one brought."""
    rows = []
    for claim in claims:
        if draw.random() > 0.4:
            continue
        principal = int(Decimal(claim[3]) * 100)
        sum_ = draw.choice([principal, principal // 3 + 1, draw.randrange(1, 2 * principal + 2),
                            max(principal - draw.randrange(9_000), 1)])
        day = draw.choice([on, pick(draw, on - timedelta(20), on),
                           pick(draw, min(on, claim[5]) - timedelta(20), on)])
        named = draw.choice(["", claim[0]])
        rows.append([f"B-{on}-{claim[0]}", crowns(sum_), "CZK", min(day, on), claim[1], named, ""])
    for payment in draw.sample(rows, len(rows) // 8):
        rows.append([f"R-{payment[0]}", payment[1], "CZK", on, payment[4], "", payment[0]])
    return rows


def agreed_order(draw: random.Random) -> list[str]:
    """Of everything: where what is left out stands in an agreed order nothing says."""
    return draw.sample(law.GENERAL, len(law.GENERAL))


def ordered_of(draw: random.Random, claims: list[list], on: date) -> list[dict]:
    """Payments that say how they are to be credited, with the creditor's consent or without, and
    those that a bailiff or a court recovered."""
    facts = []
    for claim in claims:
        if draw.random() > 0.15:
            continue
        principal = int(Decimal(claim[3]) * 100)
        day = draw.choice([on, pick(draw, on - timedelta(60), on), pick(draw, claim[5], on)
                           if claim[5] < on else on])
        facts.append(fact(
            f"paid:{on}:{claim[0]}", day, "payment_received", case_id=claim[1], value_date=str(day),
            claim=draw.choice(["", claim[0]]), sum=money(draw.randrange(1, principal // 2 + 2)),
            way=draw.choice(["voluntary", "voluntary", "bailiff", "court", "insolvency"]),
            order=draw.choice([[], agreed_order(draw)]), order_agreed=draw.random() < 0.5))
    return facts


def accelerations_of(draw: random.Random, claims: list[list], on: date) -> list[dict]:
    """Some of what falls due in parts is called, at once or by a later day; some of it twice."""
    facts = []
    for claim in claims:
        if claim[-1] and draw.random() < 0.3:
            moved = business_day if claim[1].startswith("L-") else any_day
            day = moved(draw.choice([on, pick(draw, on - timedelta(30), on)]))
            payable = draw.choice([None, None, str(moved(day + timedelta(draw.randrange(40))))])
            facts.append(fact(f"call:{on}:{claim[0]}", day, "claim_accelerated", case_id=claim[1],
                              claim=claim[0], payable=payable))
    return facts


def reductions_of(draw: random.Random, claims: list[list], on: date, notes: dict) -> list[dict]:
    """The creditor takes parts back, some of them only if so much is paid in time, and some of that
    is taken back in turn. `notes` are the credit notes of each claim so far, in hellers."""
    facts = []
    for claim in claims:
        if draw.random() > 0.2:
            continue
        principal = int(Decimal(claim[3]) * 100)
        kind, day = draw.choice(["credit_note", "write_off"]), pick(draw, on - timedelta(15), on)
        most = principal - notes.get(claim[0], 0) if kind == "credit_note" else principal
        sum_ = draw.choice([draw.randrange(1, principal + 1), draw.randrange(1, 30_000)])
        if sum_ > most:
            continue
        said = {"case_id": claim[1], "kind": kind, "sum": money(sum_), "claim": claim[0]}
        if kind == "credit_note":
            notes[claim[0]] = notes.get(claim[0], 0) + sum_
        elif draw.random() < 0.5:
            said["claim"] = ""
        # A credit note on condition counts from the day of the payment: that the interest of that
        # day runs on what was owed before is only sure where the payment meets the same claim.
        alone = sum(other[1] == claim[1] for other in claims) == 1 and not claim[-1]
        if (alone or kind == "write_off") and draw.random() < 0.7:
            said.update(if_paid=money(draw.randrange(1, principal + 1)),
                        by=str(day + timedelta(draw.randrange(30))))
        facts.append(fact(f"less:{on}:{claim[0]}", day, "claim_reduced", **said))
    for one in draw.sample(facts, len(facts) // 4):
        facts.append(fact(f"R-{one['key']}", on, "reduction_reversed", reduction=one["key"],
                          case_id=one["what"]["case_id"]))
    return facts


def holds_of(draw: random.Random, claims: list[list], on: date) -> list[dict]:
    """The host pauses a case or everything of its debtor, until a day or until it says otherwise;
    other holds stop no interest."""
    facts = []
    for case in sorted({claim[1] for claim in claims}):
        if draw.random() > 0.3:
            continue
        day = pick(draw, on - timedelta(30), on)
        of_whom = draw.choice([{"case_id": case}, {"person": case.replace("K", "P", 1)}])
        if case.startswith("L-"):
            of_whom = draw.choice([{"case_id": case}, {"person": case.replace("L-", "P-L", 1)}])
        until = draw.choice([None, str(day + timedelta(draw.randrange(40)))])
        key, kinds = f"hold:{on}:{case}", draw.choice([4, 4, 5, 15, 3])
        facts.append(fact(key, day, "hold_stated", kinds=kinds, until=until, **of_whom))
        for number in range(draw.choice([0, 1, 2]) if kinds & 4 else 0):
            facts.append(fact(f"{key}:{number}", pick(draw, day, on), "hold_stated", kinds=kinds,
                              released=True, hold=key, **of_whom))
    return facts


def must(answer: subprocess.CompletedProcess) -> bytes:
    if answer.returncode != 0:
        raise RuntimeError((answer.stderr + answer.stdout).decode())
    return answer.stdout


def import_facts(house: House, name: str, facts: list[dict], on: date) -> None:
    file = house.folder / f"{name}-{on}.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in facts), encoding="utf-8")
    must(houses.call(house.import_line("facts", file, on)))


def fill(house: House, seed: int) -> None:
    draw = random.Random(seed)
    house.rules = tuple(RULES)
    claims = claims_of(draw)
    file = houses.write_csv(house.folder / "claims.csv", HEADING, claims)
    must(houses.call(house.import_line("claims", file, FIRST)))
    contracts = contracts_of(draw)
    import_facts(house, "contracts", contracts, FIRST)
    claims += rows_of(contracts)
    notes = {}
    for on in DAYS:
        must(houses.call(house.run_line(on)))
        rows = payments_of(draw, claims, on)
        file = houses.write_csv(house.folder / f"payments-{on}.csv", [
            "id", "sum", "currency", "date", "case", "claim", "reverses"], rows)
        must(houses.call(house.import_line("payments", file, on)))
        import_facts(house, "facts", joining(draw, claims, on) +
                     accelerations_of(draw, claims, on) +
                     ordered_of(draw, claims, on) +
                     reductions_of(draw, claims, on, notes) + holds_of(draw, claims, on), on)
    must(houses.call(house.run_line(LAST)))
