"""Values: exact, frozen, comparable; floats never."""

from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal

import arrears
import pytest
from arrears import Claim, Fact, Money, Name, PaymentReceived, PersonStated, Rate


def test_money_reads_str_int_and_decimal():
    assert Money("1200", "CZK") == Money(1200, "CZK") == Money(Decimal("1.2E+3"), "CZK")
    assert Money("1200.5", "CZK").minor == 120050
    assert Money("-3.50", "EUR").amount == Decimal("-3.50")
    assert Money.from_minor(8477, "CZK") == Money("84.77", "CZK")


@pytest.mark.parametrize("amount", [1200.0, float("nan"), True, None, b"12", [1]])
def test_money_refuses_what_is_not_exact(amount):
    with pytest.raises(TypeError):
        Money(amount, "CZK")


@pytest.mark.parametrize("amount", ["1.005", "12,50", "", "1e3", "abc", "99999999999999999999",
                                    Decimal("0.001"), Decimal("NaN")])
def test_money_refuses_what_the_currency_cannot_hold(amount):
    with pytest.raises(ValueError) as caught:
        Money(amount, "CZK")
    assert isinstance(caught.value, arrears.Error)


def test_money_refuses_unknown_currencies():
    with pytest.raises(arrears.Error):
        Money("1", "QQQ")


def test_money_computes_within_one_currency():
    assert Money("1.10", "CZK") + Money("2.20", "CZK") == Money("3.30", "CZK")
    assert Money("1", "CZK") - Money("2", "CZK") == -Money("1", "CZK")
    assert Money("1", "CZK") < Money("2", "CZK") <= Money("2", "CZK")
    assert not Money("0", "CZK") and Money("0.01", "CZK")
    assert Money("1", "CZK") != Money("1", "EUR")
    for use in (lambda a, b: a + b, lambda a, b: a < b):
        with pytest.raises(arrears.Invalid):
            use(Money("1", "CZK"), Money("1", "EUR"))
        with pytest.raises(TypeError):
            use(Money("1", "CZK"), 1)
    with pytest.raises(TypeError):
        Money("1", "CZK") * 1.5


def test_money_is_frozen_and_hashable():
    money = Money("5", "CZK")
    assert {money: 1}[Money("5.00", "CZK")] == 1
    assert eval(repr(money)) == money
    assert str(money) == "5.00 CZK"
    with pytest.raises(AttributeError):
        money.minor = 3


def test_rate():
    assert Rate("11.75") == Rate(Decimal("11.75")) and Rate(8).percent == 8
    assert Rate("8", day_count="act_360") != Rate("8")
    with pytest.raises(TypeError):
        Rate(11.75)
    with pytest.raises(arrears.Error):
        Rate("8", day_count="sometimes")


def claim(**more):
    return Claim(id="F-1", principal=Money("12000", "CZK"), due=date(2026, 9, 1), debtor="P-1",
                 **more)


def test_records_compare_by_value_and_are_frozen():
    assert claim() == claim() and hash(claim()) == hash(claim())
    assert claim(relation="business") != claim()
    assert claim().relation == "unstated" and claim().obligation is None
    with pytest.raises(AttributeError):
        claim().due = date(2026, 9, 2)
    assert "F-1" in repr(claim()) and "obligation" not in repr(claim())


def test_records_say_what_is_wrong_with_an_argument():
    with pytest.raises(TypeError, match="needs due="):
        Claim(id="F-1", principal=Money("1", "CZK"), debtor="P")
    with pytest.raises(TypeError, match="no argument dew"):
        claim(dew=date(2026, 1, 1))
    with pytest.raises(TypeError):
        Claim(id=7, principal=Money("1", "CZK"), due=date(2026, 9, 1), debtor="P")
    with pytest.raises(TypeError):
        claim(obligation="2026-09-01")
    with pytest.raises(TypeError):
        claim(obligation=datetime(2026, 9, 1))
    with pytest.raises(arrears.Invalid, match="business, consumer"):
        claim(relation="friend")


def test_host_fields_take_plain_values():
    fields = {"score": 7, "share": Decimal("0.25"), "since": date(2020, 1, 1), "vip": True,
              "limit": Money("5", "CZK"), "note": "x", "team": Name("soft"),
              "grace": timedelta(days=3)}
    stated = claim(fields=fields).fields
    assert stated == fields and stated["vip"] is True
    with pytest.raises(TypeError):
        claim(fields={"score": 0.7})


