"""Rows of files in, figures out, rules tested and formatted from Python."""

import json
from datetime import date, time

import arrears
import pytest

DAY = date(2026, 9, 9)
MAPPING = arrears.Mapping.parse(
    "delimiter: ;\ndates: day month year\ndecimal: ,\nvalue currency: CZK\n"
    "value plan: firemní_faktury\nvalue relation: business\ncolumn claim: Doklad\n"
    "column debtor: Odběratel\ncolumn principal: Částka\ncolumn due: Splatnost\n"
    "column obligation: Vystaveno\ncolumn name: Název\n")
ROWS = (
    "Doklad;Odběratel;Název;Částka;Splatnost;Vystaveno\n"
    "FV-1;P-1;Stavby Vymyšlené s.r.o.;12 000,00;1. 9. 2026;3. 8. 2026\n"
    "FV-2;P-2;Lomy Smyšlené a.s.;9000,5;31. 2. 2026;3. 8. 2026\n").encode()


@pytest.fixture(scope="module")
def law():
    return arrears.law.load(arrears.law.bundled_path(), ["CZ"])


@pytest.fixture(scope="module")
def rulebook(law):
    return arrears.compile(arrears.law.bundled_path().removesuffix("law") + "plans/cz", law)


@pytest.fixture(scope="module")
def prague():
    return arrears.zone.load(arrears.zone.bundled_path(), "Europe/Prague")


def test_a_row_is_taken_or_rejected_with_its_reason(rulebook):
    read = arrears.read_rows("claims", ROWS, MAPPING, today=DAY, rulebook=rulebook)
    assert read.rejected == 1
    assert [type(fact.what).__name__ for fact in read.facts] == ["PersonStated", "CaseOpened"]
    assert read.facts[1].what.claims[0].principal == arrears.Money("12000", "CZK")
    bad = read.verdicts[1]
    assert (bad.line, bad.column) == (3, "Splatnost") and "no day 31" in bad.reason
    mended = read.rejected_csv(MAPPING).replace("31. 2. 2026", "28. 2. 2026")
    again = arrears.read_rows("claims", mended.encode(), MAPPING, today=DAY, rulebook=rulebook)
    assert again.rejected == 0
    assert again.facts[1].what.claims[0].due == date(2026, 2, 28)
    read.reject(1, "no such plan here")
    assert read.rejected == 2 and read.verdicts[0].reason == "no such plan here"
    with pytest.raises(IndexError):
        read.reject(9, "x")


def test_a_file_that_cannot_be_read_is_an_error():
    with pytest.raises(arrears.Invalid, match="principal"):
        arrears.read_rows("claims", b"claim,debtor\n1,2\n", today=DAY)
    with pytest.raises(arrears.Invalid):
        arrears.Mapping.parse("delimiter: much too long\n")
    with pytest.raises(arrears.Invalid, match="claims"):
        arrears.read_rows("wishes", ROWS, today=DAY)
    needed, meaning = arrears.import_columns("payments")["sum"]
    assert needed and meaning


def test_figures_of_what_was_imported(law, rulebook, prague):
    read = arrears.read_rows("claims", ROWS, MAPPING, today=DAY, rulebook=rulebook)
    able = arrears.Capabilities(keyed=True, receipts={"delivered", "failed"})
    channels = [arrears.RecordingChannel(name, able)
                for name in ("sms", "e-mail", "dopis", "dopis_doporučeně", "datovka")]
    by, clock = arrears.Caller(tenant="main", actor="t"), arrears.VirtualClock(prague)
    with arrears.Engine(store=arrears.memory.store(), rulebook=rulebook, law=law,
                        channels=channels, zone=prague) as engine:
        engine.open_day(by, clock.opening(DAY))
        engine.submit(by, clock.at(DAY, time(8)), read.facts)
        engine.run_day(by, clock.at(DAY, time(8)))
        report = engine.portfolio_report(by)
    assert (report.cases, report.open_cases, report.first) == (1, 1, DAY)
    assert report.currencies[0].currency == "CZK"
    assert report.currencies[0].opened == arrears.Money("12000", "CZK")
    assert report.months[0].opened == 1
    assert json.loads(report.json())["cases"] == 1
    assert "<svg" in report.html("Pohledávky") and "1" in report.text()


def test_what_no_test_of_a_rulebook_reaches(law, rulebook, prague):
    parts = arrears.rule_coverage(rulebook, law, prague)
    assert {part.what for part in parts} == {"state", "line", "row"}
    assert [(p.file, p.line) for p in parts] == sorted((p.file, p.line) for p in parts)
    assert sum(part.reached for part in parts) > len(parts) / 2
    assert all(part.text and part.line > 0 for part in parts)


def test_the_tests_of_rule_files_run(law, rulebook, prague):
    results = arrears.run_rule_tests(rulebook, law, prague)
    assert len(results) > 5 and all(result.passed for result in results)
    folder = arrears.law.bundled_path().removesuffix("law") + "plans/cz"
    with open(f"{folder}/firemni_faktury.plan", encoding="utf-8") as file:
        text = file.read()
    assert arrears.format("firemni_faktury.plan", text) == text
    slovak = arrears.translate("firemni_faktury.plan", text, "sk")
    assert slovak.startswith("# jazyk: sk\n")
    assert arrears.translate("firemni_faktury.plan", slovak, "cs") == text
    with pytest.raises(arrears.RuleError):
        arrears.format("broken.plan", "plan ")
    with pytest.raises(arrears.RuleError):
        arrears.translate("firemni_faktury.plan", text, "xx")
    wrong = text.replace("odepsáno 84,77 Kč", "odepsáno 84,78 Kč")
    if wrong == text:
        pytest.fail("the sample page has lost the amount that this test changes")
    broken = arrears.compile_sources({"firemni_faktury.plan": wrong}, law)
    failed = [r for r in arrears.run_rule_tests(broken, law, prague) if not r.passed]
    assert len(failed) == 1 and failed[0].failures[0].line > 0


def test_claims_join_the_case_that_runs(law, rulebook, prague):
    able = arrears.Capabilities(keyed=True, receipts={"delivered", "failed"})
    channels = [arrears.RecordingChannel(name, able)
                for name in ("sms", "e-mail", "dopis", "dopis_doporučeně", "datovka")]
    by, clock = arrears.Caller(tenant="main", actor="t"), arrears.VirtualClock(prague)
    mapping = arrears.Mapping.parse("value currency: CZK\nvalue plan: firemní_faktury\n"
                                    "value relation: business\nvalue obligation: 2026-08-03\n")
    heading = "claim,case,debtor,principal,due\n"
    first = heading + "A,K,P-1,500.00,2026-09-01\n"
    second = first + "B,K,P-1,300.00,2026-09-02\n"
    with arrears.Engine(store=arrears.memory.store(), rulebook=rulebook, law=law,
                        channels=channels, zone=prague) as engine:
        engine.open_day(by, clock.opening(DAY))
        for text in (first, second):
            read = arrears.read_rows("claims", text.encode(), mapping, today=DAY,
                                     rulebook=rulebook)
            running = engine.running(by, read.facts)
            read.join(running)
            assert engine.check(by, read.facts) == [""] * len(read.facts)
            engine.submit(by, clock.at(DAY, time(8)), read.facts)
            engine.run_day(by, clock.at(DAY, time(8)))
        assert {case: one.claims for case, one in running.items()} == {"K": ["A"]}
        claims = json.loads(engine.show(by, "K").json())["value"]["claims"]
        assert [one["claim"]["id"] for one in claims] == ["A", "B"]
