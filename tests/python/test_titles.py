"""Credit notes, forgiveness, titles and limitation through the bindings."""

from datetime import date, timedelta
from decimal import Decimal

import arrears
import pytest
from arrears import (CaseAssigned, Claim, ClaimAccelerated, ClaimAdded, ClaimReduced, Conversion,
                     Fact, Instalment, InterestCapitalised, InterestSegment, InterestStated,
                     InterestTerms, LimitationEvent, LimitationStated, Money, PaymentReceived,
                     ReductionReversed, TitleIssued, TitlePart)
from test_engine import FIRST as OPENED
from test_engine import Recorder, clock, facts, law, opened, rulebook, run  # noqa: F401

SECOND, THIRD = OPENED + timedelta(days=1), OPENED + timedelta(days=2)


def crowns(amount) -> Money:
    return Money(str(amount), "CZK")


def shown(rulebook, law, clock, by, *what):  # noqa: F811
    arrived = {OPENED: facts(),
               SECOND: [Fact(key=f"x:{i}", effective=SECOND, what=body)
                        for i, body in enumerate(what)]}
    with opened(rulebook, law, Recorder()) as engine:
        run(engine, by, clock, 2, arrived)
        return engine.show(by, "FV-1")


def test_a_credit_note_and_its_end(rulebook, law, clock, by):  # noqa: F811
    claim = shown(rulebook, law, clock, by).limitations[0].claim
    note = ClaimReduced(case="FV-1", claim=claim, sum=crowns(2000), reference="D-1")
    assert note.kind == "credit_note" and note.if_paid is None
    report = shown(rulebook, law, clock, by, note)
    assert report.balance.credited == crowns(2000)
    report = shown(rulebook, law, clock, by, note,
                   ReductionReversed(case="FV-1", reduction="x:0", reason="wrong claim"))
    assert report.balance.credited == crowns(0)


def test_forgiven_if_paid(rulebook, law, clock, by):  # noqa: F811
    deal = ClaimReduced(case="FV-1", kind="write_off", sum=crowns(1500), if_paid=crowns(800),
                        by=THIRD)
    came = PaymentReceived(case="FV-1", sum=crowns("800.00"), value_date=SECOND,
                           converted=Conversion(sum=Money("32", "EUR"), rate=25, day=SECOND,
                                                source="CNB"))
    assert came.converted.rate == Decimal(25) and came.way == "voluntary"
    assert shown(rulebook, law, clock, by, deal).balance.written_off == crowns(0)
    assert shown(rulebook, law, clock, by, deal, came).balance.written_off == crowns(1500)


def test_titles_interest_and_limitation(rulebook, law, clock, by):  # noqa: F811
    before = shown(rulebook, law, clock, by)
    one = before.limitations[0]
    assert one.line == "CZ.limitation" and one.verified and one.last_day > date(2029, 1, 1)
    none = InterestStated(case="FV-1", basis="moratorium")
    assert shown(rulebook, law, clock, by, none).balance.interest < before.balance.interest
    segment = InterestSegment(start=date(2026, 9, 2), regime="CZ_351_2013",
                              kind="default_interest")
    title = TitleIssued(case="FV-1", kind="judgment", reference="1 C 2/2026", payable=THIRD,
                        parts=[TitlePart(claim=one.claim, interest=[segment],
                                         court_fee=crowns(1000))])
    assert title.parts[0].dismissed.minor == 0
    after = shown(rulebook, law, clock, by, title)
    assert after.balance.costs == before.balance.costs + crowns(1000)
    assert after.limitations[0].last_day == date(2036, 9, 11)
    stopped = LimitationStated(case="FV-1", event=LimitationEvent(kind="filed", start=SECOND))
    found = shown(rulebook, law, clock, by, stopped).limitations[0]
    assert found.last_day is None and "stands still" in found.why_not


def test_facts_are_read_from_lines_of_json():
    line = (b'{"key":"n","effective":"2026-09-01","what":{"type":"claim_reduced","case_id":"A",'
            b'"claim":"C","sum":{"amount":"5","currency":"CZK"}}}')
    read = arrears.read_rows("facts", line + b"\n{}\n", today=date(2026, 9, 1))
    assert read.facts[0].what == ClaimReduced(case="A", claim="C", sum=crowns(5))
    assert read.rejected == 1 and read.verdicts[1].reason == "`effective` is missing"


def test_a_claim_in_parts():
    parts = [Instalment(due=date(2026, 9, 1), sum=crowns(1000)),
             Instalment(due=date(2026, 12, 1), sum=crowns(2000))]
    loan = Claim(id="L", principal=crowns(3000), due=date(2026, 9, 1), debtor="P",
                 maturities=parts, security=1, demanded=SECOND, damages_of="K")
    assert loan.maturities == parts and loan.security == 1 and loan.damages_of == "K"
    with pytest.raises(TypeError):
        Claim(id="L", principal=crowns(1), due=SECOND, debtor="P", security=256)
    called = ClaimAccelerated(case="A", claim="L", payable=SECOND, reason="missed")
    assert called.payable == SECOND and called == ClaimAccelerated(
        case="A", claim="L", payable=SECOND, reason="missed")


