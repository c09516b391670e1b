#!/usr/bin/env python3
"""Counts from an exported journal what is owed, day by day, in exact fractions.

    arrears export --db cases.db > journal.jsonl
    tests/data/ledger/journal_oracle.py journal.jsonl --on 2026-09-18 [--known-at INSTANT] [--shift]

Written from the law sheets and docs/ledger.md by a reader who had not opened the library's sources:
one loop over days, one over claims, no call into the library. Rates and holidays are the tables of
tests/data/law. Only the entries of the journal are read, none of the rows that follow from them.
Czech law, Czech crowns; what it does not know (agreed orders, holds of interest) it refuses. One
JSON line a case comes out, amounts in hellers. --shift moves a due date on a day off to the next
business day, for rulebooks that accept that.
"""

import argparse
import csv
import json
import sys
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

LAW = Path(__file__).resolve().parents[1] / "law"
DAY = timedelta(days=1)
COSTS = ["court_fee", "attorney_fee", "costs", "lump_sum"]
# § 1932(1) of act 89/2012; § 1932(2) as amended by act 192/2021. A penalty has no place in them.
GENERAL = COSTS + ["default_interest", "contractual_interest", "principal", "penalty"]
CONSUMER = COSTS + ["principal", "contractual_interest", "default_interest", "penalty"]
ACT_192_2021 = date(2021, 7, 1)
WRITE_OFF = (["default_interest", "contractual_interest", "penalty", "lump_sum", "costs",
              "attorney_fee", "court_fee"], ["principal"])
GROWING = ("default_interest", "contractual_interest")
SILENT = {"person_stated", "receipt_arrived", "payments_complete", "promise_made", "call_held",
          "task_done", "note_made", "fields_stated", "host_fact", "dispute_raised",
          "dispute_resolved", "insolvency_declared", "insolvency_ended", "death_reported",
          "liability_stated"}


class NotCounted(Exception):
    """Something that this program knows no law for."""


def table(name):
    with open(LAW / name, encoding="utf-8") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


RATES = {row["half_year_start"]: Fraction(row["fixed_rate_if_default_begins_here"])
         for row in table("cz_by_half_year.csv") if row["fixed_rate_if_default_begins_here"]}
HOLIDAYS = {row["date"] for row in table("cz_holidays.csv")}


def statutory(default_from):
    """Repo rate of the first day of the half-year in which default began, plus 8 points."""
    start = date(default_from.year, 1 if default_from.month <= 6 else 7, 1)
    if default_from < date(2014, 1, 1) or str(start) not in RATES:
        raise NotCounted(f"default from {default_from}")
    return RATES[str(start)]


def business_day(day):
    return day.weekday() < 5 and str(day) not in HOLIDAYS


def hellers(money):
    if money["currency"] != "CZK":
        raise NotCounted(money["currency"])
    sum_ = Decimal(money["amount"]) * 100
    if sum_ != int(sum_):
        raise NotCounted(f"{sum_} hellers")
    return int(sum_)


def half_up(value):
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def year_days(day, count):
    if count in ("act_365", "act_360"):
        return int(count[4:])
    if count != "act_act":
        raise NotCounted(count)
    leap = day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0)
    return 366 if leap else 365


class Claim:
    def __init__(self, said, joined, shift):
        if said["allocation"] or said["law"] not in ("", "CZ"):
            raise NotCounted("an agreed order, another law")
        if any(said[name] for name in ("maturities", "security", "demanded", "damages_of")):
            raise NotCounted("maturities, what is secured or demanded, damages")
        self.id, self.joined = said["id"], joined
        self.due = date.fromisoformat(said["due"])
        last = self.due
        while shift and not business_day(last):
            last += DAY
        self.default_from = last + DAY
        self.consumer = (said["relation"] == "consumer" and
                         date.fromisoformat(said["obligation"]) >= ACT_192_2021)
        self.segments = said["segments"]
        agreed = said["agreed_rate"]
        self.default = ((Fraction(agreed["ppm"], 10_000), agreed["day_count"]) if agreed
                        else (statutory(self.default_from), "act_act"))
        self.open = dict.fromkeys(GENERAL, 0)
        self.open["principal"] = hellers(said["principal"])
        # By kind: rate and length of year to the sum of the hellers that bore it, a day each.
        self.grown = {kind: {} for kind in GROWING}

    def owed(self, part):
        # For interest `open` counts down what was taken; nothing is rounded while it grows.
        if part not in GROWING:
            return self.open[part]
        grown = sum(Fraction(percent * hellers, 100 * days)
                    for (percent, days), hellers in self.grown[part].items())
        return self.open[part] + half_up(Fraction(grown))

    def take(self, part, most):
        step = min(most, self.owed(part))
        self.open[part] -= step
        return step

    def bear(self, day):
        own = False
        for segment in self.segments:
            if segment["fixed"] is None:
                raise NotCounted("a segment that names a regime")
            own = own or segment["kind"] == "default_interest"
            first, last = segment["from"], segment["until"] or "9999"
            if first <= str(day) <= last:
                kind = ("default_interest" if segment["kind"] == "default_interest"
                        else "contractual_interest")
                self.grow(kind, day, Fraction(segment["fixed"]["ppm"], 10_000),
                          segment["fixed"]["day_count"])
        if not own and day >= self.default_from:
            self.grow("default_interest", day, *self.default)

    def grow(self, kind, day, percent, count):
        bore = self.grown[kind]
        by = (percent, year_days(day, count))
        bore[by] = bore.get(by, 0) + self.open["principal"]

    def order(self, day):
        return CONSUMER if self.consumer and day >= self.default_from else GENERAL


