"""Of whom, where and since when a quantity speaks: the words right behind it."""

# ruff: noqa: E501 - patterns read as one line; Arabic letters are meant

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from amana.analysis.amounts import Line
from amana.analysis.quantities.leaving_out import Extent
from amana.analysis.quantities.lexicon import arabic

_WORD = r"(?:(?:[A-Z]\.){2,4}|[A-Z][\w'-]*)"
_NAME = rf"{_WORD}(?: (?:of |al-)?{_WORD}){{0,4}}"
_MOSTLY = re.compile(
    r",? \(?(?P<piece>(?:mostly|mainly|most of them|many of them|all of them|the majority of them|predominantly|largely|almost all) [a-z]+(?: and (?:[a-z]+(?=[,.;)]|$)))?)(?![a-z'-])"
)
_WHERE = re.compile(
    rf" (?:are |were |is |was |remain |remained )?(?:still |now |currently |also )?(?P<piece>(?:in|inside|across|throughout|outside|near|at|from) (?:the |its |southern |northern |eastern |western |central |north-?east(?:ern)? |north-?west(?:ern)? |occupied |besieged ){{0,3}}{_NAME}(?: (?:Strip|province|district|region|city|town|governorate|camp|border|countryside|valley|Valley))?)"
)
_WHEN = re.compile(
    r" (?P<preposition>since|in|during|between|over|from|as of|by|on|until) (?:the )?\Z"
)
_WHERE_AR = re.compile(
    r" (?P<piece>(?:في|داخل|بـ|شمال|جنوب|شرق|غرب|شرقي|غربي|شمالي|جنوبي|وسط) (?:قطاع |مدينه |بلده |قريه |محافظه |مخيم |ريف |ولايه |شمال |جنوب |شرق |غرب |وسط ){0,2}[^\W\d_]{3,}(?: ال[^\W\d_]{3,})?)(?!\w)"
)
_WHO_AR = re.compile(
    r"[،,]? (?P<piece>(?:معظمهم|غالبيتهم|اغلبهم|معظمهن|جميعهم|اكثرهم) (?:من )?[^\W\d_]+(?: و[^\W\d_]+)?)(?!\w)"
)
_WHEN_AR = re.compile(r" (?P<preposition>منذ|في|خلال|بين|حتي) (?:عام |العام |سنه |عامي |مطلع )?\Z")
_PIECES = 3


def scope(line: Line, end: int, times: Sequence[Extent]) -> str | None:
    """Return the words that say of whom, where and since when, joined by "; ".

    Args:
        line: the sentence.
        end: where the quantity ends.
        times: extents of time expressions.
    """
    pieces: list[str] = []
    while len(pieces) < _PIECES:
        found = next(_after(line, end, times), None)
        if found is None:
            break
        start, end = found
        pieces.append(line.quoted(start, end))
    return "; ".join(pieces) or None


def _after(line: Line, end: int, times: Sequence[Extent]) -> Iterator[Extent]:
    """Yield what stands right at `end`: a place, whom the number counts, or a time."""
    english = line.language == "en"
    for pattern in (_MOSTLY, _WHERE) if english else (_WHO_AR, _WHERE_AR):
        match = pattern.match(line.text, end)
        if match and not _is_time(match.span("piece"), times) and not _is_no_place(match["piece"]):
            yield match.span("piece")
    when = _WHEN if english else _WHEN_AR
    for start, last in times:
        if end < start <= end + 16:
            match = when.search(line.text[end:start])
            if match and match.start() == 0:
                yield end + match.start("preposition"), last


def _is_no_place(piece: str) -> bool:
    words = piece.split()
    return len(words) > 1 and words[1] in arabic().no_places


def _is_time(piece: Extent, times: Sequence[Extent]) -> bool:
    return any(start < piece[1] and piece[0] < end for start, end in times)
