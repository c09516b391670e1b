"""Counts the demo's summary again, from the portfolio alone, by code of its own.

Nothing of the library is used: the rules of the demo are spelled out here as a loop over invoices
and days. Prints what differs and exits 1.
"""

import csv
import datetime
import json
import sys
from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal

FIRST = datetime.date(2012, 1, 3)
LAST = datetime.date(2014, 1, 31)
DAY = datetime.timedelta(days=1)


def date(text: str) -> datetime.date:
    month, day, year = (int(part) for part in text.split("/"))
    return datetime.date(year, month, day)


def next_opening(day: datetime.date) -> datetime.date:
    while day.weekday() >= 5:
        day += DAY
    return day


def recount(path: str) -> dict:
    with open(path, encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    late_days = defaultdict(list)  # customer -> days on which a late settlement became known
    for row in rows:
        settled = date(row["SettledDate"])
        if settled > date(row["DueDate"]) and settled <= LAST:
            late_days[row["customerID"]].append(settled)
    messages: dict = defaultdict(Counter)
    cancelled: Counter = Counter()
    paid_after: Counter = Counter()
    tasks = 0
    open_cents = 0
    weighted = Decimal(0)
    paid = Decimal(0)
    for row in rows:
        issued, due, settled = (date(row[k]) for k in ("InvoiceDate", "DueDate", "SettledDate"))
        amount = Decimal(row["InvoiceAmount"])
        channel = "email" if row["PaperlessBill"] == "Electronic" else "letter"
        disputed_from = due if row["Disputed"] == "Yes" else None
        took_place = []
        for step in (-3, 1, 8, 15, 30):
            day = due + step * DAY
            if not FIRST <= day <= LAST or day < issued or day >= settled:
                continue
            if disputed_from is not None and day >= disputed_from:
                continue
            if step == -3 and not any(known <= day for known in late_days[row["customerID"]]):
                continue
            if step == 15:
                tasks += 1
                took_place.append((day, step))
                continue
            sent = next_opening(day)
            if sent > LAST:
                continue  # still waiting when the demo ends
            if settled <= sent or (disputed_from is not None and disputed_from <= sent):
                cancelled[step] += 1
                continue
            messages[step][channel] += 1
            took_place.append((sent, step))
        if settled <= LAST:
            before = [step for day, step in sorted(took_place) if day < settled]
            paid_after[str(before[-1]) if before else "none"] += 1
            weighted += amount * (settled - issued).days
            paid += amount
        elif issued <= LAST:
            open_cents += int(amount * 100)
    dso = (weighted / paid).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return {
        "invoices": len(rows),
        "messages": {str(k): dict(v) for k, v in messages.items()},
        "cancelled": {str(k): v for k, v in cancelled.items()},
        "tasks": tasks,
        "paid_after": dict(paid_after),
        "open_debt": {"amount": str(Decimal(open_cents) / 100), "currency": "USD"},
        "days_sales_outstanding": dso,
    }


def main() -> int:
    portfolio, summary = sys.argv[1:3]
    with open(summary, encoding="utf-8") as file:
        found = json.load(file, parse_float=Decimal)
    expected = recount(portfolio)
    found["open_debt"]["amount"] = str(Decimal(found["open_debt"]["amount"]).normalize())
    expected["open_debt"]["amount"] = str(Decimal(expected["open_debt"]["amount"]).normalize())
    wrong = 0
    for key in sorted(set(expected) | set(found)):
        if expected.get(key) != found.get(key):
            print(f"{key}: counted {expected.get(key)}, the demo says {found.get(key)}")
            wrong += 1
    print(f"{len(expected) - wrong} passed, {wrong} failed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
