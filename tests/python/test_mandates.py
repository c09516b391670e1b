"""Commission counted again in fractions; a mandate from its terms to a remittance."""

from datetime import date, time, timedelta
from fractions import Fraction
from math import floor
from random import Random

import arrears
import pytest
from arrears import (CollectedPart, CollectedPayment, CommissionBand, CommissionRule,
                     CommissionTerms, Fact, MandateHistory, MandateStated, Money, PaymentReceived,
                     RemittanceMade, StatedTerms)
from test_engine import FIRST as OPENED
from test_engine import Recorder, clock, facts, law, opened, rulebook, run  # noqa: F401

FIRST = date(2026, 3, 1)
COMPONENTS = ["principal", "default_interest", "costs", "court_fee"]


def crowns(amount) -> Money:
    return Money(str(amount), "CZK")


def terms(random: Random, start: date) -> CommissionTerms:
    rules = []
    for _ in range(random.randint(1, 3)):
        steps = sorted(random.sample(range(1, 4_000), random.randint(0, 3)))
        rules.append(CommissionRule(
            bands=[CommissionBand(above=crowns(above), rate_ppm=random.randint(0, 400_000))
                   for above in [0, *steps]],
            components=random.sample(COMPONENTS, random.randint(0, 3)),
            phases=random.choice([(), ("soft",), ("legal", "soft")]),
            min_days=random.choice([0, 0, 30])))
    return CommissionTerms(currency="CZK", start=start, rules=rules, vat_ppm=210_000,
                           tiers=random.choice(["by_case", "by_mandate"]))


def payment(random: Random, number: int) -> CollectedPayment:
    parts = [CollectedPart(claim="C", component=component, days_past_due=random.randint(0, 60),
                           sum=Money.from_minor(random.randint(1, 200_000), "CZK"))
             for component in random.sample(COMPONENTS, random.randint(1, 3))]
    whole = sum(part.sum.minor for part in parts) + random.randint(0, 500)
    return CollectedPayment(key=f"P{number}", case=f"F{random.randint(1, 3)}", parts=parts,
                            value_date=FIRST + timedelta(days=random.randint(0, 9)),
                            phase=random.choice(["soft", "legal", "early"]),
                            sum=Money.from_minor(whole, "CZK"))


def nearest(amount: Fraction) -> int:
    return floor(amount + Fraction(1, 2))


def collected_at(bands, place: Fraction) -> Fraction:
    """Commission on everything from nothing up to that place."""
    total = Fraction(0)
    for i, band in enumerate(bands):
        end = place if i + 1 == len(bands) else min(place, Fraction(bands[i + 1].above.minor))
        total += max(Fraction(0), end - band.above.minor) * Fraction(band.rate_ppm, 10**6)
    return total


def counted(stated: CommissionTerms, payments) -> dict[str, tuple[int, int]]:
    scopes: dict[str, list] = {}
    out = {}
    for one in sorted(payments, key=lambda p: (p.value_date, p.key)):
        scope = scopes.setdefault(one.case if stated.tiers == "by_case" else "",
                                  [Fraction(0), Fraction(0), Fraction(0)])
        booked, taxed = nearest(scope[1]), nearest(scope[2])
        for part in sorted(one.parts, key=lambda p: (-p.days_past_due, ORDER[p.component])):
            for rule in stated.rules:
                if rule.phases and one.phase not in rule.phases:
                    continue
                if rule.components and part.component not in rule.components:
                    continue
                if part.days_past_due < rule.min_days:
                    continue
                end = scope[0] + part.sum.minor
                scope[1] += collected_at(rule.bands, end) - collected_at(rule.bands, scope[0])
                scope[0] = end
                break
        commission = nearest(scope[1]) - booked
        scope[2] += commission * Fraction(stated.vat_ppm, 10**6)
        out[one.key] = (commission, nearest(scope[2]) - taxed)
    return out


