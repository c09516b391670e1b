#!/usr/bin/env python3
"""Writes days_off.csv and day_counts.csv: what other libraries say of days off and of day counts.

Written without looking at the law packs. Wants exactly these, in a virtual environment of its own:

    holidays 0.109       MIT license           https://github.com/vacanza/holidays
    workalendar 17.0.0   MIT license           https://github.com/workalendar/workalendar
    QuantLib 1.44        BSD 3-clause license  https://www.quantlib.org

Run it without arguments in this directory; the seed is fixed, so the files repeat. Where a library
differs from this one, differences.csv and day_count_differences.csv say why.
"""

from datetime import date, timedelta
from importlib.metadata import version
from random import Random

import holidays
import QuantLib as ql
from dateutil.easter import easter
from workalendar import europe

WANTED = {"holidays": "0.109", "workalendar": "17.0.0", "QuantLib": "1.44"}
YEARS = range(1994, 2036)
TARGET_YEARS = range(1999, 2036)
WORKALENDAR = {"CZ": europe.CzechRepublic, "SK": europe.Slovakia, "PL": europe.Poland,
               "DE": europe.Germany, "AT": europe.Austria}
# The only one that QuantLib has of the Czech Republic and of Slovakia is that of a stock exchange.
QUANTLIB = {"CZ": ql.CzechRepublic(ql.CzechRepublic.PSE), "SK": ql.Slovakia(ql.Slovakia.BSSE),
            "PL": ql.Poland(ql.Poland.Settlement), "DE": ql.Germany(ql.Germany.Settlement),
            "AT": ql.Austria(ql.Austria.Settlement)}
DAY = timedelta(days=1)
DAYS_OFF = """# Weekdays off by holidays 0.109 (MIT), workalendar 17.0.0 (MIT), QuantLib 1.44 (BSD
# 3-clause). Written by reference.py beside this file.
reference,country,year,days
"""
DAY_COUNTS = """# Stretches of days by the day counts of QuantLib 1.44 (BSD 3-clause).
# Written by reference.py beside this file. `from` and `until` both bear interest. Of a period from
# one date to another QuantLib counts the first date and not the last: `..._after` are of the period
# from `from` to the day after `until`, `..._before` from the day before `from` to `until`.
from,until,actual,act_act_after,act_act_before,thirty_before,thirty_after,bond_before,isda_before
"""


def days(year):
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    return [first + i * DAY for i in range((after - first).days)]


def quant(day):
    return ql.Date(day.day, day.month, day.year)


def line(reference, country, year, off):
    weekdays = sorted(day for day in off if day.weekday() < 5)
    return f"{reference},{country},{year},{' '.join(day.strftime('%m-%d') for day in weekdays)}\n"


def days_off():
    yield DAYS_OFF
    for year in YEARS:
        yield f"easter,,{year},{easter(year):%m-%d}\n"
    for country in WORKALENDAR:
        for year in YEARS:
            yield line("holidays", country, year, holidays.country_holidays(country, years=year))
            other = WORKALENDAR[country]().holidays(year)
            yield line("workalendar", country, year, {day for day, _ in other})
            calendar = QUANTLIB[country]
            closed = [day for day in days(year) if not calendar.isBusinessDay(quant(day))]
            yield line("quantlib", country, year, closed)
    for year in YEARS:
        bank = holidays.country_holidays("AT", years=year, categories=("public", "bank"))
        yield line("holidays_bank", "AT", year, bank)
    for year in TARGET_YEARS:
        yield line("holidays_target", "EU", year, holidays.financial_holidays("XECB", years=year))
        closed = [day for day in days(year) if not ql.TARGET().isBusinessDay(quant(day))]
        yield line("quantlib_target", "EU", year, closed)


def stretches():
    """First and last day that bear interest: edges of months and years, then anything."""
    edges = [date(year, month, day) for year in (1999, 2000, 2001, 2003, 2004, 2100)
             for month, day in ((1, 1), (1, 30), (1, 31), (2, 1), (2, 27), (2, 28), (3, 1), (3, 30),
                                (3, 31), (4, 30), (12, 30), (12, 31))]
    edges += [date(2000, 2, 29), date(2004, 2, 29)]
    edges.sort()
    random = Random(1970)
    near = {(first, last) for first in edges for last in edges if first <= last <= first + 70 * DAY}
    far = {(first, last) for first in edges for last in edges if last > first + 70 * DAY}
    found = near | set(random.sample(sorted(far), 500))
    while len(found) < 3000:
        first = date(1901, 1, 2) + random.randrange(109_000) * DAY
        last = first + random.choice((0, 40, 400, 4000, 40_000)) * random.random() * DAY
        if last < date(2199, 12, 31):
            found.add((first, last))
    return sorted(found)


def day_counts():
    isda = ql.ActualActual(ql.ActualActual.ISDA)
    fixed, money = ql.Actual365Fixed(), ql.Actual360()
    europe_30, bond_30, isda_30 = (ql.Thirty360(convention) for convention in (
        ql.Thirty360.European, ql.Thirty360.BondBasis, ql.Thirty360.ISDA))
    yield DAY_COUNTS
    for first, last in stretches():
        after = quant(first), quant(last + DAY)
        before = quant(first - DAY), quant(last)
        actual = fixed.dayCount(*after)
        for period in (after, before):
            assert fixed.dayCount(*period) == money.dayCount(*period) == actual
            assert abs(fixed.yearFraction(*period) - actual / 365) < 1e-12 * actual
            assert abs(money.yearFraction(*period) - actual / 360) < 1e-12 * actual
        thirties = [europe_30.dayCount(*before), europe_30.dayCount(*after),
                    bond_30.dayCount(*before), isda_30.dayCount(*before)]
        assert abs(europe_30.yearFraction(*before) - thirties[0] / 360) < 1e-12 * actual
        years = [isda.yearFraction(*period) for period in (after, before)]
        yield f"{first},{last},{actual},{years[0]:.9f},{years[1]:.9f},"
        yield ",".join(map(str, thirties)) + "\n"


def main():
    for name, number in WANTED.items():
        assert version(name) == number, f"{name} {version(name)} is installed, not {number}"
    for name, text in (("days_off.csv", days_off()), ("day_counts.csv", day_counts())):
        with open(name, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(text)


if __name__ == "__main__":
    main()
