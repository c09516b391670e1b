#!/usr/bin/env python3
"""Recomputes a calculation of `arrears reckon --format csv` from its own columns, in fractions.

    arrears reckon --db cases.db FV-1 --on 2026-09-18 --format csv > calculation.csv
    tests/proof/recompute.py calculation.csv [--rounding at_end|per_event|per_period] [--unit 1]

Knows nothing of law, facts or the library: a line of interest or penalty must follow from its days,
base, rate and day count, or from a cap on penalties what the ones before left of it; what is booked
from the exact amounts so far; a base from the lines before it; a payment from its sum. It prints
the sums by component and the debt, or every line that disagrees, and then exits with 1. `--json
FILE` holds the sums against the balance of `--format json` besides. A file may hold many
calculations: `# calculation NAME ROUNDING UNIT` begins one, `# json {…}` is the balance of the one
before it.
"""

import argparse
import csv
import json
import sys
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

INTEREST = ("default_interest", "contractual_interest")
GROWING = (*INTEREST, "penalty")
COMPONENTS = ("principal", *GROWING, "costs", "court_fee", "attorney_fee", "lump_sum")
NEEDED = {"from", "until", "claim", "maturity", "what", "component", "base", "rate", "day_count",
          "days", "exact", "amount", "currency", "cap"}


