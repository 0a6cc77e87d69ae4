"""Who gives a figure, and as of when: by the claim that holds it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from amana.analysis.amounts import Line
from amana.records import Claim, TimeExpression

_PERFECT = (
    "surpassed|exceeded|reached|risen to|climbed to|grown to|passed|topped|killed|displaced|left"
    "|wounded|injured|lost|been \\w+"
)
_NOW_BEFORE = re.compile(
    rf"(?<!\w)(?:(?:has|have) (?:now |already |so far )?(?:{_PERFECT})"
    r"|stands? at|now at|currently|so far|to date|still) (?:\w+ )?\Z",
    re.IGNORECASE,
)
_NOW_AFTER = re.compile(
    r" (?:\w+ ){0,4}?(?:are |is |have been |has been |remain |remains )?"
    r"(?:still|now|currently|so far|to date|remain|remains)(?!\w)",
    re.IGNORECASE,
)
_SURPASSED = re.compile(r"(?:surpass|exceed|top|pass)\w*(?!\w)", re.IGNORECASE)
_HAS = re.compile(r"(?<!\w)(?:has|have) (?:now )?\Z", re.IGNORECASE)
_NOW_AR = re.compile(r"(?:حتي الان|حاليا|لا يزال|لا تزال|ما زال|ما زالت|الي الان|لا يزالون)")
_AS_OF = re.compile(r"(?<!\w)(?:as of|until|up to|by|حتي) (?:the )?\Z", re.IGNORECASE)
_NEAR = 30
_REACH = 60
PUBLISHED = "pub_date"


def source_of(claim: Claim | None) -> str | None:
    """Return who gives a figure: the key of the speaker, or the speaker as printed."""
    if claim is None:
        return None
    if claim.speaker_entity:
        return claim.speaker_entity
    return claim.speaker.quote if claim.speaker else None


def as_of(
    line: Line, place: tuple[int, int], claim: Claim | None, times: Sequence[TimeExpression]
) -> str | None:
    """Return as of when a figure holds, EDTF or `pub_date`; None where the text does not say.

    Rules:
    1. A date right behind "as of" or "حتى" near the figure.
    2. A figure in the present ("has surpassed", "are still", "لا يزال") holds when it was said: at
       the date beside the cue of its claim, else at the date of publication.
    """
    start, end = place
    stated = _stated(line, place, times)
    if stated is not None:
        return stated
    if not _is_present(line, start, end):
        return None
    said = _said_on(claim, times) if claim else None
    return said or PUBLISHED


def _stated(line: Line, place: tuple[int, int], times: Sequence[TimeExpression]) -> str | None:
    for time in times:
        first = time.span.char_start - line.at
        if first < 0 or first > len(line.source) or time.type != "date":
            continue
        near = abs(time.span.char_start - place[1]) <= _REACH
        lead = line.source[max(0, first - 12) : first]
        if near and time.edtf and _AS_OF.search(lead) and "by " not in lead.lower():
            return time.edtf
    return None


def _is_present(line: Line, start: int, end: int) -> bool:
    source, first, last = line.source, start - line.at, end - line.at
    before = source[max(0, first - _REACH) : first]
    if line.language == "ar":
        around = source[max(0, first - _REACH) : last + _NEAR]
        return _NOW_AR.search(_folded(around)) is not None
    if _NOW_BEFORE.search(before):
        return True
    if _SURPASSED.match(source, first) and _HAS.search(before):
        return True
    return _NOW_AFTER.match(source, last) is not None


def _folded(text: str) -> str:
    return Line(text, 0, "ar").text


def _said_on(claim: Claim, times: Sequence[TimeExpression]) -> str | None:
    """Return the date beside the cue of a claim, outside of its content."""
    content = claim.content
    for time in times:
        start, end = time.span.char_start, time.span.char_end
        inside = content is not None and content.char_start <= start < content.char_end
        beside = claim.cue.char_start - _NEAR <= start and end <= claim.cue.char_end + _NEAR
        if time.type == "date" and time.edtf and beside and not inside:
            return time.edtf
    return None
