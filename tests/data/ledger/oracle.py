#!/usr/bin/env python3
"""Writes oracle.txt: random Czech cases and what is owed, counted day by day in exact fractions.

Simple on purpose and written without looking at the library: one loop over days, one over claims.
Run it without arguments in this directory; the seed is fixed, so the file repeats.
"""

import csv
import random
from datetime import date, timedelta
from fractions import Fraction

DAY = timedelta(days=1)
HALF_YEARS = {}
with open("../law/cz_by_half_year.csv", encoding="utf-8") as file:
    for row in csv.DictReader(line for line in file if not line.startswith("#")):
        if row["fixed_rate_if_default_begins_here"]:
            HALF_YEARS[date.fromisoformat(row["half_year_start"])] = Fraction(
                row["fixed_rate_if_default_begins_here"]
            )
COSTS = ["costs", "lump_sum"]
OLD = COSTS + ["default", "contractual", "principal"]
CONSUMER = COSTS + ["principal", "contractual", "default"]


def half_up(value):
    return int((value + Fraction(1, 2)) // 1)


def year_days(day, count):
    if count == "act_365":
        return 365
    if count == "act_360":
        return 360
    leap = day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0)
    return 366 if leap else 365


def statutory(default_from):
    return HALF_YEARS[date(default_from.year, 1 if default_from.month <= 6 else 7, 1)]


class Claim:
    def __init__(self, spec):
        self.spec = spec
        self.open = {"principal": spec["principal"], "costs": 0, "lump_sum": 0}
        self.exact = {"default": Fraction(0), "contractual": Fraction(0)}
        self.taken = {"default": 0, "contractual": 0}  # paid or written off

    def owed(self, part):
        if part in self.exact:
            return half_up(self.exact[part]) - self.taken[part]
        return self.open[part]

    def take(self, part, amount):
        if part in self.exact:
            self.taken[part] += amount
        else:
            self.open[part] -= amount

    def bear_interest(self, day):
        principal = self.open["principal"]
        own_default = False
        for kind, first, last, rate, count in self.spec["segments"]:
            own_default = own_default or kind == "default"
            if first <= day and (last is None or day <= last):
                self.exact[kind] += Fraction(principal) * rate / 100 / year_days(day, count)
        default_from = self.spec["due"] + DAY
        if day >= default_from and not own_default:
            rate, count = self.spec["agreed"] or (statutory(default_from), "act_act")
            self.exact["default"] += Fraction(principal) * rate / 100 / year_days(day, count)

    def order(self, day):
        late = day > self.spec["due"]
        new = self.spec["obligation"] >= date(2021, 7, 1)
        return CONSUMER if self.spec["relation"] == "consumer" and new and late else OLD


def reckon(case, on):
    claims = {spec["id"]: Claim(spec) for spec in case["claims"]}
    by_due = sorted(claims.values(), key=lambda c: (c.spec["due"], c.spec["id"]))
    sums = {"paid": 0, "overpaid": 0, "written_off": 0, "unused": 0}
    first = [segment[1] for spec in case["claims"] for segment in spec["segments"]]
    first += [spec["due"] for spec in case["claims"]]
    first += [event[0] for event in case["charges"] + case["write_offs"]]
    day = min(first + [payment[1] for payment in case["payments"]])
    while day <= on:
        for when, amount, by_law, claim in case["charges"]:
            if when == day:
                claims[claim].open["lump_sum" if by_law else "costs"] += amount
        held = any(first <= day <= last for first, last in case["holds"])
        if not held:
            for claim in by_due:
                claim.bear_interest(day)
        for key, when, amount, named in sorted(case["payments"]):
            if when != day or key in case["reversed"]:
                continue
            sums["paid"] += amount
            queue = ([claims[named]] if named else []) + by_due
            for claim in queue:
                for part in claim.order(day):
                    step = min(amount, claim.owed(part))
                    claim.take(part, step)
                    amount -= step
            sums["overpaid"] += amount
        for when, amount in case["write_offs"]:
            if when != day:
                continue
            sums["written_off"] += amount
            for parts in (["default", "contractual", "lump_sum", "costs"], ["principal"]):
                for claim in by_due:
                    for part in parts:
                        step = min(amount, claim.owed(part))
                        claim.take(part, step)
                        amount -= step
            sums["unused"] += amount
        day += DAY
    return claims, sums


def random_date(rng, first, last):
    return first + DAY * rng.randrange((last - first).days + 1)


