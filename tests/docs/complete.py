"""What the sources define has its place in docs/: words of the language, codes, pages, tests.

    python3 tests/docs/complete.py

Prints what is missing and, last, `N passed, N failed`.
"""

import csv
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LANGUAGE = ROOT / "src/language"
LANGUAGES = ("en", "cs", "sk", "pl")


def text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def spellings() -> list[list[str]]:
    """What has to stand together in one row of a table: the English word and the Czech ones."""
    found = []
    for path in sorted(LANGUAGE.glob("constructs/*/words.csv")):
        found += [[row["en"], *row["cs"].split(";")] for row in rows(path)]
    english, czech = LANGUAGE / "words/en", LANGUAGE / "words/cs"
    for name in ("fields", "kinds"):
        pairs = zip(rows(english / f"{name}.csv"), rows(czech / f"{name}.csv"), strict=True)
        found += [[en["spelling"], cs["spelling"]] for en, cs in pairs]
    for en, cs in zip(rows(english / "events.csv"), rows(czech / "events.csv"), strict=True):
        found.append([en["spelling"], cs["spelling"], cs["after_on"]])
    for en, cs in zip(rows(english / "units.csv"), rows(english / "units.csv"), strict=True):
        found.append([en["one"], cs["many"]])
    for row in rows(czech / "units.csv"):
        found.append([row[form] for form in ("one", "few", "many", "fraction")])
    return found


def words() -> list[str]:
    """Every word of the language stands in a table of docs/language.md, beside its translation."""
    table = [line for line in text("docs/language.md").splitlines() if line.startswith("|")]
    return [f"docs/language.md: no row has {' and '.join(wanted)}" for wanted in spellings()
            if not any(all(f"`{word}`" in line for word in wanted) for line in table)]


def translations() -> list[str]:
    """docs/words.md has every word in four languages in one row, and every form of every unit."""
    table = [line for line in text("docs/words.md").splitlines() if line.startswith("|")]
    wanted = [[form for language in LANGUAGES for form in row[language].split(";")]
              for path in sorted(LANGUAGE.glob("constructs/*/words.csv")) for row in rows(path)]
    for name, columns in (("fields", ["spelling"]), ("kinds", ["spelling"]),
                          ("events", ["spelling", "after_on"])):
        files = [rows(LANGUAGE / "words" / language / f"{name}.csv") for language in LANGUAGES]
        wanted += [[row[column] for row in group for column in columns]
                   for group in zip(*files, strict=True)]
    for language in LANGUAGES:
        wanted += [[row[form] for form in ("one", "few", "many", "fraction")]
                   for row in rows(LANGUAGE / "words" / language / "units.csv")]
    return [f"docs/words.md: no row has {' and '.join(one)}" for one in wanted
            if not any(all(f"`{word}`" in line for word in one) for line in table)]


def constructs() -> list[str]:
    """The English example of each construct's own page is a line that docs/language.md explains."""
    page = text("docs/language.md")
    missing = []
    for path in sorted(LANGUAGE.glob("constructs/*/words.csv")):
        first = rows(path)[0]["en"]
        if f"`{first}" not in page and f"\n{first} " not in page:
            missing.append(f"docs/language.md: nothing about `{first}` ({path.parent.name})")
    return missing


def codes() -> list[str]:
    """Every code that the sources give has a heading in docs/diagnostics.md, and no other has."""
    headings = set()
    for line in text("docs/diagnostics.md").splitlines():
        if line.startswith("### "):
            headings |= set(re.findall(r"P0\d{3}", line))
    given: dict[str, str] = {}
    for path in sorted((ROOT / "src").rglob("*.[ch]pp")):
        for code in re.findall(r'"(P0\d{3})"', path.read_text(encoding="utf-8")):
            given.setdefault(code, str(path.relative_to(ROOT)))
    page = "docs/diagnostics.md"
    return [*(f"{page}: no heading for {code} ({given[code]})"
              for code in sorted(set(given) - headings)),
            *(f"{page}: {code} is given nowhere" for code in sorted(headings - set(given)))]


def links() -> list[str]:
    """Links lead to files that are there; README links every page, a page those of its folder."""
    missing, reached = [], set()
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    for page in pages:
        prose = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", prose):
            if "://" in target:
                continue
            if not (page.parent / target).exists():
                missing.append(f"{page.relative_to(ROOT)}: {target} is not there")
            reached.add((page.relative_to(ROOT), (page.parent / target).resolve()))
    for page in pages[1:]:
        index = Path("README.md" if page.parent.name == "docs" else f"docs/{page.parent.name}.md")
        if (index, page.resolve()) not in reached:
            missing.append(f"{index}: no link to {page.relative_to(ROOT)}")
    return missing


PAGES = {"cpp": "examples/embed/main.cpp", "python": "examples/python/quickstart.py",
         "plan": "rules/plans/en/company_invoices.plan"}


def readme() -> list[str]:
    """The code of README.md stands in the examples, in that order; `…` alone marks a gap."""
    wrong = []
    for kind, body in re.findall(r"^```(\w+)\n(.*?)^```$", text("README.md"), re.M | re.S):
        rest = text(PAGES[kind]) if kind in PAGES else ""
        for part in re.split(r"^(?://|#) …\n", body, flags=re.M) if kind in PAGES else []:
            _, found, rest = rest.partition(part)
            if not found:
                wrong.append(f"README.md: not in {PAGES[kind]}: {part.splitlines()[0]}")
    return wrong


def features() -> list[str]:
    """A row of docs/features.md that works, at least in part, names tests that are there."""
    missing = []
    for line in text("docs/features.md").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not cells[0].isdigit():
            continue
        row = f"docs/features.md: row {cells[0]}"
        shown = [part.strip() for part in cells[3].split(";") if "/" in part]
        if cells[2] != "not yet" and (not shown or not re.match("works|in part: .", cells[2])):
            missing.append(f"{row} names no test, or not what is missing")
        for path, cases in (re.fullmatch(r"(\S+)(.*)", part).groups() for part in shown):
            if not (ROOT / path).is_file():
                missing.append(f"{row}: {path} is not there")
                continue
            missing += [f'{row}: {path} has no case "{case}"'
                        for case in re.findall(r'"([^"]+)"', cases)
                        if f'"{case}"' not in text(path)]
    return missing


def main() -> int:
    checks = [words, translations, constructs, codes, links, readme, features]
    failed = 0
    for check in checks:
        found = check()
        failed += bool(found)
        for line in found:
            print(f"{check.__name__}: {line}")
    print(f"{len(checks) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
