"""What the coming days hold, and how that differs under other rules."""

from datetime import timedelta

import arrears
import pytest
from arrears import CaseOpened, Claim, Fact, Money, PaymentReceived, PersonStated
from test_engine import FIRST, clock, law, run  # noqa: F401
from test_migrate import NEW, OLD, opened, rules_of  # noqa: F401


def test_a_forecast_and_another_under_other_rules(opened, by, clock, law, tmp_path):  # noqa: F811
    claim = Claim(id="C", principal=Money("12000", "CZK"), due=FIRST, debtor="P")
    with opened(OLD) as engine:
        run(engine, by, clock, 2, {FIRST: [
            Fact(key="p", effective=FIRST, what=PersonStated(person="P", name="Nobody")),
            Fact(key="c", effective=FIRST,
                 what=CaseOpened(case="C", plan="way", creditor="own", claims=[claim]))]})
        until = FIRST + timedelta(days=40)
        exported = engine.export_lines()
        usual = engine.forecast(by, until=until)
        other = engine.forecast(by, until=until, rulebook=rules_of(NEW, law, tmp_path))
        assert engine.export_lines() == exported
        assert [(one.what, one.name) for one in usual.lines] == [("state", "closed"),
                                                                 ("closed", "")]
        assert usual.lines[0].day == FIRST + timedelta(days=30)
        assert usual.migrated is None and other.migrated.done
        assert [(one.what, one.name, one.who, one.before, one.after)
                for one in other.against(usual)] == [
            ("task", "Ring up", "office", None, FIRST + timedelta(days=2))]
        assert "task Ring up (office): one more in 1 case" in arrears.render_changes(
            other.against(usual))
        assert usual.against(usual) == []
        paid = Fact(key="bank:1", effective=FIRST + timedelta(days=3),
                    what=PaymentReceived(case="C", sum=Money("12000", "CZK"),
                                         value_date=FIRST + timedelta(days=3)))
        assert engine.forecast(by, until=until, facts=[paid]).refused == []
        with pytest.raises(arrears.Invalid):
            engine.forecast(by, until=FIRST - timedelta(days=1))
