"""A host application in Python: rules, channels, days, questions."""

import threading
import time as clock_time
from datetime import date, time, timedelta

import arrears
import pytest
from arrears import CaseOpened, Claim, Fact, Money, PaymentReceived, PersonStated

FIRST = date(2026, 9, 9)


class Recorder(arrears.Channel):
    """Keeps what it was given; answers what it was told to."""

    id = "e-mail"
    capabilities = arrears.Capabilities(keyed=True, receipts={"failed"})

    def __init__(self, answer=None):
        self.messages, self.threads = [], set()
        self.answer = answer or (lambda message: arrears.SendResult.accepted("x"))

    def send(self, message):
        self.messages.append(message)
        self.threads.add(threading.get_ident())
        return self.answer(message)


@pytest.fixture(scope="module")
def law():
    return arrears.law.load(arrears.law.bundled_path(), ["CZ"])


@pytest.fixture(scope="module")
def rulebook(law):
    folder = arrears.law.bundled_path().removesuffix("law") + "plans/cz"
    return arrears.compile(folder, law)


@pytest.fixture(scope="module")
def clock():
    zone = arrears.zone.load(arrears.zone.bundled_path(), "Europe/Prague")
    return arrears.VirtualClock(zone)


def facts(day=FIRST):
    claim = Claim(id="FV-1/1", principal=Money("12000", "CZK"), due=date(2026, 9, 1),
                  obligation=date(2026, 8, 3), relation="business", debtor="P-77")
    return [
        Fact(key="crm:77", effective=day,
             what=PersonStated(person="P-77", name="Stavby Vymyšlené s.r.o.",
                               email="ucto@stavby.example", phone="+420 601 000 077")),
        Fact(key="erp:181", effective=day,
             what=CaseOpened(case="FV-1", plan="firemní_faktury", creditor="own", claims=[claim])),
    ]


def channels(email):
    able = arrears.Capabilities(keyed=True, receipts={"delivered", "failed"})
    others = ["sms", "dopis", "dopis_doporučeně", "datovka"]
    return [email, *(arrears.RecordingChannel(name, able) for name in others)]


def opened(rulebook, law, email, **more):
    prague = arrears.zone.load(arrears.zone.bundled_path(), "Europe/Prague")
    return arrears.Engine(store=arrears.memory.store(), rulebook=rulebook, law=law, zone=prague,
                          channels=channels(email), salt_seed="test", **more)


def run(engine, by, clock, days, arrived):
    for number in range(days):
        day = FIRST + timedelta(days=number)
        engine.open_day(by, clock.opening(day))
        morning = clock.at(day, time(8))
        engine.submit(by, morning, arrived.get(day, []))
        engine.run_day(by, morning)
        engine.dispatch(by, morning)


def test_days_run_and_messages_reach_a_python_channel(rulebook, law, clock, by):
    email = Recorder()
    with opened(rulebook, law, email) as engine:
        run(engine, by, clock, 10, {FIRST: facts()})
        assert email.messages, "no message in ten days"
        first = email.messages[0]
        assert first.recipient == "ucto@stavby.example" and first.cases == ["FV-1"]
        assert first.body and first.channel == "e-mail"
        assert "ucto@" not in repr(first)
        assert engine.verify()
        assert engine.verify(engine.heads()).against_heads


def test_a_person_is_erased_and_everything_still_verifies(rulebook, law, clock, by):
    with opened(rulebook, law, Recorder()) as engine:
        run(engine, by, clock, 3, {FIRST: facts()})
        debt, heads = engine.reckon(by, "FV-1", on=date(2026, 9, 11)).balance, engine.heads()
        engine.erase(by, clock.at(FIRST + timedelta(days=2), time(20)), "P-77")
        assert engine.verify(heads)
        assert engine.reckon(by, "FV-1", on=date(2026, 9, 11)).balance == debt
        assert not any("ucto@" in line for line in engine.export_lines(hashes=True))
        with pytest.raises(arrears.NotFound):
            engine.erase(by, clock.at(FIRST + timedelta(days=2), time(21)), "nobody")


def test_questions(rulebook, law, clock, by):
    paid = Fact(key="bank:1", effective=date(2026, 9, 10),
                what=PaymentReceived(case="FV-1", sum=Money("2000", "CZK"),
                                     value_date=date(2026, 9, 10)))
    with opened(rulebook, law, Recorder()) as engine:
        run(engine, by, clock, 10, {FIRST: facts(), date(2026, 9, 10): [paid]})
        debt = engine.reckon(by, "FV-1", on=date(2026, 9, 18))
        assert debt.balance.debt == Money("11260.61", "CZK")
        assert sum((line.amount for line in debt.lines), Money(0, "CZK")) == debt.balance.debt
        known = clock.at(FIRST, time(20)).instant
        before = engine.reckon(by, "FV-1", on=date(2026, 9, 18), known_at=known)
        assert before.balance.debt == Money("12065.67", "CZK")
        assert "11" in debt.text("cs") and debt.render("json").startswith("{")
        shown = engine.show(by, "FV-1")
        assert shown.plan == "firemní_faktury" and not shown.closed
        assert engine.explain(by, "FV-1", on=date(2026, 9, 18)).text("en")
        polish = engine.explain(by, "FV-1", on=date(2026, 9, 18), language="pl")
        assert polish.language == "pl" and "FV-1 jest w stanie" in polish.text()
        with pytest.raises(arrears.NotFound):
            engine.show(by, "nobody's")


