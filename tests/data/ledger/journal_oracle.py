#!/usr/bin/env python3
"""Counts from an exported journal what is owed, day by day, in exact fractions.

    arrears export --db cases.db > journal.jsonl
    tests/data/ledger/journal_oracle.py journal.jsonl --on DAY… [--known-at INSTANT] [--shift]

Written from the law sheets and docs/ledger.md by a reader who had not opened the library's sources:
one loop over days, one over what falls due, no call into the library. Only the entries of the
journal are read, none of the rows that follow from them. Czech law (journal_law.py), Czech crowns;
what it does not know it refuses. One JSON line a case and day comes out, amounts in hellers.
--shift moves a due date on a day off to the next business day, for rulebooks that accept that.
"""

import argparse
import json
import sys
from collections import namedtuple
from datetime import date

from journal_debts import INTEREST, Claim
from journal_holds import Holds
from journal_law import COSTS, DAY, GENERAL, WRITE_OFF, NotCounted, hellers

# `order` and `agreed`: what the debtor named with it, and whether the creditor consents.
Payment = namedtuple("Payment", "day key sum claim way order agreed")
# A creditor takes a part back: a credit note of one claim, or a write-off, of all of them where it
# names none. With `if_paid` it waits for payments of that sum through the day `by`.
Reduction = namedtuple("Reduction", "day order key kind sum claim if_paid by")
SILENT = {"person_stated", "receipt_arrived", "payments_complete", "promise_made", "call_held",
          "task_done", "note_made", "fields_stated", "host_fact", "dispute_raised",
          "dispute_resolved", "insolvency_declared", "insolvency_ended", "death_reported"}
# Effects that change no sum.
MOVES = {"enter_state", "close_case", "order_contact", "end_contact", "schedule_step", "end_step",
         "make_task", "notice", "regret", "hand_over"}


class Case:
    """What the entries of one stream say."""

    def __init__(self, persons):
        self.claims, self.called, self.opened = [], [], date.max
        self.payments, self.assigned, self.reversed = {}, {}, set()
        self.charges, self.reductions, self.taken_back = [], [], set()
        # Of the case, and of the persons that it names.
        self.holds, self.persons, self.liable = Holds(), persons, False
        # When something was sent that asks for money.
        self.demands = []

    def fact(self, fact):
        what, day = fact["what"], date.fromisoformat(fact["effective"])
        kind = what["type"]
        if kind == "case_opened":
            # They are there for whatever was paid before the case began, too; later ones join.
            self.opened = day
            self.claims += [(claim, day) for claim in what["claims"]]
        elif kind == "claim_added":
            self.claims.append((what["claim"], day))
        elif kind == "claim_removed":
            raise NotCounted("a claim that left")
        elif kind == "claim_accelerated":
            payable = date.fromisoformat(what["payable"]) if what["payable"] else day
            self.called.append((day, payable, what["claim"]))
        elif kind == "payment_received":
            self.payments[fact["key"]] = Payment(
                date.fromisoformat(what["value_date"]), fact["key"], hellers(what["sum"]),
                what["claim"], what["way"], what["order"], what["order_agreed"])
        elif kind == "payment_assigned":
            self.assigned[what["payment"]] = what["claim"]
        elif kind == "payment_reversed":
            self.reversed.add(what["payment"])
        elif kind == "claim_reduced":
            # Within a day those of facts go before those of rules.
            self.reduce(what, day, 0, fact["key"], what["kind"], what["claim"])
        elif kind == "reduction_reversed":
            self.taken_back.add(what["reduction"])
        elif kind == "hold_stated":
            self.holds.fact(fact)
        elif kind == "liability_stated":
            self.liable = True
        elif kind not in SILENT:
            raise NotCounted(kind)

    def reduce(self, what, day, order, key, kind, claim):
        if_paid, by = what["if_paid"], what["by"]
        if bool(if_paid) != bool(by):
            raise NotCounted("a condition without a day, or a day without a condition")
        self.reductions.append(Reduction(day, order, key, kind, hellers(what["sum"]), claim,
                                         hellers(if_paid) if if_paid else 0,
                                         date.fromisoformat(by) if by else date.max))

    def effect(self, effect, day):
        kind = effect["type"]
        if kind == "charge":
            part = "costs" if not effect["by_law"] else "lump_sum"
            if effect["by_law"] and effect["fee"] != "CZ.lump_sum":
                raise NotCounted(effect["fee"])
            self.charges.append((day, hellers(effect["sum"]), part, effect["claim"]))
        elif kind == "write_off":
            self.reduce(effect, day, 1, len(self.reductions), kind, "")
        elif kind not in MOVES:
            raise NotCounted(kind)

    def held(self, debtor):
        """The stretches without interest of a claim that this debtor alone answers for."""
        person = self.persons[debtor].stretches() if debtor in self.persons else []
        if person and self.liable:
            raise NotCounted("a hold of one of several who answer")
        return self.holds.stretches() + person