class Case:
    """What the entries of one stream say."""

    def __init__(self):
        self.claims = []
        self.payments, self.assigned, self.reversed = {}, {}, set()
        self.charges, self.write_offs = [], []

    def fact(self, fact):
        what, day = fact["what"], date.fromisoformat(fact["effective"])
        kind = what["type"]
        if kind == "case_opened":
            self.claims += [(claim, day) for claim in what["claims"]]
        elif kind == "claim_added":
            self.claims.append((what["claim"], day))
        elif kind == "claim_removed":
            raise NotCounted("a claim that left")
        elif kind == "payment_received":
            if what["order"]:
                raise NotCounted("an order that the debtor named")
            self.payments[fact["key"]] = (date.fromisoformat(what["value_date"]),
                                          hellers(what["sum"]), what["claim"])
        elif kind == "payment_assigned":
            self.assigned[what["payment"]] = what["claim"]
        elif kind == "payment_reversed":
            self.reversed.add(what["payment"])
        elif kind not in SILENT:
            raise NotCounted(kind)

    def effect(self, effect, day):
        kind = effect["type"]
        if kind == "charge":
            part = "costs" if not effect["by_law"] else "lump_sum"
            if effect["by_law"] and effect["fee"] != "CZ.lump_sum":
                raise NotCounted(effect["fee"])
            self.charges.append((day, hellers(effect["sum"]), part, effect["claim"]))
        elif kind == "write_off":
            self.write_offs.append((day, hellers(effect["sum"])))
        elif kind == "place_hold" and "interest" in json.dumps(effect["kinds"]):
            raise NotCounted("a hold of interest")

    def reckon(self, on, shift):
        claims = {said["id"]: Claim(said, joined, shift) for said, joined in self.claims}
        by_due = sorted(claims.values(), key=lambda claim: (claim.due, claim.id))
        payments = sorted((day, key, sum_, self.assigned.get(key) or claim)
                          for key, (day, sum_, claim) in self.payments.items()
                          if key not in self.reversed)
        sums = dict.fromkeys(["paid", "overpaid", "written_off", "written_off_unused"], 0)
        days = [claim.default_from for claim in by_due]
        days += [date.fromisoformat(s["from"]) for claim in by_due for s in claim.segments]
        days += [event[0] for event in payments + self.charges + self.write_offs]
        day = min(days)
        while day <= on:
            for when, sum_, part, claim in self.charges:
                if when == day:
                    (claims[claim] if claim else by_due[0]).open[part] += sum_
            for claim in by_due:
                claim.bear(day)
            for when, _, sum_, named in payments:
                if when == day:
                    sums["paid"] += sum_
                    sums["overpaid"] += self.credit(sum_, day, by_due, claims.get(named))
            for when, sum_ in self.write_offs:
                if when == day:
                    sums["written_off"] += sum_
                    for parts in WRITE_OFF:
                        for claim in by_due:
                            for part in parts:
                                sum_ -= claim.take(part, sum_)
                    sums["written_off_unused"] += sum_
            day += DAY
        return by_due, sums

    @staticmethod
    def credit(sum_, day, by_due, named):
        queue = [named] if named else []
        queue += sorted(by_due, key=lambda claim: claim.joined > day)
        for claim in queue:
            for part in claim.order(day):
                sum_ -= claim.take(part, sum_)
        return sum_


def cases_of(lines, known_at):
    """The streams of the cases, folded from entries alone."""
    cases = {}
    for line in lines:
        row = json.loads(line)
        entry = row.get("entry")
        if row["kind"] != "entry" or entry["stream"]["kind"] != "case":
            continue
        if known_at and entry["recorded_at"] > known_at:
            continue
        case = cases.setdefault(entry["stream"]["id"], Case())
        if entry["kind"] == "fact_recorded":
            case.fact(entry["payload"]["fact"])
        elif entry["kind"] == "decided":
            for effect in entry["payload"]["decision"]["effects"]:
                case.effect(effect, date.fromisoformat(entry["business_day"]))
    return cases


def figures(case, on, shift):
    claims, sums = case.reckon(on, shift)
    opened = [{"claim": claim.id, **{part: claim.owed(part) for part in GENERAL}}
              for claim in claims]
    total = lambda parts: sum(claim[part] for claim in opened for part in parts)
    return {"debt": total(GENERAL), "principal": total(["principal"]), "interest": total(GROWING),
            "costs": total(COSTS + ["penalty"]), **sums,
            "claims": sorted(opened, key=lambda claim: claim["claim"])}


def main():
    parser = argparse.ArgumentParser(description="counts an exported journal again")
    parser.add_argument("journal")
    parser.add_argument("--on", required=True, type=date.fromisoformat)
    parser.add_argument("--known-at", help="an instant as the journal spells it")
    parser.add_argument("--shift", action="store_true")
    options = parser.parse_args()
    with open(options.journal, encoding="utf-8") as lines:
        cases = cases_of(lines, options.known_at)
    for name in sorted(cases):
        print(json.dumps({"case": name, **figures(cases[name], options.on, options.shift)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
