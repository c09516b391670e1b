"""The Czech law that journal_oracle.py counts by: rates, days off, orders of crediting, roundings.

Written from the law sheets; rates and holidays are the tables of tests/data/law. Amounts are
hellers, rates per cent a year as fractions.
"""

import csv
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

LAW = Path(__file__).resolve().parents[1] / "law"
DAY = timedelta(days=1)
COSTS = ["court_fee", "attorney_fee", "costs", "lump_sum"]
# § 1932(1) of act 89/2012; § 1932(2) as amended by act 192/2021. A penalty has no place in them.
GENERAL = COSTS + ["default_interest", "contractual_interest", "principal", "penalty"]
CONSUMER = COSTS + ["principal", "contractual_interest", "default_interest", "penalty"]
ACT_89_2012 = date(2014, 1, 1)
# § 265a of act 99/1963, added by act 286/2021: what a bailiff or a court recovers.
RECOVERED = ["principal", "contractual_interest", "default_interest", "penalty", "lump_sum",
             "costs", "attorney_fee", "court_fee"]
ACT_286_2021 = date(2022, 1, 1)
ACT_192_2021 = date(2021, 7, 1)
# Consumer credit: § 122 of act 257/2016, and its (4), added by act 186/2020 for default that began
# after the day on which that came into force.
ACT_257_2016 = date(2016, 12, 1)
ACT_186_2020 = date(2020, 4, 25)
LONG_DEFAULT = 90
PENALTY_A_DAY = Fraction(1, 1000)
PENALTY_IN_ALL = 200_000_00
WRITE_OFF = (["default_interest", "contractual_interest", "penalty", "lump_sum", "costs",
              "attorney_fee", "court_fee"], ["principal"])


class NotCounted(Exception):
    """Something that this program knows no law for."""


def table(name):
    with open(LAW / name, encoding="utf-8") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


RATES = {row["half_year_start"]: Fraction(row["fixed_rate_if_default_begins_here"])
         for row in table("cz_by_half_year.csv") if row["fixed_rate_if_default_begins_here"]}
HOLIDAYS = {row["date"] for row in table("cz_holidays.csv")}


def statutory(default_from):
    """Repo rate of the first day of the half-year in which default began, plus 8 points."""
    start = date(default_from.year, 1 if default_from.month <= 6 else 7, 1)
    if default_from < ACT_89_2012 or str(start) not in RATES:
        raise NotCounted(f"default from {default_from}")
    return RATES[str(start)]


def first_of_default(due, shift):
    """The day after the due date or, where that moves, after the next business day."""
    while shift and (due.weekday() >= 5 or str(due) in HOLIDAYS):
        due += DAY
    return due + DAY


def hellers(money):
    if money["currency"] != "CZK":
        raise NotCounted(money["currency"])
    sum_ = Decimal(money["amount"]) * 100
    if sum_ != int(sum_):
        raise NotCounted(f"{sum_} hellers")
    return int(sum_)


def half_up(value):
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def year_days(day, count):
    if count in ("act_365", "act_360"):
        return int(count[4:])
    if count != "act_act":
        raise NotCounted(count)
    leap = day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0)
    return 366 if leap else 365


def order_of_crediting(day, way, consumer, obligation, late, *agreed):
    """Components of one claim in the order in which a payment of that day meets them.

    `agreed`: what the debtor named with the payment, whether the creditor consents to that, and
    what was agreed for the claim before. What these leave out has no order of its own.
    """
    named, consent, before = agreed
    if any(order and set(order) != set(GENERAL) for order in (named, before)):
        raise NotCounted("an agreed order that leaves a component out")
    if way in ("bailiff", "court") and day >= ACT_286_2021:
        return RECOVERED
    if consumer and late and obligation >= ACT_192_2021:
        return CONSUMER
    if named and (consent or obligation < ACT_192_2021):
        return named
    return before or GENERAL


def rates_of_credit(rates, day, default_from, obligation):
    """What a consumer credit may bear on a day of default, of what was agreed.

    Rates are (kind, per cent, days of the year). All that was agreed of one kind is taken together;
    what is above the most a day is cut to it.
    """
    late = (day - default_from).days >= LONG_DEFAULT and default_from >= ACT_186_2020
    new = obligation >= ACT_257_2016
    by_law = statutory(default_from), year_days(day, "act_act")
    a_day = lambda agreed: sum(Fraction(percent) / (100 * year) for _, percent, year in agreed)
    kinds = {kind: [rate for rate in rates if rate[0] == kind] for kind, _, _ in rates}
    for kind, agreed in kinds.items():
        if kind == "default_interest":
            if (new or late) and a_day(agreed) > by_law[0] / (100 * by_law[1]):
                kinds[kind] = [(kind, *by_law)]
        elif late:
            kinds[kind] = []
        elif kind == "penalty" and new and a_day(agreed) > PENALTY_A_DAY:
            kinds[kind] = [(kind, 365 * 100 * PENALTY_A_DAY, 365)]
    return [rate for agreed in kinds.values() for rate in agreed]


def penalties_of_credit(credit, obligation):
    """§ 122(3): half of the credit, no more than 200 000 crowns; None where that does not hold."""
    return min(credit // 2, PENALTY_IN_ALL) if obligation >= ACT_257_2016 else None
