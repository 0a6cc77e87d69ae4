"""Whether a bare month or weekday lies ahead or behind, as the words of its clause say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from amana.analysis.amounts import Line
from amana.analysis.amounts.words import either
from amana.analysis.time.lexicon import arabic, english

_WINDOW = 160
_FUTURE_VERB = r"(?<!\w)[وف]?س[يتن]\w{3,}"
_TO_BE = re.compile(r"(?<!\w)(?:be|been|being|get) (?:\w+ly )?\Z", re.IGNORECASE)
_PARTICIPLE = r"[a-z]{3,20}ed(?= (?:in|on|last|since|by|at|during|between|from)(?!\w))"
_DATELINE = re.compile(
    r" ?\((?:[A-Z]{2,6}|[A-Z][a-z]+|رويترز|أ ?ف ?ب|د ?ب ?أ|سانا)\) ?[-\u2013\u2014]"
)
_CLAUSE_AHEAD = 60


@cache
def _cues(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    if language == "en":
        forward, back = english().forward, english().back
        flags, lead, more = re.IGNORECASE, r"(?<!\w)", ""
    else:
        forward, back = arabic().forward, arabic().back
        flags, lead, more = re.NOFLAG, r"(?<!\w)[وف]?", f"|{_FUTURE_VERB}"
    return (
        re.compile(rf"{lead}(?:{either(forward)})(?!\w){more}", flags),
        re.compile(rf"{lead}(?:(?:{either(back)})(?!\w)|{_PARTICIPLE})", flags),
    )


def points_forward(line: Line, start: int, end: int) -> bool:
    """Tell whether the clause around `source[start:end]` speaks of what is to come.

    The cue nearest before the expression decides: "will", "set to" and the like against verbs of
    the past. Where the expression opens its clause, the first cue after it decides.
    """
    if _DATELINE.match(line.source, end):
        return False
    before = line.source[max(0, start - _WINDOW) : start]
    last = _last(line.language, before)
    if last is not None:
        return last
    after = line.source[end : end + _CLAUSE_AHEAD]
    first = next(iter(sorted(_all(line.language, after))), None)
    return first is not None and first[1]


def _last(language: str, before: str) -> bool | None:
    found = sorted(_all(language, before))
    return found[-1][1] if found else None


def _all(language: str, text: str) -> Iterator[tuple[int, bool]]:
    """Yield where a cue ends, and whether it points forward."""
    forward, back = _cues(language)
    for match in forward.finditer(text):
        yield match.end(), True
    for match in back.finditer(text):
        if not _TO_BE.search(text[: match.start()]):
            yield match.end(), False
