"""Running cases go on under other rules."""

import json
from datetime import time, timedelta

import arrears
import pytest
from arrears import CaseOpened, Claim, Fact, Money, PersonStated
from test_engine import FIRST, clock, law, run  # noqa: F401

OLD = """# language: en
plan way "Before"
  currency CZK
  starts in reminded
list team office

state reminded
  after 30 days: go to closed

state closed final
"""
NEW = OLD.replace("starts in reminded", "starts in waiting").replace(
    "state reminded\n", "state waiting replaces reminded\n"
    "  after 2 days: task \"Ring up\" for office\n")
LACKING = OLD.replace("reminded", "other")


def rules_of(text, law, tmp_path):  # noqa: F811
    (tmp_path / "way.plan").write_text(text, encoding="utf-8")
    return arrears.compile(str(tmp_path / "way.plan"), law)


@pytest.fixture
def opened(law, tmp_path):  # noqa: F811
    """Opens engines one after the other over one store."""
    prague = arrears.zone.load(arrears.zone.bundled_path(), "Europe/Prague")

    def open_with(text):
        return arrears.Engine(store=arrears.sqlite.store(str(tmp_path / "house.db")),
                              rulebook=rules_of(text, law, tmp_path), law=law, zone=prague,
                              channels=[], salt_seed="test")

    return open_with


def test_cases_move_or_are_stranded(opened, by, clock):  # noqa: F811
    claim = Claim(id="C", principal=Money("12000", "CZK"), due=FIRST, debtor="P")
    with opened(OLD) as engine:
        run(engine, by, clock, 5, {FIRST: [
            Fact(key="p", effective=FIRST, what=PersonStated(person="P", name="Nobody")),
            Fact(key="c", effective=FIRST,
                 what=CaseOpened(case="C", plan="way", creditor="own", claims=[claim]))]})
    moment = clock.at(FIRST + timedelta(days=4), time(20))
    with opened(LACKING) as engine:
        report = engine.migrate(by, moment)
        assert not report.done
        assert [one.case for one in report.stranded] == ["C"]
        assert "no state reminded" in report.stranded[0].why
    with opened(NEW) as engine:
        dry = engine.migrate(by, moment, dry_run=True)
        assert not dry.done
        report = engine.migrate(by, moment, cases=["C"])
        assert report.done
        [move] = report.moves
        assert (move.plan, move.from_state, move.to_state, move.cases) == (
            "way", "reminded", "waiting", 1)
        assert [(one.text, one.cases) for one in report.skipped] == [("waiting: after 2 days", 1)]
        assert "1 case moved" in str(report)
        assert engine.migrate(by, moment).already == 1
        value = json.loads(engine.show(by, "C").json())["value"]
        assert value["stack"][0]["state"] == "waiting"
        assert engine.verify()
        with pytest.raises(arrears.Error):
            engine.migrate(by, moment, cases=["D"])
        with pytest.raises(ValueError):
            engine.migrate(by, moment, late="never")
