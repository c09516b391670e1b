"""Instalment plans: the schedule counted again in fractions, agreed, paid, ended."""

from datetime import date, time, timedelta
from fractions import Fraction
from math import floor

import arrears
import pytest
from arrears import (Fact, InstalmentsAgreed, InstalmentsEnded, InstalmentsOffered,
                     InstalmentTerms, Money, OfferAnswered, PaymentReceived)
from test_engine import (FIRST, Recorder, clock, facts, law, opened,  # noqa: F401
                         rulebook, run)


def crowns(amount) -> Money:
    return Money(str(amount), "CZK")


class Debt:
    """12 000 CZK at 11.75 % a year since 2 September 2026; costs, interest, principal."""

    def __init__(self, costs: Fraction):
        self.principal, self.costs, self.grown = Fraction(12000), costs, Fraction(0)
        self.interest_paid, self.through = Fraction(0), date(2026, 9, 1)

    def on(self, day: date) -> Fraction:
        for n in range((day - self.through).days):
            assert (self.through + timedelta(days=n + 1)).year < 2028  # no leap year
            self.grown += self.principal * Fraction("11.75") / 100 / 365
        self.through = max(self.through, day)
        booked = Fraction(floor(self.grown * 100 + Fraction(1, 2)), 100)
        self.interest = booked - self.interest_paid
        return self.principal + self.costs + self.interest

    def pay(self, sum_: Fraction) -> None:
        for part in ("costs", "interest", "principal"):
            taken = min(sum_, getattr(self, part))
            setattr(self, part, getattr(self, part) - taken)
            sum_ -= taken
            if part == "interest":
                self.interest_paid += taken


@pytest.fixture
def engine(rulebook, law, clock, by):  # noqa: F811
    with opened(rulebook, law, Recorder()) as engine:
        run(engine, by, clock, 1, {FIRST: facts()})
        yield engine


def counted(debt: Debt, schedule) -> None:
    """Every instalment is what was asked for, the last one what is left."""
    for one in schedule.instalments[:-1]:
        assert debt.on(one.due) > Fraction(one.sum.amount)
        debt.pay(Fraction(one.sum.amount))
    last = schedule.instalments[-1]
    assert debt.on(last.due) == Fraction(last.sum.amount)


def test_when_does_it_end_and_what_does_it_cost(engine, by):
    balance = engine.show(by, "FV-1").balance
    terms = InstalmentTerms(first_due=date(2026, 10, 5), first=crowns(3000), sum=crowns(1500))
    schedule = engine.schedule_instalments(by, "FV-1", terms, on=FIRST)
    assert [one.sum for one in schedule.instalments[:2]] == [crowns(3000), crowns(1500)]
    assert schedule.debt == balance.debt and schedule.total - schedule.debt == schedule.cost
    counted(Debt(Fraction(balance.costs.amount)), schedule)
    assert schedule.render("csv", "FV-1").splitlines()[1] == \
        "FV-1,2026-09-09,2026-10-05,3000.00,CZK,no"


@pytest.mark.parametrize("count", [2, 7, 15])
def test_equal_instalments_are_the_least_that_do_it(engine, by, count):
    costs = Fraction(engine.show(by, "FV-1").balance.costs.amount)
    terms = InstalmentTerms(first_due=date(2026, 10, 5), count=count, move_due_days=False)
    schedule = engine.schedule_instalments(by, "FV-1", terms, on=FIRST)
    assert len(schedule.instalments) == count
    assert [one.due.day for one in schedule.instalments] == [5] * count
    counted(Debt(costs), schedule)
    debt, less = Debt(costs), Fraction(schedule.instalments[0].sum.amount) - Fraction(1, 100)
    for one in schedule.instalments:
        left = debt.on(one.due)
        debt.pay(min(left, less))
    assert left > less  # a heller less does not do it


def test_agreed_paid_missed_ended(engine, by, clock):  # noqa: F811
    terms = InstalmentTerms(first_due=date(2026, 9, 14), sum=crowns(6000), days=7,
                            waives_interest=True)
    schedule = engine.schedule_instalments(by, "FV-1", terms, on=FIRST)
    agreed = Fact(key="plan:1", effective=FIRST,
                  what=InstalmentsAgreed(case="FV-1", instalments=schedule.instalments,
                                         waives_interest=True))
    paid = Fact(key="bank:1", effective=date(2026, 9, 14),
                what=PaymentReceived(case="FV-1", sum=crowns(6000), value_date=date(2026, 9, 14)))
    noon = clock.at(FIRST, time(12))
    engine.submit(by, noon, [agreed, paid])
    engine.run_day(by, noon)
    (plan,) = engine.show(by, "FV-1").instalments
    assert plan.state == "running" and plan.waives_interest and plan.key == "plan:1"
    assert [one.state for one in plan.instalments][0] == "open"
    later = date(2026, 9, 18)
    waived = engine.reckon(by, "FV-1", on=later).balance
    assert waived.interest < engine.reckon(by, "FV-1", on=later,
                                           known_at=clock.opening(FIRST).instant).balance.interest
    end = Fact(key="end:1", effective=FIRST, what=InstalmentsEnded(case="FV-1", plan="plan:1"))
    engine.submit(by, noon, [end])
    engine.run_day(by, noon)
    assert engine.show(by, "FV-1").instalments[0].state == "ended"
    assert engine.reckon(by, "FV-1", on=later).balance.debt > waived.debt
    refused = engine.submit(by, noon, [Fact(key="end:2", effective=FIRST,
                                            what=InstalmentsEnded(case="FV-1"))])
    assert refused.stored == 1
    assert "no instalment plan runs" in engine.run_day(by, noon).refused[0]


def test_a_schedule_that_never_ends_is_refused(engine, by):
    terms = InstalmentTerms(first_due=date(2026, 10, 5), sum=crowns(1))
    with pytest.raises(arrears.Invalid, match="something is left"):
        engine.schedule_instalments(by, "FV-1", terms, on=FIRST)


def test_offered_tried_and_accepted(engine, by, clock):  # noqa: F811
    terms = InstalmentTerms(first_due=date(2026, 10, 5), count=5)
    schedule = engine.schedule_instalments(by, "FV-1", terms, on=FIRST)
    offer = InstalmentsOffered(case="FV-1", instalments=schedule.instalments)
    verdict = engine.try_offer(by, offer, on=FIRST)
    assert (verdict.answer, verdict.rest) == ("left_open", crowns(0))
    assert verdict.text().startswith("left to people")
    noon = clock.at(FIRST, time(12))
    engine.submit(by, noon, [Fact(key="offer:1", effective=FIRST, what=offer)])
    engine.run_day(by, noon)
    (made,) = engine.show(by, "FV-1").offers
    assert (made.key, made.state, made.closed_on) == ("offer:1", "open", None)
    assert engine.show(by, "FV-1").instalments == []
    yes = OfferAnswered(case="FV-1", offer="offer:1", accepted=True, reason="pays well")
    engine.submit(by, noon, [Fact(key="yes:1", effective=FIRST, what=yes)])
    engine.run_day(by, noon)
    (made,) = engine.show(by, "FV-1").offers
    assert (made.state, made.closed_on, made.because) == ("accepted", FIRST, "pays well")
    (plan,) = engine.show(by, "FV-1").instalments
    assert (plan.key, plan.state) == ("offer:1", "running")
    assert engine.verify()
    with pytest.raises(arrears.NotFound):
        engine.try_offer(by, InstalmentsOffered(case="X", instalments=schedule.instalments),
                         on=FIRST)
