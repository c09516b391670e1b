#!/usr/bin/env python3
"""Writes oracle.txt: random Czech cases and what is owed, counted day by day in exact fractions.

Simple on purpose and written without looking at the library: one loop over days, one over claims.
Run it without arguments in this directory; the seeds are fixed, so the file repeats.

A file of lines, words separated by one blank, sums in hellers, `-` for nothing. Every case has

    case NUMBER
    claim ID DUE PRINCIPAL OBLIGATION RELATION AGREED_RATE AGREED_COUNT
    segment KIND FROM UNTIL RATE COUNT               (of the claim above it)
    pay KEY DAY SUM CLAIM
    reverse KEY
    charge DAY SUM law|plan CLAIM
    write_off DAY SUM
    hold FROM UNTIL

and then for each day asked, in cases 0 to 249:

    on DAY PAID OVERPAID WRITTEN_OFF UNUSED
    open CLAIM PRINCIPAL CONTRACTUAL DEFAULT COSTS LUMP_SUM

Cases from 250 on may have, between holds and days asked, in this order:

    credit_note KEY DAY CLAIM SUM                    less is owed from DAY on, as of its morning
    credit_if KEY DAY CLAIM SUM PAID BY              the same once PAID has come from DAY to BY
    forgive KEY DAY CLAIM SUM                        a write-off over CLAIM, or over all with `-`
    write_if KEY DAY CLAIM SUM PAID BY               the same once PAID has come from DAY to BY
    undo KEY                                         that one of the four never was
    interest KEY DAY CLAIM UNTIL                     what CLAIM, or all with `-`, bears from DAY
    stated KIND FROM UNTIL RATE COUNT                (of the interest above it; none: no interest)
    title KEY DAY                                    a court has decided, with effect on DAY
    part CLAIM DISMISSED COURT_FEE ATTORNEY_FEE COSTS   (of the title above it)
    awarded KIND FROM UNTIL RATE COUNT               (of the part above it; none: as before)

and for each day asked:

    on DAY PAID OVERPAID WRITTEN_OFF UNUSED CREDITED
    open CLAIM PRINCIPAL CONTRACTUAL DEFAULT COSTS LUMP_SUM COURT_FEE ATTORNEY_FEE

The four reductions stand mixed. Order of one day: titles, charges, credit notes, interest of the
day, payments, then forgive and what is conditional, then write-offs; within a kind by key. Keys of
titles, interest and reductions are drawn from one series, so that no kind always comes first.

A reduction that waits for payments takes effect on the value date of the payment that reaches PAID,
after the payments of that day. Here interest of that day has always grown on the principal before
it. Who counts that day on the lowered principal for a claim that no payment of that day came to
would differ; so the payment that brings a `credit_if` about is always offered to its claim first:
it names the claim, or names none and the claim is the one with the earliest due date.
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
COSTS = ["court_fee", "attorney_fee", "costs", "lump_sum"]
OLD = COSTS + ["default", "contractual", "principal"]
CONSUMER = COSTS + ["principal", "contractual", "default"]
WRITTEN_OFF = ["default", "contractual", "lump_sum", "costs", "attorney_fee", "court_fee"]


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
        self.open = {part: 0 for part in COSTS}
        self.open["principal"] = spec["principal"]
        self.principal_gone = {"paid": 0, "written_off": 0}
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

    def bear(self, day, segments):
        for kind, first, last, rate, count in segments:
            if first <= day and (last is None or day <= last):
                share = rate / 100 / year_days(day, count)
                self.exact[kind] += Fraction(self.open["principal"]) * share

    def bear_interest(self, day):
        principal = self.open["principal"]
        own_default = any(segment[0] == "default" for segment in self.spec["segments"])
        self.bear(day, self.spec["segments"])
        default_from = self.spec["due"] + DAY
        if day >= default_from and not own_default:
            rate, count = self.spec["agreed"] or (statutory(default_from), "act_act")
            self.exact["default"] += Fraction(principal) * rate / 100 / year_days(day, count)

    def order(self, day):
        late = day > self.spec["due"]
        new = self.spec["obligation"] >= date(2021, 7, 1)
        return CONSUMER if self.spec["relation"] == "consumer" and new and late else OLD


def effect(case, reduction):
    """The day on which a reduction takes effect; None if it never does."""
    _, kind, begin, _, _, paid, by = reduction
    if kind in ("credit_note", "forgive"):
        return begin
    total = 0
    for when, key, amount in sorted((p[1], p[0], p[2]) for p in case["payments"]):
        if key not in case["reversed"] and begin <= when <= by:
            total += amount
            if total >= paid:
                return when
    return None


def stated_interest(case, claim, day, on):
    """Segments that are all that the claim bears on the day; None if nothing was stated for it."""
    found = []
    for key, begin, named, until, segments in case["interest"]:
        if named in (None, claim) and begin <= day and (until is None or day <= until):
            found.append((begin, key, segments))
    for key, begin, parts in case["titles"]:
        for named, _, _, awarded in parts:
            if begin <= on and named == claim and awarded:
                if day >= min(segment[1] for segment in awarded):
                    found.append((begin, key, awarded))
    return max(found, key=lambda f: f[:2])[2] if found else None


def credit(claim, amount, sums):
    """Principal that was never owed: open first, then paid, then written off."""
    step = min(amount, claim.open["principal"])
    claim.open["principal"] -= step
    paid = min(amount - step, claim.principal_gone["paid"])
    claim.principal_gone["paid"] -= paid
    written_off = min(amount - step - paid, claim.principal_gone["written_off"])
    claim.principal_gone["written_off"] -= written_off
    sums["overpaid"] += paid
    sums["unused"] += written_off
    sums["credited"] += step + paid + written_off


def write_off(claims, amount, sums):
    sums["written_off"] += amount
    for parts in (WRITTEN_OFF, ["principal"]):
        for claim in claims:
            for part in parts:
                step = min(amount, claim.owed(part))
                claim.take(part, step)
                amount -= step
                if part == "principal":
                    claim.principal_gone["written_off"] += step
    sums["unused"] += amount


def reckon(case, on):
    claims = {spec["id"]: Claim(spec) for spec in case["claims"]}
    by_due = sorted(claims.values(), key=lambda c: (c.spec["due"], c.spec["id"]))
    sums = {"paid": 0, "overpaid": 0, "written_off": 0, "unused": 0, "credited": 0}
    reductions = [(effect(case, r), r) for r in sorted(case["reductions"])
                  if r[0] not in case["undone"]]
    first = [segment[1] for spec in case["claims"] for segment in spec["segments"]]
    first += [spec["due"] for spec in case["claims"]]
    first += [event[0] for event in case["charges"] + case["write_offs"]]
    first += [fact[1] for fact in case["interest"] + case["titles"]]
    first += [reduction[2] for reduction in case["reductions"]]
    for _, _, parts in case["titles"]:
        first += [segment[1] for part in parts for segment in part[3]]
    day = min(first + [payment[1] for payment in case["payments"]])
    while day <= on:
        for key, when, parts in sorted(case["titles"]):
            for named, dismissed, charged, _ in parts if when == day else []:
                credit(claims[named], dismissed, sums)
                for part, amount in charged.items():
                    claims[named].open[part] += amount
        for when, amount, by_law, claim in case["charges"]:
            if when == day:
                claims[claim].open["lump_sum" if by_law else "costs"] += amount
        for when, (_, kind, _, named, amount, _, _) in reductions:
            if when == day and kind == "credit_note":
                credit(claims[named], amount, sums)
        held = any(first <= day <= last for first, last in case["holds"])
        if not held:
            for claim in by_due:
                stated = stated_interest(case, claim.spec["id"], day, on)
                if stated is None:
                    claim.bear_interest(day)
                else:
                    claim.bear(day, stated)
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
                    if part == "principal":
                        claim.principal_gone["paid"] += step
            sums["overpaid"] += amount
        for when, (_, kind, _, named, amount, _, _) in reductions:
            if when == day and kind == "credit_if":
                credit(claims[named], amount, sums)
            if when == day and kind in ("forgive", "write_if"):
                write_off([claims[named]] if named else by_due, amount, sums)
        for when, amount in case["write_offs"]:
            if when == day:
                write_off(by_due, amount, sums)
        day += DAY
    return claims, sums


def random_date(rng, first, last):
    return first + DAY * rng.randrange((last - first).days + 1)


def random_case(rng, first_due=date(2014, 1, 1), last_due=date(2026, 6, 30)):
    case = {"claims": [], "payments": [], "charges": [], "write_offs": [], "holds": [],
            "reductions": [], "undone": [], "interest": [], "titles": []}
    for number in range(rng.choice([1, 1, 1, 2, 3])):
        due = random_date(rng, first_due, last_due)
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


def random_segments(rng, begin, number):
    segments = []
    for _ in range(number):
        first = random_date(rng, begin - 200 * DAY, begin + 200 * DAY)
        last = rng.choice([None, None, random_date(rng, first, first + 400 * DAY)])
        kind = rng.choice(["contractual", "default", "default"])
        rate = Fraction(rng.choice([0, rng.randrange(1, 2500), rng.randrange(1, 9000)]), 100)
        segments.append((kind, first, last, rate, rng.choice(["act_act", "act_365", "act_360"])))
    return segments


class Draw:
    """One case with all kinds of facts, drawn part after part."""

    def __init__(self, rng):
        self.rng = rng
        begin = random_date(rng, date(2014, 1, 1), date(2025, 1, 1))
        self.case = case = random_case(rng, begin, begin + rng.choice([0, 100, 500]) * DAY)
        self.ids = [claim["id"] for claim in case["claims"]]
        self.principal = {claim["id"]: claim["principal"] for claim in case["claims"]}
        self.room = dict(self.principal)  # what may still be credited
        self.total = sum(self.principal.values())
        self.oldest = min(case["claims"], key=lambda c: (c["due"], c["id"]))
        self.first = self.oldest["due"] - 60 * DAY
        self.last = max(claim["due"] for claim in case["claims"]) + 500 * DAY
        self.pool = [claim["due"] + rng.choice([-1, 0, 1, 2]) * DAY for claim in case["claims"]]
        self.pool += [payment[1] for payment in case["payments"]]
        self.pool += [entry[0] for entry in case["write_offs"] + case["charges"]]

    def pick(self):
        if self.rng.random() < 0.4:
            self.pool.append(random_date(self.rng, self.first, self.last))
            return self.pool[-1]
        return self.rng.choice(self.pool)

    def pay(self, day, amount, named):
        key = f"p{len(self.case['payments'])}"
        self.case["payments"].append((key, day, amount, named))
        return key

    def payments(self):
        rng = self.rng
        for _ in range(rng.randrange(4)):
            named = rng.choice(self.ids)
            amount = rng.choice([self.principal[named],
                                 rng.randrange(1, self.principal[named] + 1),
                                 2 * self.total + 200000])
            key = self.pay(self.pick(), amount, rng.choice([named, named, None]))
            if rng.random() < 0.1:
                self.case["reversed"].append(key)
        if rng.random() < 0.4:
            self.case["write_offs"].append(
                (self.pick(), rng.choice([self.total, rng.randrange(1, 2 * self.total + 2)])))

    def part_of(self, named):
        amount = self.rng.choice([
            self.room[named],
            min(self.room[named], self.rng.randrange(1, self.principal[named] + 1)),
            self.room[named] // 3])
        self.room[named] -= amount
        return amount

    def condition(self, kind, named):
        """DAY, PAID, BY: brought about by a payment that is drawn, or just missed."""
        rng, reversed_ = self.rng, self.case["reversed"]
        counting = [p for p in self.case["payments"] if p[0] not in reversed_]
        drawn = counting
        if kind == "credit_if":
            drawn = [p for p in drawn if (p[3] or self.oldest["id"]) == named]
        if not drawn or rng.random() < 0.25:
            begin = self.pick()
            by = begin + rng.randrange(100) * DAY
            missing = sum(p[2] for p in counting if begin <= p[1] <= by) + 1
            came = sum(p[2] for p in self.case["payments"] if begin <= p[1] <= by)
            return begin, max(missing, came), by
        key, when, amount, _ = rng.choice(drawn)
        begin = rng.choice([when, when - rng.randrange(1, 100) * DAY, min(when, self.pick())])
        by = rng.choice([when, when + rng.randrange(1, 100) * DAY, max(when, self.pick())])
        before = sum(p[2] for p in counting if begin <= p[1] and (p[1], p[0]) < (when, key))
        return begin, before + rng.choice([1, amount, rng.randrange(1, amount + 1)]), by

    def title(self):
        rng = self.rng
        begin = self.pick()
        parts = []
        for named in sorted(rng.sample(self.ids, rng.randrange(1, len(self.ids) + 1))):
            dismissed = self.part_of(named) if rng.random() < 0.4 else 0
            charged = {part: rng.choice([0, rng.randrange(1, 50000)])
                       for part in ["court_fee", "attorney_fee", "costs"]}
            awarded = random_segments(rng, begin, rng.choice([0, 0, 1, 2]))
            parts.append((named, dismissed, charged, awarded))
        self.case["titles"].append((self.keys.pop(), begin, parts))
        if rng.random() < 0.6:  # small sums, so that the order of costs matters
            day = begin + rng.randrange(200) * DAY
            self.pay(day, rng.randrange(1, 60000), parts[0][0])
        if rng.random() < 0.3:
            when = begin + rng.randrange(300) * DAY
            self.case["write_offs"].append((when, rng.randrange(1, 60000)))

    def reduction(self):
        rng, case = self.rng, self.case
        kind = rng.choice(["credit_note", "credit_if", "write_if", "forgive"])
        named = rng.choice(self.ids)
        begin, paid, by = self.pick(), None, None
        if kind in ("credit_if", "write_if"):
            begin, paid, by = self.condition(kind, named)
        if kind in ("credit_note", "credit_if"):
            amount = self.part_of(named)
        else:
            principal = self.principal[named]
            amount = rng.choice([principal, rng.randrange(1, principal + 20000)])
            named = rng.choice([named, None])
        if amount == 0:
            return
        self.pool.append(begin)
        case["reductions"].append((self.keys.pop(), kind, begin, named, amount, paid, by))
        if rng.random() < 0.3:
            when = effect(case, case["reductions"][-1]) or begin
            case["write_offs"].append((when, rng.randrange(1, self.total + 2)))
        if rng.random() < 0.15:
            case["undone"].append(case["reductions"][-1][0])

    def statement(self):
        rng = self.rng
        begin = self.pick()
        until = rng.choice([None, random_date(rng, begin, begin + 300 * DAY)])
        segments = random_segments(rng, begin, rng.choice([0, 1, 1, 2]))
        named = rng.choice([None, rng.choice(self.ids), rng.choice(self.ids)])
        self.case["interest"].append((self.keys.pop(), begin, named, until, segments))

    def draw(self):
        rng, pool = self.rng, self.pool
        self.payments()
        self.keys = [f"k{number:02}" for number in range(20)]
        rng.shuffle(self.keys)
        for _ in range(rng.choice([0, 0, 1, 1, 2])):
            self.title()
        for _ in range(rng.choice([0, 1, 1, 2, 3, 5])):
            self.reduction()
        for _ in range(rng.choice([0, 0, 1, 1, 2, 3])):
            self.statement()
        self.case["on"] = sorted({
            rng.choice(pool), rng.choice(pool) + rng.choice([-1, 1]) * DAY,
            random_date(rng, self.first, self.last),
            random_date(rng, self.last, self.last + 100 * DAY)})
        return self.case


def write(case, number, out, wide):
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
    for key, kind, begin, named, amount, paid, by in case["reductions"]:
        waits = [paid, by] if kind in ("credit_if", "write_if") else []
        print(kind, key, begin, dash(named), amount, *waits, file=out)
    for key in case["undone"]:
        print("undo", key, file=out)
    for key, begin, named, until, segments in case["interest"]:
        print("interest", key, begin, dash(named), dash(until), file=out)
        for kind, start, end, rate, count in segments:
            print("stated", kind, start, dash(end), f"{float(rate):.2f}", count, file=out)
    for key, begin, parts in case["titles"]:
        print("title", key, begin, file=out)
        for named, dismissed, charged, awarded in parts:
            print("part", named, dismissed, *charged.values(), file=out)
            for kind, start, end, rate, count in awarded:
                print("awarded", kind, start, dash(end), f"{float(rate):.2f}", count, file=out)
    for on in case["on"]:
        claims, sums = reckon(case, on)
        kinds = ["paid", "overpaid", "written_off", "unused"] + ["credited"] * wide
        print("on", on, *[sums[kind] for kind in kinds], file=out)
        for key in sorted(claims):
            c = claims[key]
            parts = ["principal", "contractual", "default", "costs", "lump_sum"]
            parts += ["court_fee", "attorney_fee"] * wide
            print("open", key, *[c.owed(part) for part in parts], file=out)


def main():
    rng = random.Random(1932)
    with open("oracle.txt", "w", encoding="utf-8") as out:
        print("# written by oracle.py beside this file; amounts in hellers", file=out)
        for number in range(250):
            write(random_case(rng), number, out, wide=False)
        rng = random.Random(1982)
        for number in range(250, 500):
            write(Draw(rng).draw(), number, out, wide=True)


if __name__ == "__main__":
    main()