ORDER = {"principal": 0, "default_interest": 2, "costs": 4, "court_fee": 5}


def test_commission_of_random_mandates_is_what_fractions_give():
    for seed in range(300):
        random = Random(seed)
        stated = terms(random, FIRST)
        payments = [payment(random, n) for n in range(random.randint(0, 12))]
        history = MandateHistory(currency="CZK", payments=payments,
                                 terms=[StatedTerms(key="T", on=FIRST, terms=stated)])
        found = {one.payment: (one.commission.minor, one.vat.minor)
                 for one in arrears.commissions(history)}
        assert found == counted(stated, payments), seed
        lines = arrears.propose_remittance(history, through=FIRST + timedelta(days=30))
        account = arrears.mandate_account(history, on=FIRST + timedelta(days=30))
        assert sum(line.gross.minor for line in lines) == account.held.minor
        assert sum(line.commission.minor for line in lines) == account.commission.minor


def test_exact_commission_is_a_fraction():
    rule = CommissionRule(bands=[CommissionBand(above=crowns(0), rate_ppm=333_333)])
    stated = CommissionTerms(currency="CZK", start=FIRST, rules=[rule])
    part = CollectedPart(claim="C", component="principal", sum=Money.from_minor(7, "CZK"))
    history = MandateHistory(
        currency="CZK", terms=[StatedTerms(key="T", on=FIRST, terms=stated)],
        payments=[CollectedPayment(key="P", case="F", value_date=FIRST, sum=part.sum,
                                   parts=[part])])
    assert arrears.commissions(history)[0].exact == Fraction(7 * 333_333, 10**6)


def test_currencies_and_words_are_checked():
    with pytest.raises(arrears.Invalid):
        MandateHistory(currency="XXQ")
    with pytest.raises(arrears.Invalid):
        CommissionRule(bands=[], phases=["sooft"])


def test_from_terms_to_a_remittance(rulebook, law, clock, by):  # noqa: F811
    rule = CommissionRule(bands=[CommissionBand(above=crowns(0), rate_ppm=200_000)])
    stated = CommissionTerms(currency="CZK", start=date(2026, 1, 1), rules=[rule], vat_ppm=210_000)
    second, third = OPENED + timedelta(days=1), OPENED + timedelta(days=2)
    arrived = {
        OPENED: [*facts(), Fact(key="terms", effective=OPENED, what=MandateStated(
            mandate="own", creditor="own", commission=stated))],
        second: [Fact(key="bank:1", effective=second, what=PaymentReceived(
                     case="FV-1", sum=crowns(1000), value_date=second)),
                 Fact(key="court:1", effective=second, what=PaymentReceived(
                     case="FV-1", sum=crowns(500), value_date=second, receiver="bailiff"))]}
    with opened(rulebook, law, Recorder()) as engine:
        run(engine, by, clock, 2, arrived)
        made, = engine.propose_remittance(by, "own", through=second)
        assert isinstance(made, RemittanceMade) and made.creditor == "own"
        assert [(line.payment, line.gross, line.commission, line.vat, line.net)
                for line in made.lines] == [
            ("bank:1", crowns(1000), crowns(200), crowns(42), crowns(758)),
            ("court:1", crowns(0), crowns(100), crowns(21), crowns(-121))]
        morning = clock.at(third, time(8))
        engine.open_day(by, clock.opening(third))
        engine.submit(by, morning, [Fact(key="remittance:1", effective=third, what=made)])
        engine.run_day(by, morning)
        assert engine.propose_remittance(by, "own", through=third) == []
        account, = engine.mandate_account(by, "own", on=third)
        assert (account.held, account.remitted, account.direct) == (
            crowns(0), crowns(1000), crowns(500))
        assert account.commission == account.commission_settled == crowns(300)
        assert engine.verify()
        with pytest.raises(arrears.NotFound):
            engine.mandate_account(by, "nobody", on=third)