def test_what_is_open_by_claim(rulebook, law, clock, by):  # noqa: F811
    parts = [Instalment(due=OPENED - timedelta(days=5), sum=crowns(1000)),
             Instalment(due=OPENED + timedelta(days=90), sum=crowns(2000))]
    loan = Claim(id="L-1", principal=crowns(3000), due=parts[0].due, debtor="P-77",
                 obligation=date(2026, 8, 3), relation="business", maturities=parts)
    report = shown(rulebook, law, clock, by, ClaimAdded(case="FV-1", claim=loan))
    balance = report.balance
    first, second = balance.claims
    assert (second.claim, second.oldest_due, second.paid_late) == ("L-1", loan.due, False)
    assert second.open["principal"] == crowns(3000)
    assert [(one.due, one.principal) for one in second.maturities] == [
        (one.due, one.sum) for one in parts]
    assert second.maturities[0].debt > crowns(1000)
    assert balance.debt == balance.overdue + crowns(2000)
    assert [one.maturity for one in report.limitations] == [None, parts[0].due, parts[1].due]
    called = shown(rulebook, law, clock, by, ClaimAdded(case="FV-1", claim=loan),
                   ClaimAccelerated(case="FV-1", claim="L-1")).balance
    assert [one.due for one in called.claims[1].maturities] == [parts[0].due, SECOND]


def test_words_are_checked():
    with pytest.raises(arrears.Invalid):
        LimitationEvent(kind="stopped", start=OPENED)


def test_tariffs_and_limitation_of_a_pack(law):  # noqa: F811
    pack = law.of("CZ")
    fee = pack.tariff("court_fee", crowns(250000), on=date(2026, 10, 1))
    assert fee.sum == crowns(12500) and fee.component == "court_fee" and fee.verified
    assert pack.tariff("court_tax", crowns(1), on=SECOND).sum is None
    with pytest.raises(arrears.Invalid):
        pack.tariff("court_fee", crowns(-1), on=SECOND)
    loan = Claim(id="L", principal=crowns(1000), due=OPENED, debtor="P-1", relation="consumer",
                 obligation=date(2025, 3, 1), credit=crowns(5000))
    caps = {one.what: one for one in pack.caps(loan, default_from=SECOND)}
    assert caps["penalty_total"].sum == crowns(2500) and caps["long_default"].after_days == 90
    assert caps["penalty_rate"].rate.percent == 36.5 and caps["default_interest"].verified
    one = pack.limitation("limitation", date(2026, 9, 2))
    assert one.last_day == date(2029, 9, 2) and one.line == "CZ.limitation"
    stopped = LimitationEvent(kind="suspended", start=date(2027, 1, 1), until=date(2027, 1, 10))
    assert pack.limitation("limitation", date(2026, 9, 2),
                           events=[stopped]).last_day == date(2029, 9, 12)


def test_orders_of_crediting(law):  # noqa: F811
    claim = Claim(id="C", principal=crowns(1), due=SECOND, debtor="P", relation="consumer",
                  obligation=date(2021, 7, 1))
    pack = law.of("CZ")
    order = pack.allocation(claim, in_default=True, paid_on=THIRD)
    assert order.line == "CZ.allocation_consumer" and order.other == "none"
    assert order.order.index("principal") < order.order.index("default_interest")
    assert pack.allocation(claim, in_default=True, paid_on=THIRD,
                           way="bailiff").line == "CZ.allocation_enforcement"
    several = pack.several_debts(claim, paid_on=THIRD)
    assert several.line == "CZ.several_debts"
    assert several.order == ["demanded", "least_secured", "earliest_due", "damages_last"]
    assert arrears.LawPacks().of("").several_debts(claim, paid_on=THIRD).order == []


def test_the_ledger_by_itself(law):  # noqa: F811
    claim = Claim(id="FV-1", debtor="P-1", principal=crowns(12_000), due=date(2026, 9, 1),
                  obligation=date(2026, 8, 3), relation="business")
    paid = Fact(key="a", effective=date(2026, 9, 10),
                what=PaymentReceived(sum=crowns(2000), value_date=date(2026, 9, 10)))
    debt = arrears.calculate([claim], [paid], law=law, on=date(2026, 9, 18))
    assert debt.balance.debt == crowns("10060.61") and debt.terms.rounding == "at_end"
    whole = InterestTerms(unit=100)
    debt = arrears.calculate([claim], [paid], law=law, on=date(2026, 9, 18), terms=whole,
                             allocation=["principal"])
    assert debt.balance.interest == crowns(61) and debt.terms == whole
    with pytest.raises(arrears.Error, match="fact a: another fact has this key"):
        arrears.calculate([claim], [paid, paid], law=law, on=date(2026, 9, 18))


def test_capitalised_interest_and_sold_claims(rulebook, law, clock, by):  # noqa: F811
    grown = InterestCapitalised(case="FV-1", basis="§ 1806 act 89/2012 Sb.",
                                components=["default_interest"])
    assert grown == InterestCapitalised(case="FV-1", basis="§ 1806 act 89/2012 Sb.",
                                        components=["default_interest"])
    before = shown(rulebook, law, clock, by).balance
    after = shown(rulebook, law, clock, by, grown).balance
    assert after.principal > before.principal and after.interest < before.interest
    sold = CaseAssigned(case="FV-1", creditor="buyer", mandate="M-2", basis="contract")
    assert shown(rulebook, law, clock, by, sold).balance == before
