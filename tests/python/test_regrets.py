"""The regret list from Python."""

from datetime import date, time, timedelta

import arrears
import pytest
from arrears import CaseOpened, Claim, Fact, Money, PaymentReceived, PersonStated
from test_engine import FIRST, clock, law, run  # noqa: F401

PLAN = """# language: en
plan stern "Regrets"
  effective from 1 September 2026
  law CZ
  currency CZK
  starts in calm
  accept unverified CZ.due_date_shift by "Jana Dvořáková" on 1 September 2026

channel letter
message "notice" reminder

state calm
  after 3 days if debt > 5 000 CZK: go to pressing

state pressing
  on entry: send letter "notice"
  after 300 days: go to closed

state closed final
"""


def test_a_letter_that_need_not_have_been(law, clock, by):  # noqa: F811
    claim = Claim(id="A", principal=Money("12000", "CZK"), due=date(2026, 9, 1),
                  obligation=date(2026, 8, 3), relation="business", debtor="P-1")
    arrived = {
        FIRST: [
            Fact(key="crm:1", effective=FIRST,
                 what=PersonStated(person="P-1", name="Stavby Vymyšlené s.r.o.",
                                   address="Polní 1, 280 02 Kolín")),
            Fact(key="erp:1", effective=FIRST,
                 what=CaseOpened(case="A", plan="stern", creditor="own", claims=[claim]))],
        FIRST + timedelta(days=5): [
            Fact(key="bank:1", effective=FIRST, what=PaymentReceived(
                case="A", sum=Money("8000", "CZK"), value_date=FIRST))]}
    able = arrears.Capabilities(keyed=True)
    with arrears.Engine(store=arrears.memory.store(),
                        rulebook=arrears.compile_sources({"stern.plan": PLAN}, law), law=law,
                        channels=[arrears.RecordingChannel("letter", able)],
                        salt_seed="test") as engine:
        run(engine, by, clock, 5, arrived)
        assert engine.regrets(by) == []
        assert arrears.render_regrets([]) == "nothing is to be regretted\n"
        run_day(engine, by, clock, 5, arrived)
        one, = engine.regrets(by)
        assert (one.case, one.revised, one.answered) == ("A", "debt", False)
        assert one.decided_on == FIRST + timedelta(days=3)
        assert [(act.what, act.follows) for act in one.acts] == [
            ("move", False), ("message", True)]
        assert one.acts[1].became == "sent on 2026-09-12"
        assert engine.regrets(by, case="A", since=one.noticed_on, until=one.noticed_on) == [one]
        assert engine.regrets(by, until=FIRST) == []
        assert arrears.render_regrets([one], "csv").count("\n") == 3
        with pytest.raises(arrears.NotFound):
            engine.regrets(by, case="B")


def run_day(engine, by, clock, number, arrived):  # noqa: F811
    day = FIRST + timedelta(days=number)
    engine.open_day(by, clock.opening(day))
    morning = clock.at(day, time(8))
    engine.submit(by, morning, arrived.get(day, []))
    engine.run_day(by, morning)
