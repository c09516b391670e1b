"""The counting of ./dev test, on outputs as the runners print them."""

import sys

from counts import read

DOCTEST = "[doctest] test cases:  4 |  {} passed | {} failed | 0 skipped\n"

# output, exit code, expected line
CASES = [
    (DOCTEST.format(4, 0), 0, "4 passed, 0 failed, 0 skipped"),
    (DOCTEST.format(3, 1), 1, "3 passed, 1 failed, 0 skipped"),
    ("SKIPPED mt940 of ČSOB: licence\n" + DOCTEST.format(4, 0), 0, "3 passed, 0 failed, 1 skipped"),
    (DOCTEST.format(4, 0), -6, "4 passed, 1 failed, 0 skipped"),
    ("7 passed, 0 failed\n", 0, "7 passed, 0 failed, 0 skipped"),
    ("7 passed, 2 failed, 0 skipped\n", 1, "7 passed, 2 failed, 0 skipped"),
    ("1 passed, 0 failed\nrules: 5 passed, 0 failed\n", 0, "5 passed, 0 failed, 0 skipped"),
    ("7 passed, 0 failed, 1 skipped\n", 0, "7 passed, 1 failed, 0 skipped"),
    ("SKIPPED pip: no index\n0 passed, 0 failed, 1 skipped\n", 0, "0 passed, 0 failed, 1 skipped"),
    ("anything\n", 0, "1 passed, 0 failed, 0 skipped"),
    ("anything\n", 139, "0 passed, 1 failed, 0 skipped"),
    ("0 passed, 0 failed\n", 0, "0 passed, 1 failed, 0 skipped"),
    ("", 0, "1 passed, 0 failed, 0 skipped"),
]


def main() -> int:
    failed = 0
    for output, code, expected in CASES:
        found = read("name", output, code).line()
        if found != expected:
            print(f"FAILED {output!r} with exit {code}: {found}, expected {expected}")
            failed += 1
    print(f"{len(CASES) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
