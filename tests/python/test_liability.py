"""Several persons answer for one claim: what each can be asked for."""

from datetime import date, time
from fractions import Fraction

import arrears
import pytest
from arrears import Fact, Liability, LiabilityStated, Money, PaymentReceived
from test_engine import (FIRST, Recorder, clock, facts, law, opened,  # noqa: F401
                         rulebook, run)


def crowns(amount) -> Money:
    return Money(str(amount), "CZK")


def answers(key, person, **more) -> Fact:
    return Fact(key=key, effective=FIRST,
                what=LiabilityStated(liability=Liability(claim="FV-1/1", person=person, **more)))


def test_shares_are_fractions():
    third = Liability(claim="C", person="P", extent="share", share=Fraction(1, 3))
    assert third.share == Fraction(1, 3)
    assert Liability(claim="C", person="P", extent="share", share="25 %").share == Fraction(1, 4)
    assert Liability(claim="C", person="P").share is None
    for wrong in (Fraction(4, 3), "0", "a third"):
        with pytest.raises(arrears.Invalid, match="not a share"):
            Liability(claim="C", person="P", extent="share", share=wrong)
    with pytest.raises(TypeError):
        Liability(claim="C", person="P", extent="share", share=0.5)


def test_who_can_be_asked_for_what(rulebook, law, clock, by):  # noqa: F811
    with opened(rulebook, law, Recorder()) as engine:
        run(engine, by, clock, 1, {FIRST: facts()})
        assert engine.show(by, "FV-1").persons == []
        noon = clock.at(FIRST, time(12))
        engine.submit(by, noon, [
            answers("l:1", "P-78", role="guarantor", extent="limit", limit=crowns(5000)),
            answers("l:2", "P-79", role="heir", extent="share", share=Fraction(1, 3)),
            Fact(key="bank:1", effective=FIRST,
                 what=PaymentReceived(case="FV-1", sum=crowns(1500), value_date=FIRST,
                                      person="P-79"))])
        assert engine.run_day(by, noon).refused == []
        reckoned = engine.reckon(by, "FV-1", on=FIRST)
        debt = Fraction(reckoned.balance.debt.amount)
        first, guarantor, heir = reckoned.persons
        assert (first.person, Fraction(first.debt.amount)) == ("P-77", debt)
        assert guarantor.debt == crowns(5000)
        third = round((debt + 1500) / 3 * 100 + Fraction(1, 10**9))
        assert Fraction(heir.debt.amount) * 100 == third - 150000
        assert heir.paid == crowns(1500)
        assert heir.liabilities[0].liability.role == "heir"
        assert engine.show(by, "FV-1").persons == reckoned.persons
        assert "owed by P-78, guarantor up to" in reckoned.text()
        assert engine.verify()
