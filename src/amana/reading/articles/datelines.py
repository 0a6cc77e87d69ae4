"""Datelines: where (and often when and by whom) a report was filed, in front of its first words.

"MARSA, Jan 17 (Agency) -", "MARSA (AP) —", "Marsa, Norland, 3 March 2024 –", "دمشق - ",
"بغداد (رويترز) -", "لندن: «الشرق الأوسط»".
"""
# ruff: noqa: RUF001, RUF002 - Arabic letters and typographic dashes are meant

from __future__ import annotations

import re

from amana.reading.articles.words import AGENCIES, cues, fold

_REACH = 110  # a dateline is over by then, in code points
_PLACE_WORDS = 2  # of a dateline on a line of its own; more is a caption
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?:,?\s+\d{{4}})?"
_CAPITALS = r"[A-ZÀ-Ý][A-ZÀ-Ý'’.\-]+(?:\s+[A-ZÀ-Ý][A-ZÀ-Ý'’.\-]*){0,3}"
_TOWN = r"[A-ZÀ-Ý][\w'’.\-]+(?:\s+(?:al-)?[A-ZÀ-Ý][\w'’.\-]*){0,3}"
_REGION = r"(?:,\s+[A-ZÀ-Ý][\w'’.\-]*(?:\s+[A-ZÀ-Ý][\w'’.\-]*){0,3})?"
_BY = r"\s*[(\[][^()\[\]]{2,40}[)\]]"
_LATIN = (
    re.compile(
        rf"(?P<line>{_CAPITALS}{_REGION}(?:,?\s+{_DAY})?(?:{_BY})?)\s*(?:[-–—]{{1,2}})(?=\s)"
    ),
    re.compile(
        rf"(?P<line>{_TOWN}{_REGION}(?:,?\s+{_DAY}(?:{_BY})?|{_BY}))\s*(?:[-–—]{{1,2}}|:)(?=\s)"
    ),
    re.compile(rf"(?P<line>{_CAPITALS}{_REGION},\s+{_DAY}(?:{_BY})?)(?=\s)"),
)
_WORD = r"[ء-\u0652\u0670-\u06d3]{2,}"
_ARABIC = re.compile(
    rf"(?P<line>(?P<place>{_WORD}(?:\s+{_WORD}){{0,2}})(?P<by>\s*[(\[«][^()\[\]«»]{{2,40}}[)\]»])?)\s*[-–—:](?=\s)"
)
_ARABIC_SLASHED = re.compile(
    rf"(?P<line>(?P<place>{_WORD}(?:\s+{_WORD})?)\s*/\s*(?P<by>[^/]{{2,30}}))\s*/"
)
_ALONE = re.compile(
    r"(?P<place>[\w'’.\- ]{3,40}?)\s*[:\-–—/|,،(]\s*[«\"“(]?(?P<by>[^«»\"“”()]{2,40})[»\"”)]?"
)
_NOT_FIRST = frozenset(fold(text) for text in cues("not-a-dateline"))
_AGENCY = frozenset(fold(form) for agency in AGENCIES for form in agency.forms)


def find_dateline(text: str) -> int | None:
    """Return where the dateline that begins the paragraph ends, None when there is none.

    Rules:
    1. A place in capitals before a dash; a place in ordinary letters only with a date or an agency
       in brackets; "PLACE, Month day" may do without a dash.
    2. In Arabic one to three words before a dash or colon, the first of them no verb or particle;
       a colon only after an agency.
    3. After a bare place and a dash no small letter follows ("NATO - the alliance - said").
    4. A paragraph follows: a line that ends there is no dateline of a paragraph.
    """
    head = text[:_REACH]
    for pattern in _LATIN:
        match = pattern.match(head)
        if match is None or not _goes_on(text, match.end()):
            continue
        bare = not any(char.isdigit() or char in "([" for char in match["line"])
        if not (bare and text[match.end() :].lstrip()[:1].islower()):
            return match.end("line")
    for pattern in (_ARABIC, _ARABIC_SLASHED):
        match = pattern.match(head)
        if match is None or not _goes_on(text, match.end()):
            continue
        words = [fold(word) for word in match["place"].split()]
        colon = head[match.end() - 1] == ":"
        if not _NOT_FIRST.intersection(words) and (match["by"] or not colon):
            return match.end("line")
    return None


def is_dateline(text: str) -> bool:
    """Tell whether the whole line says where and for whom: "لندن: «الشرق الأوسط»"."""
    match = _ALONE.fullmatch(text)
    if match is None or len(match["place"].split()) > _PLACE_WORDS:
        return False
    return fold(match["by"]) in _AGENCY


def _goes_on(text: str, end: int) -> bool:
    return len(text) - end >= 20  # noqa: PLR2004 - a few words at least
