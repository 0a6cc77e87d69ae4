"""Printed pages: the lines that a page prints above and below its text on every sheet.

Page numbers, the title of a report, the name of an office: they are found before wrapped lines are
joined, because they stand in the middle of sentences that go on overleaf.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict

from amana.reading.articles.lines import Line

_EDGE = 3  # lines at the top and at the bottom of a sheet that may run
_FEWEST = 3  # sheets on which a line must stand to be called running
_DIGITS = re.compile(r"[0-9٠-٩۰-۹]+")  # noqa: RUF001 - Arabic-Indic digits
_NUMBER = re.compile(
    r"[\W_]*(?:(?:page|p\.|seite|صفحة|الصفحة|ص)\s*)?(?:#|[ivxlc]{1,7})"
    r"(?:\s*(?:/|of|von|sur|de|من)\s*#)?[\W_]*",
    re.IGNORECASE,
)


def running_lines(lines: list[Line], sheets: tuple[tuple[int, int], ...]) -> list[Line]:
    """Return the lines that run from sheet to sheet.

    Rules:
    1. Only the three first and three last lines of a sheet may run.
    2. A line runs when it stands there, digits apart, on three sheets or more and on half of them.
    3. A page number alone ("12", "- 3 -", "Page 2 of 9") runs in a text of two sheets already.

    Args:
        lines: the lines of the text, not joined yet.
        sheets: where each sheet begins and ends, in code points.
    """
    if len(sheets) < 2:  # noqa: PLR2004 - one sheet repeats nothing
        return []
    starts = [line.start for line in lines]
    edges: list[Line] = []
    on: defaultdict[str, set[int]] = defaultdict(set)
    for number, (start, end) in enumerate(sheets):
        inside = lines[bisect_left(starts, start) : bisect_left(starts, end)]
        top, bottom = inside[:_EDGE], inside[_EDGE:][-_EDGE:]
        edges += top + bottom
        for line in top + bottom:
            on[_pattern(line)].add(number)
    least = max(_FEWEST, (len(sheets) + 1) // 2)
    return [
        line
        for line in edges
        if line.key and (len(on[_pattern(line)]) >= least or _NUMBER.fullmatch(_pattern(line)))
    ]


def _pattern(line: Line) -> str:
    return _DIGITS.sub("#", line.key)
