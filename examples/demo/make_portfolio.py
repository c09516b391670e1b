"""Writes a portfolio of invented invoices, the same for the same seed.

The columns are those of a public sample of accounts receivable (see docs/demo.md), so that the demo
runs on either. Amounts, dates and habits are drawn from a generator written out here: no library's
random numbers, so every Python gives the same file.
"""

import argparse
import csv
import datetime
import sys

COLUMNS = [
    "countryCode", "customerID", "PaperlessDate", "invoiceNumber", "InvoiceDate", "DueDate",
    "InvoiceAmount", "Disputed", "SettledDate", "PaperlessBill", "DaysToSettle", "DaysLate",
]
FIRST = datetime.date(2012, 1, 3)
DAYS = 700  # of invoicing; some invoices are still open on the demo's last day
MASK = (1 << 64) - 1


class Draws:
    """splitmix64."""

    def __init__(self, seed: int) -> None:
        self.state = seed

    def below(self, limit: int) -> int:
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return ((z ^ (z >> 31)) * limit) >> 64


def spelled(day: datetime.date) -> str:
    return f"{day.month}/{day.day}/{day.year}"


def customers(draws: Draws, count: int) -> list[dict]:
    out = []
    for number in range(count):
        out.append(
            {
                "id": f"C{number:04}",
                "country": ("203", "703", "616")[draws.below(3)],
                "paperless": draws.below(2) == 0,
                "late_of_100": (5, 20, 45, 80)[draws.below(4)],
                "disputes_of_100": (2, 10, 35)[draws.below(3)],
            }
        )
    return out


def invoice(draws: Draws, number: int, people: list[dict]) -> dict:
    who = people[draws.below(len(people))]
    issued = FIRST + datetime.timedelta(days=draws.below(DAYS))
    due = issued + datetime.timedelta(days=30)
    late = 1 + draws.below(44) if draws.below(100) < who["late_of_100"] else 0
    settled = due + datetime.timedelta(days=late if late else -draws.below(30))
    cents = 500 + draws.below(14_000)
    return {
        "countryCode": who["country"],
        "customerID": who["id"],
        "PaperlessDate": spelled(FIRST),
        "invoiceNumber": f"{number:010}",
        "InvoiceDate": spelled(issued),
        "DueDate": spelled(due),
        "InvoiceAmount": f"{cents // 100}.{cents % 100:02}",
        "Disputed": "Yes" if draws.below(100) < who["disputes_of_100"] else "No",
        "SettledDate": spelled(settled),
        "PaperlessBill": "Electronic" if who["paperless"] else "Paper",
        "DaysToSettle": (settled - issued).days,
        "DaysLate": late,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=20120103)
    parser.add_argument("--invoices", type=int, default=2_500)
    parser.add_argument("--customers", type=int, default=100)
    options = parser.parse_args()
    draws = Draws(options.seed)
    people = customers(draws, options.customers)
    writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for number in range(1, options.invoices + 1):
        writer.writerow(invoice(draws, number, people))


if __name__ == "__main__":
    main()
