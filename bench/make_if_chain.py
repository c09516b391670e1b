"""Writes bench/rivals/if_chain.cpp: the strategy table as a programmer would write it by hand."""

import json
from pathlib import Path

HERE = Path(__file__).parent
TABLE = json.loads((HERE / "tables/strategy_table.json").read_text(encoding="utf-8"))
INPUTS = {column["name"]: column for column in TABLE["inputs"]}
ACCESS = {"product_group": "product / 5", "amount": "amount"}


def number(column: str, value: object) -> int:
    if INPUTS[column]["type"] == "enum":
        return INPUTS[column]["values"].index(value)
    return int(value)  # type: ignore[call-overload]


def condition(column: str, asked: dict) -> str:
    read = ACCESS.get(column, column)
    parts = []
    for relation, value in asked.items():
        if relation == "in":
            any_of = [f"{read} == {number(column, v)}" for v in value]
            parts.append("(" + " ||\n       ".join(any_of) + ")")
        else:
            sign = {"eq": "==", "le": "<=", "ge": ">=", "lt": "<", "gt": ">"}[relation]
            parts.append(f"{read} {sign} {number(column, value)}")
    return " && ".join(parts)


def main() -> None:
    lines = [
        "// Made by bench/make_if_chain.py out of bench/tables/strategy_table.json.",
        '#include "rivals/rivals.hpp"',
        "",
        "namespace bench {",
        "",
        "int if_chain(std::int64_t product, std::int64_t days_past_due, std::int64_t amount,",
        "             std::int64_t priority, std::int64_t risk_score,",
        "             std::int64_t broken_promises, std::int64_t has_phone,",
        "             std::int64_t has_email) {",
    ]
    for row in TABLE["rows"]:
        asked = [condition(column, row["when"][column]) for column in row["when"]]
        test = " &&\n      ".join(asked) or "true"
        lines.append(f"  if ({test}) {{")
        lines.append(f"    return {row['row']};")
        lines.append("  }")
    lines += ["  return 0;", "}", "", "}  // namespace bench", ""]
    (HERE / "rivals/if_chain.cpp").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
