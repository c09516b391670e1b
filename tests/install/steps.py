"""Runs commands of an installation test and counts what holds."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Steps:
    """Counts what passed and failed; a command that fails shows what it said."""

    def __init__(self) -> None:
        self.passed = self.failed = 0
        self.skipped: list[tuple[str, str]] = []

    def hold(self, what: str, true: bool, detail: str = "") -> bool:
        print(f"{'ok    ' if true else 'FAILED'} {what}")
        if not true and detail:
            print(detail[-4000:])
        self.passed, self.failed = self.passed + bool(true), self.failed + (not true)
        return bool(true)

    def run(self, what: str, command: list, **options) -> str | None:
        """The output of a command; None, and a failure, when it fails."""
        answer = subprocess.run([str(c) for c in command], stdout=subprocess.PIPE,
                                stderr=subprocess.STDOUT, text=True, check=False, **options)
        fine = self.hold(what, answer.returncode == 0, answer.stdout)
        return answer.stdout if fine else None

    def skip(self, name: str, reason: str) -> None:
        print(f"SKIPPED {name}: {reason}")
        self.skipped.append((name, reason))

    def finish(self) -> None:
        print(f"{self.passed} passed, {self.failed} failed, {len(self.skipped)} skipped")
        sys.exit(1 if self.failed else 0)