def test_submitting_twice_changes_nothing(rulebook, law, clock, by):
    with opened(rulebook, law, Recorder()) as engine:
        engine.open_day(by, clock.opening(FIRST))
        morning = clock.at(FIRST, time(8))
        assert engine.submit(by, morning, facts()).stored == 2
        assert engine.submit(by, morning, facts()).known == 2
        other = Fact(key="crm:77", effective=FIRST, what=PersonStated(person="P-78"))
        with pytest.raises(arrears.AlreadyExists):
            engine.submit(by, morning, [other])


def test_what_a_channel_raises_is_a_retry_without_its_words(rulebook, law, clock, by):
    def fail(message):
        raise ValueError(f"secret {message.recipient}")

    email = Recorder(fail)
    with opened(rulebook, law, email) as engine:
        run(engine, by, clock, 5, {FIRST: facts()})
        assert email.messages
        exported = "\n".join(engine.export_lines())
        assert "secret" not in exported.replace("ucto@stavby.example", "")
        assert engine.verify()


def test_days_do_not_hold_the_interpreter(rulebook, law, clock, by):
    """Another thread goes on counting while a day is decided."""
    many = []
    for number in range(300):
        claim = Claim(id=f"C{number}/1", principal=Money("12000", "CZK"), due=date(2026, 9, 1),
                      obligation=date(2026, 8, 3), relation="business", debtor=f"P{number}")
        many.append(Fact(key=f"k{number}", effective=FIRST,
                         what=CaseOpened(case=f"C{number}", plan="firemní_faktury",
                                         creditor="own", claims=[claim])))
    with opened(rulebook, law, Recorder()) as engine:
        engine.open_day(by, clock.opening(FIRST))
        morning = clock.at(FIRST, time(8))
        engine.submit(by, morning, many)
        ticks, running = [], True

        def count():
            while running:
                ticks.append(clock_time.perf_counter())
                clock_time.sleep(0)

        thread = threading.Thread(target=count)
        thread.start()
        before = clock_time.perf_counter()
        engine.run_day(by, morning)
        after = clock_time.perf_counter()
        running = False
        thread.join()
        assert sum(before < tick < after for tick in ticks) > 3


def test_a_closed_engine_and_a_used_store_say_so(rulebook, law, clock, by):
    store = arrears.memory.store()
    parts = {"rulebook": rulebook, "law": law, "channels": channels(Recorder())}
    engine = arrears.Engine(store=store, **parts)
    with pytest.raises(arrears.Refused, match="another engine"):
        arrears.Engine(store=store, **parts)
    engine.close()
    with pytest.raises(arrears.Refused, match="closed"):
        engine.open_day(by, clock.opening(FIRST))


def test_a_missing_channel_is_refused(rulebook, law):
    with pytest.raises(arrears.Refused):
        arrears.Engine(store=arrears.memory.store(), rulebook=rulebook, law=law, channels=[])


def test_mistakes_in_rules_are_one_error_with_all_of_them(law):
    text = "plan broken\n\nstate a\n  afterr 3 days: go to nowhere\n  after 3 dayz: stop\n"
    with pytest.raises(arrears.RuleError) as caught:
        arrears.compile_sources({"broken.plan": text}, law)
    found = caught.value.diagnostics
    assert found and all(d.file == "broken.plan" and d.code for d in found)
    assert "broken.plan" in caught.value.render(language="en")


def test_mistakes_are_told_in_the_language_of_the_file_or_the_one_asked_for(law):
    source = {"malý.plan": "# jazyk: cs\nplán malý\n  začíná v první\nstav první konečný\n"}
    with pytest.raises(arrears.RuleError) as own:
        arrears.compile_sources(source, law)
    assert own.value.diagnostics[0].language == "cs"
    assert str(own.value).startswith("chyba[P0215]: plán neříká svou měnu")
    with pytest.raises(arrears.RuleError) as english:
        arrears.compile_sources(source, law, messages="en")
    assert str(english.value).startswith("error[P0215]: the plan does not say its currency")
    assert "add a line `měna EUR`" in str(english.value)
    with pytest.raises(ValueError, match="xx"):
        arrears.format("malý.plan", "", messages="xx")


def test_sqlite_refuses_a_second_writer(tmp_path, rulebook, law):
    store = arrears.sqlite.store(tmp_path / "a.db")
    with pytest.raises(arrears.Locked):
        arrears.sqlite.store(tmp_path / "a.db")
    del store
    (tmp_path / "other.db").write_bytes(b"not a database" * 100)
    with pytest.raises(arrears.WrongFormat):
        arrears.sqlite.store(tmp_path / "other.db")
