"""Costs of a case from Python: stated ones, results of groups, files."""

from datetime import date, timedelta

import arrears
import pytest
from arrears import CostIncurred, Fact, Money, PaymentReceived
from test_engine import FIRST, Recorder, clock, facts, law, opened, rulebook, run  # noqa: F401

SECOND = FIRST + timedelta(days=1)


def crowns(amount) -> Money:
    return Money(str(amount), "CZK")


def cost(key: str, amount, **more) -> Fact:
    return Fact(key=key, effective=SECOND,
                what=CostIncurred(case="FV-1", sum=crowns(amount), **more))


def test_costs_stand_beside_the_debt(rulebook, law, clock, by):  # noqa: F811
    arrived = {
        FIRST: facts(),
        SECOND: [cost("bill:1", 400, kind="court_fee", vat_ppm=210_000, reference="FA 17"),
                 cost("bill:2", "-12.50", kind="postage"),
                 Fact(key="bank:1", effective=SECOND, what=PaymentReceived(
                     case="FV-1", sum=crowns(1000), value_date=SECOND))]}
    with opened(rulebook, law, Recorder()) as engine:
        run(engine, by, clock, 2, arrived)
        costs = engine.show(by, "FV-1").costs
        assert [(line.what, line.name, line.sum, line.vat, line.key) for line in costs.lines] == [
            ("stated", "court_fee", crowns(400), crowns(84), "bill:1"),
            ("stated", "postage", crowns("-12.50"), crowns(0), "bill:2")]
        assert (costs.sum, costs.vat) == (crowns("387.50"), crowns(84))
        for group in ["case", "creditor", "mandate", "plan"]:
            result, = engine.costs(by, on=SECOND, group=group)
            assert (result.cases, result.collected, result.costs) == (
                1, crowns(1000), crowns("387.50"))
            assert result.result == crowns("-387.50")
        before, = engine.costs(by, on=FIRST)
        assert (before.group, before.costs, before.collected) == ("FV-1", crowns(0), crowns(0))
        assert engine.costs(by, on=date(2026, 9, 8)) == []
        assert engine.verify()


def test_words_are_checked(rulebook, law, by):  # noqa: F811
    with opened(rulebook, law, Recorder()) as engine:
        with pytest.raises(arrears.Invalid):
            engine.costs(by, on=FIRST, group="batch")
        with pytest.raises(arrears.NotFound):
            engine.costs(by, on=FIRST, group="field", field="batch")