def test_personal_data_stays_out_of_repr():
    person = PersonStated(person="P-1", name="Jana Vymyšlená", email="jana@example.org")
    assert "Jana" not in repr(person) and "example" not in repr(person) and "P-1" in repr(person)
    assert person.name == "Jana Vymyšlená"
    assert person != PersonStated(person="P-1", name="Jiná")


def test_facts_nest():
    paid = PaymentReceived(case="C-1", sum=Money("2000", "CZK"), value_date=date(2026, 9, 10))
    fact = Fact(key="bank:1", effective=date(2026, 9, 10), what=paid)
    assert fact.what == paid and fact == Fact(key="bank:1", effective=date(2026, 9, 10), what=paid)
    with pytest.raises(TypeError):
        Fact(key="bank:1", effective=date(2026, 9, 10), what="paid")


def test_sets_of_words():
    hold = arrears.HoldStated(case="C-1", kinds={"contact", "fees"})
    assert hold.kinds == {"contact", "fees"}
    assert arrears.ReceiptArrived(sending="k", what="failed").what == "failed"
    assert arrears.Capabilities(receipts=["opened"]).receipts == {"opened"}


def test_moments():
    clock = arrears.VirtualClock(arrears.Zone())
    moment = clock.at(date(2026, 9, 9), time(8))
    assert moment.day == date(2026, 9, 9)
    assert moment.instant == datetime(2026, 9, 9, 8, tzinfo=timezone.utc)
    assert clock.at(date(2026, 9, 9), timedelta(hours=8)) == moment
    with pytest.raises(TypeError):
        arrears.Zone().moment(datetime(2026, 9, 9, 8))


def test_dates_out_of_range_are_an_error():
    with pytest.raises(arrears.Error):
        arrears.Zone().moment(datetime(1850, 1, 1, tzinfo=timezone.utc))
        claim(obligation=date(1850, 1, 1))


def test_a_table_of_claims_is_reckoned_without_engine_and_store():
    law = arrears.law.load_all(arrears.law.bundled_path())
    heading = "id,jurisdiction,regime,currency,principal,due_date,as_of,day_count\n"
    out = arrears.reckon_cases(heading + "A,CZ,CZ_AUTO,CZK,100000,2025-01-10,2025-02-09,\n", law)
    assert out.splitlines()[1] == (
        "A,2025-01-11,30,2025-01-11..2025-02-09@12%x30=986.30,986.30,986.30,,100000.00,986.30,,"
        "0.00,0.00,100986.30")
    with pytest.raises(arrears.Error, match="^march:2:14: currency"):
        arrears.reckon_cases(heading + "A,CZ,CZ_AUTO,XYZ,1,2025-01-10,2025-02-09,\n", law,
                             name="march")


def test_the_order_of_crediting_is_part_of_claim_and_payment():
    claim = Claim(id="1", principal=Money(1, "CZK"), due=date(2026, 9, 1), debtor="P",
                  allocation=["costs", "principal"])
    assert claim.allocation == ["costs", "principal"]
    payment = PaymentReceived(sum=Money(1, "CZK"), value_date=date(2026, 9, 2),
                              order=["principal"], order_agreed=True)
    assert (payment.order, payment.order_agreed) == (["principal"], True)


def test_a_law_pack_is_checked_with_its_worked_cases(tmp_path):
    import pathlib
    import shutil

    bundled = pathlib.Path(arrears.law.bundled_path()) / "sk"
    assert {one.severity for one in arrears.law.check(bundled)} <= {"note"}
    shutil.copytree(bundled, tmp_path / "sk")
    cases = tmp_path / "sk" / "cases.csv"
    cases.write_text(cases.read_text(encoding="utf-8").replace(",2024-03-31,", ",2024-03-30,"),
                     encoding="utf-8")
    wrong = [one for one in arrears.law.check(tmp_path / "sk") if one.severity == "error"]
    assert wrong and {one.code for one in wrong} == {"L0002"}
    assert wrong[0].line > 1 and "expected" in wrong[0].message
