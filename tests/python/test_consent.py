"""Steps that wait for a person: shown, answered, refused."""

import json
from datetime import time

import arrears
import pytest
from arrears import CaseOpened, Claim, Fact, Money, PersonStated, StepConfirmed, TaskDone
from test_engine import FIRST, clock, law, run  # noqa: F401

PLAN = """# language: en
plan asking "What people decide"
  currency CZK
  starts in talking

message "demand" demand
channel letter
list team management, office
list recipient lawyer

state talking
  on entry: confirm for management hand over to lawyer "the whole file"
  on step_refused: manual for office send letter "demand"
  after 300 days: go to closed

state closed final
"""


@pytest.fixture
def engine(law, clock, by, tmp_path):  # noqa: F811
    (tmp_path / "asking.plan").write_text(PLAN, encoding="utf-8")
    prague = arrears.zone.load(arrears.zone.bundled_path(), "Europe/Prague")
    letter = arrears.RecordingChannel("letter", arrears.Capabilities(keyed=True, receipts=set()))
    claim = Claim(id="C", principal=Money("12000", "CZK"), due=FIRST, debtor="P")
    with arrears.Engine(store=arrears.memory.store(),
                        rulebook=arrears.compile(str(tmp_path), law), law=law, zone=prague,
                        channels=[letter], salt_seed="test") as engine:
        run(engine, by, clock, 1, {FIRST: [
            Fact(key="p", effective=FIRST, what=PersonStated(person="P", name="Nobody")),
            Fact(key="c", effective=FIRST,
                 what=CaseOpened(case="C", plan="asking", creditor="own", claims=[claim]))]})
        yield engine


def asked(engine, by):
    value = json.loads(engine.show(by, "C").json())["value"]
    return [(one["text"], one["status"], one["key"]) for one in value["asked"]]


def answer(engine, by, clock, body):  # noqa: F811
    """Hands the fact in on the first day once more."""
    moment = clock.at(FIRST, time(9))
    engine.submit(by, moment, [Fact(key=repr(body), effective=FIRST, what=body)])
    engine.run_day(by, moment)



def test_consent_is_given_by_key(engine, by, clock):  # noqa: F811
    [(text, status, key)] = asked(engine, by)
    assert (text, status) == ("hand over to lawyer the whole file", "waiting")
    answer(engine, by, clock, StepConfirmed(case="C", accepted=True, by="Jana", step=key,
                                            why="the debtor is silent"))
    assert asked(engine, by) == [(text, "taken", key)]
    value = json.loads(engine.show(by, "C").json())["value"]
    assert value["handed_to"] == "lawyer" and value["asked"][0]["by"] == "Jana"


def test_refused_it_is_never_taken_and_a_task_offers_the_rest(engine, by, clock):  # noqa: F811
    answer(engine, by, clock, StepConfirmed(case="C", accepted=False, by="Jana"))
    assert [one[:2] for one in asked(engine, by)] == [
        ("hand over to lawyer the whole file", "refused"), ("send letter demand", "waiting")]
    answer(engine, by, clock, TaskDone(case="C", task="send letter demand"))
    value = json.loads(engine.show(by, "C").json())["value"]
    assert value["handed_to"] == "" and len(value["contacts"]) == 1
