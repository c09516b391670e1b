"""Cases of the interest bench, drawn and reckoned again in fractions.

    python3 bench/interest_sample.py BENCH_INTEREST [CASES]
"""

import subprocess
import sys
from datetime import date, timedelta
from fractions import Fraction
from math import floor

MASK = (1 << 64) - 1
GAMMA = 0x9E3779B97F4A7C15
COLUMNS = ("ACT/365", "ACT/ACT", "30E/360")


def mix(value: int) -> int:
    """One step of splitmix64."""
    z = (value + GAMMA) & MASK
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & MASK
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB & MASK
    return z ^ (z >> 31)


def amounts(count: int) -> list[int]:
    """The amount among the eight or nine draws of a case: days past due takes one or two."""
    state = 20240601
    found = []

    def draw() -> int:
        nonlocal state
        value = mix(state)
        state = (state + GAMMA) & MASK
        return value

    for _ in range(count):
        draw()                                     # product
        if draw() * 100 >> 64 >= 5:
            draw()                                 # days past due, in its band
        found.append(floor(100 * 50000.0 ** ((draw() >> 11) / 2**53)))
        for _ in range(5):                         # priority to has_email
            draw()
    return found


def leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def years(after: date, through: date) -> tuple[Fraction, ...]:
    """The days after one day through another, under each day count."""
    actual = Fraction(0)
    for year in range(after.year, through.year + 1):
        first = max(after + timedelta(1), date(year, 1, 1))
        last = min(through, date(year, 12, 31))
        actual += Fraction(max((last - first).days + 1, 0), 366 if leap(year) else 365)
    thirty = (360 * (through.year - after.year) + 30 * (through.month - after.month)
              + min(through.day, 30) - min(after.day, 30))
    return Fraction((through - after).days, 365), actual, Fraction(thirty, 360)


def reckon(case: int, amount: int) -> list[int]:
    day = date(2015, 1, 1) + timedelta(mix(case) % 1500)
    sums = [Fraction(0)] * 3
    for k in range(6):
        through = day + timedelta(1 + mix(6 * case + k + 1_000_003) % 240)
        rate = Fraction(2, 100) + Fraction(mix(6 * case + k + 77_777) % 100, 1000)
        for i, time in enumerate(years(day, through)):
            sums[i] += amount * rate * time
        day = through
    return [round(total) for total in sums]  # of a Fraction: half to even


def main() -> int:
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    said = subprocess.run([sys.argv[1], "--print", str(count)], check=True, text=True,
                          stdout=subprocess.PIPE).stdout.splitlines()
    failed = 0 if said[0] == ",".join(("case", *COLUMNS)) and len(said) == count + 1 else 1
    for case, (line, amount) in enumerate(zip(said[1:], amounts(count))):
        wanted = [case, *reckon(case, amount)]
        if [int(cell) for cell in line.split(",")] != wanted:
            failed += 1
            print(f"case {case}: {line}, in fractions {wanted}")
    print(f"{count + 1 - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
