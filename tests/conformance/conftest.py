"""Counting what passes of each public suite; `make conformance` prints the table.

A test that runs a suite (or a part of one) takes the fixture `tally` and reports to it once:

    def test_the_suite(tally: Tally, test_data: Path) -> None:
        …
        tally("OCFL 1.1 fixtures", passed=80, total=80)
        tally("BagIt 1.0", passed=53, total=54, misses=["v0.97/valid/x: why it is missed"])

Counts of the same name add up, so that a suite may be run by several tests, in several workers. A
tally judges nothing: what must hold, the test asserts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import pytest

PROPERTY = "suite"


class Tally(Protocol):
    """Takes down how much of a suite passes; each miss with its reason."""

    def __call__(
        self, suite: str, *, passed: int, total: int, misses: Sequence[str] = ()
    ) -> None: ...


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Tally:
    """Return what takes the counts down; they travel with the report of the test."""

    def take(suite: str, *, passed: int, total: int, misses: Sequence[str] = ()) -> None:
        request.node.user_properties.append((PROPERTY, [suite, passed, total, *misses]))

    return take


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table."""
    counts: dict[str, list[int]] = {}
    misses: dict[str, list[str]] = {}
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", None) != "call":
                continue
            for name, value in report.user_properties:
                if name == PROPERTY:
                    suite, passed, total, *missed = value
                    count = counts.setdefault(suite, [0, 0])
                    counts[suite] = [count[0] + passed, count[1] + total]
                    misses.setdefault(suite, []).extend(missed)
    if not counts:
        return
    terminalreporter.section("conformance")
    width = max(map(len, counts))
    for suite, (passed, total) in sorted(counts.items()):
        terminalreporter.write_line(f"{suite:{width}}  {passed:>6} of {total}")
        for miss in sorted(misses[suite]):
            terminalreporter.write_line(f"    not: {miss}")