class Reckoning:
    """One case, walked from its first day to the one asked about."""

    def __init__(self, case, shift):
        called = {said["id"]: [(day, payable) for day, payable, claim in sorted(case.called)
                               if claim == said["id"]] for said, _ in case.claims}
        self.case = case
        self.claims = {said["id"]: Claim(said, joined, called[said["id"]], shift)
                       for said, joined in case.claims}
        self.held = {said["id"]: case.held(said["debtor"]) for said, _ in case.claims}
        self.parts = [part for claim in self.claims.values() for part in claim.parts]
        self.sums = dict.fromkeys(["paid", "overpaid", "written_off", "written_off_unused",
                                   "credited"], 0)
        self.payments = sorted(
            one._replace(claim=case.assigned.get(key) or one.claim)
            for key, one in case.payments.items() if key not in case.reversed)
        self.reductions = sorted(self.holding(one) for one in case.reductions
                                 if one.key not in case.taken_back)
        days = [part.begins() for part in self.parts]
        days += [event[0] for event in self.payments + case.charges + case.reductions]
        self.day = min(days)

    def holding(self, reduction):
        """The reduction with the day from which it holds: `date.max` if it never does."""
        if not reduction.if_paid:
            return reduction
        paid = 0
        for one in self.payments:
            paid += one.sum if one.day >= reduction.day else 0
            if paid >= reduction.if_paid:
                return reduction._replace(day=one.day if one.day <= reduction.by else date.max)
        return reduction._replace(day=date.max)

    def walk(self, on):
        """Through that day, from where the last walk ended."""
        while self.day <= on:
            self.live(self.day)
            self.day += DAY

    def live(self, day):
        for when, sum_, part, claim in self.case.charges:
            if when == day:
                self.oldest(day, claim)[0].open[part] += sum_
        reductions = [one for one in self.reductions if one.day == day]
        for one in reductions:
            if one.kind == "credit_note" and not one.if_paid:
                self.credit(day, one)
        for part in self.oldest(day):
            if not any(first <= day <= last for first, last in self.held[part.claim.id]):
                part.bear(day)
        for one in self.payments:
            if one.day == day:
                self.pay(one)
        for one in reductions:
            if one.kind == "write_off":
                self.write_off(day, one)
            elif one.if_paid:
                self.credit(day, one)

    def oldest(self, day, claim=""):
        parts = self.claims[claim].parts if claim else self.parts
        return sorted(parts, key=lambda part: part.place(day))

    def pay(self, payment):
        left, day = payment.sum, payment.day
        queue = self.oldest(day, payment.claim) if payment.claim in self.claims else []
        # § 1933: what the creditor had demanded, then the least secured, then the earliest due.
        queue += sorted(self.oldest(day), key=lambda part: (
            part.claim.joined > max(day, self.case.opened),
            not part.demanded(day, self.case.demands), part.claim.said["security"]))
        for part in queue:
            for component in part.order(payment):
                left -= part.pay(component, left)
        self.sums["paid"] += payment.sum
        self.sums["overpaid"] += left

    def write_off(self, day, reduction):
        left = reduction.sum
        for components in WRITE_OFF:
            for part in self.oldest(day, reduction.claim):
                for component in components:
                    left -= part.write_off(component, left)
        self.sums["written_off"] += reduction.sum
        self.sums["written_off_unused"] += left

    def credit(self, day, reduction):
        """As if less principal had been owed: what is open, then what was paid, is back on account,
        then what was written off met nothing."""
        left, claim = reduction.sum, self.claims[reduction.claim]
        for part in self.oldest(day, reduction.claim):
            left -= part.take("principal", left)
        freed = min(left, claim.principal_paid)
        back = min(left - freed, claim.principal_written_off)
        if left > freed + back:
            raise NotCounted("credit notes of more than the principal")
        claim.principal_paid -= freed
        claim.principal_written_off -= back
        self.sums["overpaid"] += freed
        self.sums["written_off_unused"] += back
        self.sums["credited"] += reduction.sum


