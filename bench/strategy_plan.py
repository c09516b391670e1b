#!/usr/bin/env python3
"""Writes bench/tables/strategy.plan from the strategy table of the bench (JSON).

    bench/strategy_plan.py strategy_table.json > bench/tables/strategy.plan

The column `amount` of the workload is fed in as `debt`, minor units of EUR. Ranges become
`low .. high`, sets become `A or B`.
"""
import json
import sys

KINDS = {
    "product_group": "product_group of claim",
    "product": "product of claim",
    "priority": "number of case",
    "risk_score": "number of person",
    "has_phone": "yes or no of person",
    "has_email": "yes or no of person",
}
NAMES = {"amount": "debt"}


def grouped(whole):
    text = str(whole)
    parts = []
    while len(text) > 3:
        parts.insert(0, text[-3:])
        text = text[:-3]
    return " ".join([text] + parts)


def plain(field, value):
    """A value without its unit."""
    if field == "amount":
        whole, minor = divmod(value, 100)
        return grouped(whole) + (f".{minor:02}" if minor else "")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def unit(field, value):
    if field == "amount":
        return " EUR"
    if field == "days_past_due":
        return " day" if value == 1 else " days"
    return ""


def cell(field, condition):
    if condition is None:
        return "-"
    if "eq" in condition:
        return plain(field, condition["eq"]) + unit(field, condition["eq"])
    if "in" in condition:
        return " or ".join(plain(field, value) + unit(field, value) for value in condition["in"])
    low, high = condition.get("ge"), condition.get("le")
    if low is not None and high is not None:
        return f"{plain(field, low)} .. {plain(field, high)}{unit(field, high)}"
    if low is not None:
        return f">= {plain(field, low)}{unit(field, low)}"
    return f"<= {plain(field, high)}{unit(field, high)}"


def list_lines(kind, names):
    """Several lines of one kind add up; each stays within the width of a page."""
    kind = kind.ljust(len("product_group"))
    lines, line = [], ""
    for name in names:
        if line and len(line) + 2 + len(name) > 80:
            lines.append(line)
            line = ""
        line += ("" if not line else ", ") + name
    lines.append(line)
    return [f"list {kind}  {line}" for line in lines]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        table = json.load(file)
    fields = [entry["name"] for entry in table["inputs"]]
    out = [
        "# language: en",
        "# Made by bench/strategy_plan.py from the strategy table of the bench: 60 rows.",
    ]
    for entry in table["inputs"]:
        if entry["type"] == "enum":
            out += list_lines(entry["name"], entry["values"])
    strategies = []
    for row in table["rows"]:
        if row["strategy"] not in strategies:
            strategies.append(row["strategy"])
    out += list_lines("treatment", strategies)
    out.append("")
    width = max(len(name) for name in KINDS)
    out += [f"field {name:{width}}  {kind}" for name, kind in KINDS.items()]
    out += ["", "table treatment"]
    rows = [[NAMES.get(name, name) for name in fields] + ["treatment"]]
    for row in table["rows"]:
        cells = [cell(name, row["when"].get(name)) for name in fields]
        if not row["when"]:
            cells[0] = "otherwise"
        rows.append(cells + [row["strategy"]])
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        padded = [text.ljust(widths[i]) for i, text in enumerate(row)]
        out.append("  | " + " | ".join(padded[:-1]) + " || " + padded[-1] + " |")
    print("\n".join(out))


main()