def random_case(rng):
    case = {"claims": [], "payments": [], "charges": [], "write_offs": [], "holds": []}
    for number in range(rng.choice([1, 1, 1, 2, 3])):
        due = random_date(rng, date(2014, 1, 1), date(2026, 6, 30))
        segments = []
        for _ in range(rng.choice([0, 0, 0, 1, 2])):
            first = random_date(rng, due - 400 * DAY, due + 300 * DAY)
            last = rng.choice([None, random_date(rng, first, first + 500 * DAY)])
            kind = rng.choice(["contractual", "contractual", "default"])
            count = rng.choice(["act_act", "act_365", "act_360"])
            segments.append((kind, first, last, Fraction(rng.randrange(1, 2500), 100), count))
        agreed = None
        if rng.random() < 0.2:
            agreed = (Fraction(rng.randrange(0, 3000), 100), rng.choice(["act_act", "act_365"]))
        case["claims"].append({
            "id": f"C{number}",
            "due": due,
            "principal": rng.choice([rng.randrange(1, 200), rng.randrange(1, 10_000_000)]),
            "obligation": rng.choice([
                random_date(rng, date(2014, 1, 1), date(2026, 6, 1)),
                date(2021, 6, 30), date(2021, 7, 1)]),
            "relation": rng.choice(["business", "consumer", "public_body"]),
            "agreed": agreed,
            "segments": segments,
        })
    first = min(claim["due"] for claim in case["claims"]) - 30 * DAY
    last = max(claim["due"] for claim in case["claims"]) + 500 * DAY
    total = sum(claim["principal"] for claim in case["claims"])
    days = [random_date(rng, first, last) for _ in range(3)]
    pick = lambda: rng.choice(days) if rng.random() < 0.5 else random_date(rng, first, last)
    for number in range(rng.randrange(6)):
        named = rng.choice([None, None, rng.choice(case["claims"])["id"]])
        amount = rng.choice(
            [rng.randrange(1, total + 2), max(1, total // 3), rng.randrange(1, 5000)])
        case["payments"].append((f"p{number}", pick(), amount, named))
    case["reversed"] = [p[0] for p in case["payments"] if rng.random() < 0.15]
    for _ in range(rng.randrange(3)):
        case["charges"].append((pick(), rng.choice([120000, rng.randrange(1, 50000)]),
                                rng.random() < 0.5, rng.choice(case["claims"])["id"]))
    if rng.random() < 0.3:
        case["write_offs"].append((pick(), rng.randrange(1, total + 20000)))
    for _ in range(rng.choice([0, 0, 1, 2])):
        begin = pick()
        case["holds"].append((begin, random_date(rng, begin, begin + 200 * DAY)))
    case["on"] = sorted({random_date(rng, first, last + 100 * DAY) for _ in range(3)})
    return case


def write(case, number, out):
    dash = lambda value: "-" if value is None else str(value)
    print(f"case {number}", file=out)
    for c in case["claims"]:
        agreed = f"{float(c['agreed'][0]):.2f} {c['agreed'][1]}" if c["agreed"] else "- -"
        print("claim", c["id"], c["due"], c["principal"], c["obligation"], c["relation"], agreed,
              file=out)
        for kind, begin, end, rate, count in c["segments"]:
            print("segment", kind, begin, dash(end), f"{float(rate):.2f}", count, file=out)
    for key, when, amount, named in case["payments"]:
        print("pay", key, when, amount, dash(named), file=out)
    for key in case["reversed"]:
        print("reverse", key, file=out)
    for when, amount, by_law, claim in case["charges"]:
        print("charge", when, amount, "law" if by_law else "plan", claim, file=out)
    for when, amount in case["write_offs"]:
        print("write_off", when, amount, file=out)
    for begin, end in case["holds"]:
        print("hold", begin, end, file=out)
    for on in case["on"]:
        claims, sums = reckon(case, on)
        kinds = ["paid", "overpaid", "written_off", "unused"]
        print("on", on, *[sums[kind] for kind in kinds], file=out)
        for key in sorted(claims):
            c = claims[key]
            parts = ["principal", "contractual", "default", "costs", "lump_sum"]
            print("open", key, *[c.owed(part) for part in parts], file=out)


def main():
    rng = random.Random(1932)
    with open("oracle.txt", "w", encoding="utf-8") as out:
        print("# written by oracle.py beside this file; amounts in hellers", file=out)
        for number in range(250):
            write(random_case(rng), number, out)


if __name__ == "__main__":
    main()
