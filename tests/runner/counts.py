"""What a test program's output says: how many passed, failed and were skipped, and why."""

import re
from dataclasses import dataclass, field


@dataclass
class Counts:
    passed: int = 0
    failed: int = 0
    skips: list[tuple[str, str]] = field(default_factory=list)  # (name, reason)

    def add(self, other: "Counts") -> None:
        self.passed += other.passed
        self.failed += other.failed
        self.skips += other.skips

    def line(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {len(self.skips)} skipped"


PLAIN = re.compile(r"^(?:\w+: )?(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$", re.MULTILINE)
DOCTEST = re.compile(r"^\[doctest\] test cases:\s*(\d+) \|\s*(\d+) passed \|\s*(\d+) failed",
                     re.MULTILINE)
# A test that cannot run here prints this line wherever it notices: name and reason.
SKIPPED = re.compile(r"^SKIPPED ([^:\n]+): (.+)$", re.MULTILINE)


def read(name: str, output: str, exit_code: int) -> Counts:
    """The counts of one program. One that says nothing counts as one test, by its exit code.

    A doctest case that prints a SKIPPED line has run to its end and is counted by doctest as
    passed; here it is not.
    """
    counts = Counts(skips=[(f"{name}/{case.strip()}", why.strip())
                           for case, why in SKIPPED.findall(output)])
    doctest, plain = DOCTEST.findall(output), PLAIN.findall(output)
    if doctest:
        counts.passed = sum(int(p) for _, p, _ in doctest) - len(counts.skips)
        counts.failed = sum(int(f) for _, _, f in doctest)
    elif plain:
        counts.passed, counts.failed = int(plain[-1][0]), int(plain[-1][1])
        if int(plain[-1][2] or 0) != len(counts.skips):
            counts.failed += 1   # a skip without a reason
    elif not counts.skips:
        counts.passed = 1 if exit_code == 0 else 0
    if exit_code != 0 and counts.failed == 0:
        counts.failed = 1        # it crashed, or says less than it knows
    if exit_code == 0 and counts.passed + counts.failed + len(counts.skips) == 0:
        counts.failed = 1        # a program that runs no test proves nothing
    return counts
