"""Claims of journal_oracle.py and the parts in which they fall due: what each bears, what is open.

A maturity is counted as a claim of its own: it is in default from its own day and rounded by itself
(docs/ledger.md, "Claims that fall due in parts"). A claim without maturities has one part.
"""

from collections import namedtuple
from datetime import date
from fractions import Fraction

import journal_law as law
from journal_law import NotCounted, hellers

INTEREST = ("default_interest", "contractual_interest")
GROWING = INTEREST + ("penalty",)
KINDS = {"default_interest": "default_interest", "contractual": "contractual_interest",
         "penalty": "penalty"}
NEVER = date.max
# Interest of one kind at one rate, from its first day to its last one, both included.
Line = namedtuple("Line", "kind first last percent count")


class Part:
    def __init__(self, claim, number, due, principal, shift):
        self.claim, self.number = claim, number
        # Its due date, by the day on which it was that: an acceleration moves nothing that was
        # credited before.
        self.dues = [(date.min, due)]
        for called, payable in claim.called:
            if due > called:
                due = min(due, payable)
                self.dues.append((called, due))
        self.default_from = law.first_of_default(due, shift)
        self.open = dict.fromkeys(law.GENERAL, 0)
        self.open["principal"] = principal
        self.lines = self.lines_of(claim.said)
        # By kind: rate and length of year to the sum of the hellers that bore it, a day each.
        self.grown = {kind: {} for kind in GROWING}
        # What has grown of a penalty that may come to a sum at most.
        self.limited = Fraction(0)

    def lines_of(self, said):
        """What this part bears; nothing for delay before its own first day of default."""
        lines = []
        for segment in said["segments"]:
            if segment["fixed"] is None or segment["base"] != "principal":
                raise NotCounted("a segment that names a regime, or on " + segment["base"])
            kind, first = KINDS[segment["kind"]], date.fromisoformat(segment["from"])
            last = date.fromisoformat(segment["until"]) if segment["until"] else NEVER
            if kind != "contractual_interest":
                first = max(first, self.default_from)
            lines.append(Line(kind, first, last, Fraction(segment["fixed"]["ppm"], 10_000),
                              segment["fixed"]["day_count"]))
        if not any(line.kind == "default_interest" for line in lines):
            agreed = said["agreed_rate"]
            rate = ((Fraction(agreed["ppm"], 10_000), agreed["day_count"]) if agreed
                    else (law.statutory(self.default_from), "act_act"))
            lines.append(Line("default_interest", self.default_from, NEVER, *rate))
        return lines

    def begins(self):
        return min(line.first for line in self.lines)

    def place(self, day):
        """Where the part stands on that day among all that are owed."""
        due = [due for since, due in self.dues if since <= day][-1]
        return (due, self.claim.id, self.number)

    def owed(self, part):
        # Of what grows `open` counts down what was taken; nothing is rounded while it grows.
        if part not in GROWING:
            return self.open[part]
        grown = sum(Fraction(percent * hellers, 100 * days)
                    for (percent, days), hellers in self.grown[part].items())
        grown += self.limited if part == "penalty" else 0
        return self.open[part] + law.half_up(Fraction(grown))

    def take(self, part, most):
        step = min(most, self.owed(part))
        self.open[part] -= step
        return step

    def pay(self, part, most):
        step = self.take(part, most)
        self.claim.principal_paid += step if part == "principal" else 0
        return step

    def write_off(self, part, most):
        step = self.take(part, most)
        self.claim.principal_written_off += step if part == "principal" else 0
        return step

    def bear(self, day):
        rates = [(line.kind, line.percent, law.year_days(day, line.count))
                 for line in self.lines if line.first <= day <= line.last]
        claim, principal = self.claim, self.open["principal"]
        if claim.credit is not None:
            rates = law.rates_of_credit(rates, day, self.default_from, claim.obligation)
        for kind, *by in rates:
            if kind == "penalty" and claim.penalties_left is not None:
                # One sum for all parts: on each day the earliest due takes of it first.
                more = min(Fraction(by[0] * principal, 100 * by[1]), claim.penalties_left)
                claim.penalties_left -= more
                self.limited += more
            else:
                bore = self.grown[kind]
                bore[tuple(by)] = bore.get(tuple(by), 0) + principal

    def demanded(self, day, demands):
        """Whether the creditor had asked for it before that day; a message asks for what is in
        the case then and was in default on the day before it."""
        said = self.claim.said["demanded"]
        return bool(said) and date.fromisoformat(said) < day or any(
            self.default_from < sent < day and self.claim.joined <= sent for sent in demands)

    def order(self, payment):
        """The components of this part, as that payment meets them."""
        said = self.claim.said
        return law.order_of_crediting(
            payment.day, payment.way, said["relation"] == "consumer", self.claim.obligation,
            payment.day >= self.default_from, payment.order, payment.agreed, said["allocation"])


class Claim:
    def __init__(self, said, joined, called, shift):
        """`called`: when the parts to come were called due and by when, the earliest first."""
        if said["law"] not in ("", "CZ"):
            raise NotCounted(said["law"])
        if said["damages_of"]:
            raise NotCounted("damages")
        self.said, self.id, self.joined, self.called = said, said["id"], joined, called
        self.obligation = date.fromisoformat(said["obligation"])
        if self.obligation < law.ACT_89_2012:
            raise NotCounted("a debt of the old codes")
        self.credit = hellers(said["credit"]) if said["credit"] else None
        self.penalties_left = (None if self.credit is None else
                               law.penalties_of_credit(self.credit, self.obligation))
        maturities = said["maturities"] or [{"due": said["due"], "sum": said["principal"]}]
        # What a credit note finds when less principal is open than it takes back.
        self.principal_paid = self.principal_written_off = 0
        self.parts = [Part(self, number, date.fromisoformat(one["due"]), hellers(one["sum"]), shift)
                      for number, one in enumerate(maturities)]

    def owed(self, part):
        return sum(one.owed(part) for one in self.parts)
