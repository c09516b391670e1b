"""Prints what tests/runner counts: a line per skip and the last line."""

import pytest


def pytest_terminal_summary(terminalreporter):
    stats = terminalreporter.stats
    for report in stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        print(f"\nSKIPPED {report.nodeid.replace('::', ' ').replace(':', ' ')}: {reason}")
    passed = len(stats.get("passed", []))
    failed = len(stats.get("failed", [])) + len(stats.get("error", []))
    skipped = len(stats.get("skipped", []))
    terminalreporter.write_line("")
    terminalreporter.write_line(f"{passed} passed, {failed} failed, {skipped} skipped")


@pytest.fixture
def by():
    import arrears

    return arrears.Caller(tenant="main", actor="test")