def half_up(value):
    """To a whole number; a half goes up."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def thirty(day):
    return 360 * day.year + 30 * day.month + min(day.day, 30)


def part_of(row):
    """A claim, or the maturity of a claim that falls due in parts: each is counted by itself."""
    return row["claim"], row["maturity"]


def years(first, last, count):
    """The part of a year that the days from first to last are, both included."""
    if count == "act_360":
        return Fraction((last - first).days + 1, 360)
    if count == "act_365":
        return Fraction((last - first).days + 1, 365)
    if count == "thirty_360":
        return Fraction(thirty(last) - thirty(first - timedelta(days=1)), 360)
    if count != "act_act":
        raise ValueError(f"day count {count!r}")
    out = Fraction(0)
    for year in range(first.year, last.year + 1):
        begin, end = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
        out += Fraction((end - begin).days + 1, 366 if leap(year) else 365)
    return out


class Calculation:
    """One calculation, line after line; `wrong` collects what disagrees."""

    def __init__(self, rounding="at_end", unit=1):
        self.rounding, self.unit = rounding, unit
        self.wrong = []
        self.open = defaultdict(int)       # (part_of(), component): minor units
        self.exact = defaultdict(Fraction)  # the same: since rounding began
        self.booked = defaultdict(int)
        self.anew = {}                     # part_of(): day after which rounding began anew
        self.moved = {}                    # (day, part_of()): interest that becomes principal
        self.written_off = []              # days
        self.penalties = defaultdict(Fraction)  # claim: exact, all parts
        self.capped = set()                     # claims whose penalties have come to a cap
        self.freed = defaultdict(int)      # (day, claim and component): until its credit note comes
        self.payments = {}                 # fact: (sum, what of it was credited)
        self.digits = self.currency = None
        self.lines = 0

    def line(self, number, row):
        self.lines += 1
        self.number = number
        try:
            self.read(row)
        except (ValueError, ArithmeticError) as error:
            self.say(f"cannot be read: {error}")

    def say(self, text):
        self.wrong.append(f"line {self.number}: {text}")

    def minor(self, text):
        if self.digits is None:
            self.digits = len(text.partition(".")[2])
        return int(Decimal(text).scaleb(self.digits).to_integral_exact())

    def read(self, row):
        amount, base = self.minor(row["amount"]), self.minor(row["base"])
        first, last = date.fromisoformat(row["from"]), date.fromisoformat(row["until"])
        key = (part_of(row), row["component"])
        if row["component"] not in COMPONENTS:
            self.say(f"component {row['component']!r}")
        if row["currency"] != (self.currency or row["currency"]):
            self.say(f"currency {row['currency']} after {self.currency}")
        self.currency = row["currency"]
        kind = row["what"]
        if kind == "interest":
            self.interest(row, key, first, last, base, amount)
        elif kind == "payment":
            self.payment(row, first, base, amount)
        elif kind == "reversal":
            came = self.payments.pop(row["fact"], None)
            if came is None or came[0] != base or amount != base or came[1] != base:
                self.say(f"takes back {row['amount']} of {row['fact']}, which did not come")
        elif kind == "write_off":
            self.written_off.append(first)
            if amount > 0:  # freed by a credit note of that claim and day
                self.freed[first, key] += amount
            elif amount == 0 or -amount > base:
                self.say(f"writes off {row['amount']} of {row['base']}")
        elif kind == "claim":
            if amount >= 0 and (amount != base or row["component"] != "principal"):
                self.say(f"a claim of {row['amount']} on a base of {row['base']}")
            # Of lump sums what the law lets not pass to a new creditor; else all that is open.
            left = self.open[key] + amount
            if amount < 0 and left != 0 and (row["component"] != "lump_sum" or left < 0):
                self.say(f"a claim leaves with {row['amount']}, open was {self.open[key]}")
        elif kind == "credit_note":
            if amount >= 0 or -amount > base or row["component"] != "principal":
                self.say(f"takes back {row['amount']} by a credit note of {row['base']}")
            self.written_off.append(first - timedelta(days=1))
            if self.freed.pop((first, key), 0) > -amount:
                self.say("frees more than the credit note takes back")
        elif kind == "capitalisation":
            self.capitalise(row, first, key, amount)
        elif kind != "charge":
            self.say(f"what {kind!r}")
        self.open[key] += amount
        if self.open[key] < 0 and row["claim"]:
            self.say(f"{row['component']} of {row['claim']} falls below zero")

    def payment(self, row, day, base, amount):
        sum_, credited = self.payments.get(row["fact"], (base, 0))
        if amount > 0:  # freed by a credit note of that claim and day
            self.freed[day, (part_of(row), row["component"])] += amount
        if sum_ != base or not 0 <= credited - amount <= base:
            self.say(f"credits {row['amount']} of a payment of {row['base']}")
        self.payments[row["fact"]] = (base, credited - amount)
        if self.rounding == "per_event" and row["claim"]:
            self.begin_anew(part_of(row))

    def capitalise(self, row, day, key, amount):
        """One line takes all of an interest away, the next one adds it to principal."""
        if key[1] == "principal":
            if amount <= 0 or self.moved.pop((day, key[0]), 0) != amount:
                self.say(f"{row['amount']} become principal that were no interest")
            return
        if key[1] not in INTEREST or amount >= 0 or self.open[key] + amount != 0:
            self.say(f"capitalises {row['amount']} of {key[1]}, open was {self.open[key]}")
        if self.moved.setdefault((day, key[0]), -amount) != -amount:
            self.say("interest was taken away that did not become principal")

    def begin_anew(self, claim):
        for component in GROWING:
            self.exact[claim, component] = Fraction(0)
            self.booked[claim, component] = 0

    def interest(self, row, key, first, last, base, amount):
        if key[1] not in GROWING:
            self.say(f"interest as {key[1]}")
        if int(row["days"]) != (last - first).days + 1:
            self.say(f"{row['days']} days from {first} to {last}")
        principal = self.open[part_of(row), "principal"]
        if base != principal:
            self.say(f"runs on {row['base']}, open principal is {principal} minor units")
        exact = base * Fraction(row["rate"]) / 100 * years(first, last, row["day_count"])
        places = Fraction(10 ** 6, 10 ** self.digits)
        if key[1] == "penalty":
            exact = self.penalty(row, exact)
        if half_up(exact * places) != Fraction(row["exact"]) * 10 ** 6:
            self.say(f"exact {row['exact']}, recomputed {float(exact / 10 ** self.digits):.6f}")
        self.restart(part_of(row), first)
        before = 0 if self.rounding == "per_period" else self.booked[key]
        so_far = exact if self.rounding == "per_period" else self.exact[key] + exact
        total = half_up(so_far / self.unit) * self.unit
        if total - before != amount:
            self.say(f"booked {row['amount']}, recomputed {total - before} minor units")
        self.exact[key], self.booked[key] = so_far, total

    def penalty(self, row, exact):
        if row["claim"] in self.capped:
            self.say("a penalty after the cap was reached")
        if row["cap"]:
            self.capped.add(row["claim"])
            left = Fraction(row["cap"]) * 10 ** self.digits - self.penalties[row["claim"]]
            if left >= exact:
                self.say(f"{row['cap']} caps nothing")
            exact = left
        self.penalties[row["claim"]] += exact
        return exact

    def restart(self, claim, first):
        """A write-off is over all claims: what follows it is rounded by itself."""
        if self.rounding != "per_event":
            return
        ends = [day for day in self.written_off if day < first]
        if ends and self.anew.get(claim) != max(ends):
            self.anew[claim] = max(ends)
            self.begin_anew(claim)

    def sums(self):
        by = {component: sum(open_ for (_, other), open_ in self.open.items()
                             if other == component) for component in COMPONENTS}
        by["debt"] = sum(by.values())
        by["interest"] = sum(by[component] for component in INTEREST)
        by["paid"] = sum(sum_ for sum_, _ in self.payments.values())
        by["on_account"] = sum(sum_ - credited for sum_, credited in self.payments.values())
        return by

    def compare(self, balance):
        """Against what the library says is owed."""
        minor = lambda money: int(Decimal(money["amount"]).scaleb(self.digits))
        sums = self.sums()
        on_account = minor(balance["overpaid"]) + minor(balance["refunded"])
        if on_account != sums["on_account"]:
            self.wrong.append(f"overpaid and refunded: {on_account}, "
                              f"recomputed {sums['on_account']}")
        for name in ("debt", "principal", "interest", "paid"):
            if minor(balance[name]) != sums[name]:
                self.wrong.append(f"{name}: {balance[name]['amount']}, recomputed {sums[name]}")
        for claim in balance["claims"]:
            for component in COMPONENTS:
                open_ = sum(sum_ for ((of, _), other), sum_ in self.open.items()
                            if (of, other) == (claim["claim"], component))
                if minor(claim[component]) != open_:
                    self.wrong.append(f"{component} of {claim['claim']}: "
                                      f"{claim[component]['amount']}, recomputed {open_}")


def calculations(lines, rounding, unit):
    """(name, Calculation) of each in a file."""
    name, current, rows, start, heading = "", None, [], 0, None

    def finished():
        for at, row in enumerate(csv.DictReader(rows)):
            if at == 0 and not NEEDED <= set(row):
                current.wrong.append(f"columns are missing: {sorted(NEEDED - set(row))}")
                break
            current.line(start + at + 1, row)
        if current.lines == 0 and not current.wrong:
            current.wrong.append("there is no line")

    for number, line in enumerate(lines, 1):
        if line.startswith("# json "):
            finished()
            current.compare(json.loads(line[len("# json "):])["balance"])
            yield name, current
            current, rows = None, []
        elif line.startswith("# calculation "):
            _, _, name, terms, of = line.split()
            current, rows, start = Calculation(terms, int(of)), [], number + 1
        else:
            if current is None:
                current, start = Calculation(rounding, unit), number
            rows.append(line)
    if current is not None:
        finished()
        yield name, current


def main():
    parser = argparse.ArgumentParser(description="recomputes calculations from their own columns")
    parser.add_argument("file")
    parser.add_argument("--rounding", default="at_end",
                        choices=["at_end", "per_event", "per_period"])
    parser.add_argument("--unit", type=int, default=1, help="minor units that are rounded to")
    parser.add_argument("--json", help="the same calculation as JSON")
    options = parser.parse_args()
    count = lines = wrong = 0
    with open(options.file, encoding="utf-8", newline="") as file:
        for name, one in calculations(file, options.rounding, options.unit):
            count, lines = count + 1, lines + one.lines
            if options.json:
                with open(options.json, encoding="utf-8") as other:
                    one.compare(json.load(other)["balance"])
            for text in one.wrong:
                print(f"{options.file}: {f'calculation {name}: ' if name else ''}{text}")
            wrong += bool(one.wrong)
            if count == 1 and not name and not one.wrong:
                digits = one.digits or 0
                for what, sum_ in one.sums().items():
                    print(f"{what:22}{Decimal(sum_).scaleb(-digits):>18}")
    print(f"{count} calculations, {lines} lines, {wrong} wrong")
    return 1 if wrong or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