def cases_of(lines, known_at):
    """The streams of the cases, folded from entries alone."""
    cases, persons = {}, {}
    for line in lines:
        row = json.loads(line)
        entry = row.get("entry")
        if row["kind"] != "entry" or entry["stream"]["kind"] not in ("case", "person"):
            continue
        stream, known = entry["stream"], not known_at or entry["recorded_at"] <= known_at
        if stream["kind"] == "person":
            if known and entry["kind"] == "fact_recorded":
                of_person(persons.setdefault(stream["id"], Holds()), entry["payload"]["fact"])
            elif known and entry["kind"] == "sending_progress":
                sent(entry["payload"], cases)
            continue
        case = cases.setdefault(stream["id"], Case(persons))
        if known and entry["kind"] == "fact_recorded":
            case.fact(entry["payload"]["fact"])
        elif entry["kind"] == "decided":
            day = date.fromisoformat(entry["business_day"])
            for effect in entry["payload"]["decision"]["effects"]:
                # A hold of the plan has a day and no instant: it counts whenever it is asked.
                if not case.holds.effect(effect, day) and known:
                    case.effect(effect, day)
    return {name: case for name, case in cases.items() if case.claims}


def sent(progress, cases):
    """A reminder or demand demands what is past due, unless it turns out not to have arrived."""
    sending = progress["sending"]
    if sending["status"] not in ("attempting", "sent") or progress["receipt"]:
        raise NotCounted("a sending that is " + sending["status"] + ", or a receipt")
    if sending["status"] == "sent" and sending["kind"] in ("reminder", "demand"):
        for case in sending["cases"]:
            cases[case].demands.append(date.fromisoformat(sending["on"]))


def of_person(holds, fact):
    if fact["what"]["type"] == "hold_stated":
        holds.fact(fact)
    elif fact["what"]["type"] not in SILENT | {"liability_stated"}:
        raise NotCounted(fact["what"]["type"])


def figures(found, on):
    found.walk(on)
    opened = [{"claim": name, **{part: found.claims[name].owed(part) for part in GENERAL}}
              for name in sorted(found.claims)]
    total = lambda parts: sum(claim[part] for claim in opened for part in parts)
    overdue = sum(part.owed(component) for part in found.parts for component in GENERAL
                  if part.default_from <= on)
    return {"debt": total(GENERAL), "overdue": overdue, "principal": total(["principal"]),
            "interest": total(INTEREST), "costs": total(COSTS + ["penalty"]), **found.sums,
            "claims": opened}


def main():
    parser = argparse.ArgumentParser(description="counts an exported journal again")
    parser.add_argument("journal")
    parser.add_argument("--on", required=True, nargs="+", type=date.fromisoformat)
    parser.add_argument("--known-at", help="an instant as the journal spells it")
    parser.add_argument("--shift", action="store_true")
    options = parser.parse_args()
    with open(options.journal, encoding="utf-8") as lines:
        cases = cases_of(lines, options.known_at)
    for name in sorted(cases):
        found = Reckoning(cases[name], options.shift)
        for on in sorted(options.on):
            print(json.dumps({"case": name, "on": str(on), **figures(found, on)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
