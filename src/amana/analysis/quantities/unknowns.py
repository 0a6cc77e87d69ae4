"""Numbers that the text says are not known."""

# ruff: noqa: E501 - patterns read as one line; Arabic letters are meant

from __future__ import annotations

import re
from collections.abc import Iterator

from amana.analysis.amounts import Line
from amana.analysis.quantities.counted import PEOPLE, Counted
from amana.analysis.quantities.phrases import unit_of

_NUMBER = r"(?:number|figure|toll|death toll|total|count|tally)"
_UNKNOWN = r"(?:unknown|unclear|not (?:yet |immediately )?(?:known|clear)|uncertain|undetermined|disputed|(?:yet )?to be (?:determined|established)|impossible to (?:verify|establish))"
_ENGLISH = (
    re.compile(
        rf"(?<!\w)(?:the |its |their )?(?:exact |precise |full |true |total |actual |real |overall |final )?(?P<head>{_NUMBER})s?"
        rf"(?: of (?P<of>[^,.;]{{1,60}}?))? (?:still )?(?:remains?|remained|is|are|was|were) (?:still |also )?{_UNKNOWN}(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<!\w)an? (?:as yet )?(?:unknown|unspecified|undetermined|undisclosed|unconfirmed|untold|uncounted) number of (?P<of>[a-z]+(?: [a-z]+s\b)?)",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<!\w)(?:it (?:is|was|remains) )?(?:not |un)(?:immediately )?(?:clear|known) how many (?P<of>[a-z]+)",
        re.IGNORECASE,
    ),
)
_ARABIC = (
    re.compile(
        r"(?<!\w)(?P<span>(?:العدد|عدد) [^،.]{0,40}?(?:غير معروف|غير محدد|غير معلوم|مجهولا?|غير واضح)(?: حتي الان)?)(?!\w)"
    ),
    re.compile(
        r"(?<!\w)(?P<span>لم (?:يعرف|يعلن|يتضح|يحدد)(?: بعد| علي الفور| فورا)? (?:عدد|العدد|حصيله) ?[^\W\d_]*)(?!\w)"
    ),
)


def unknown(line: Line) -> Iterator[Counted]:
    """Yield quantities of which the text says that the number is unknown."""
    if line.language == "ar":
        for pattern in _ARABIC:
            for match in pattern.finditer(line.text):
                what = line.quoted(*match.span("span"))
                yield Counted(*match.span("span"), None, None, "unknown", PEOPLE, what)
        return
    for pattern in _ENGLISH:
        for match in pattern.finditer(line.text):
            of = match["of"] or ""
            unit = unit_of(of.split()[-1]) if of and of[-1].isalpha() else PEOPLE
            what = of or match["head"].lower()
            yield Counted(match.start(), match.end(), None, None, "unknown", unit, what)
