"""Sifting the main text of a page: what stands between paragraphs and is none.

Links, labels that announce links, controls, repeats: each part that goes has its reason.
"""

from __future__ import annotations

from itertools import pairwise

from amana.reading.articles.lines import ends_sentence
from amana.reading.articles.parts import LINKED, Part
from amana.reading.articles.shapes import furniture, is_byline, is_date_line, words_in
from amana.reading.articles.words import cues, fold

LINES = frozenset(
    {"div", "span", "section", "article", "main", "body", "center", "header", "ul", "ol"}
)
"""Elements that hold paragraphs and are none themselves."""

_ALL_LINK = 0.9
_OWN_TEXT = 0.3  # share of links up to which a part is text of its own
_SHORT = 30
_SHORT_LINK = 20
_LINKS = 3
_LISTS = 0.2
_TITLE_SIZE = 25  # code points of a link that is a headline
_LUMP = 600  # code points; a part of this size may be the whole text over again
_LUMPED = 3
_COPY = 60
_SAMPLE = 40  # paragraphs that are looked for in a lump
_LONGEST_KNOWN = 120
_LONGEST_LABEL, _LABEL_WORDS = 80, 8
_SHORT_LABEL_WORDS = 3
_LABELS = tuple(sorted({fold(text) for text in cues("related-label") if len(text.split()) > 1}))
_SHORT_LABELS = tuple(sorted({fold(text) for text in cues("related-label")} - set(_LABELS)))


def sift(reach: list[Part], between: range) -> dict[int, str]:
    """Return which parts inside the reach of the text are left out, and why.

    Rules, the first that applies:
    1. Known furniture, by its wording.
    2. A label ("More from …", "Related") and the links after it, up to text of its own.
    3. A heading that is a link; prose stays, unless it is the whole text over again in one lump.
    4. A part that is a link from end to end, unless it closes a sentence or is a bare address.
    5. In elements that hold paragraphs: a part that is mostly links; and, outside the text, a
       short line.
    6. Outside the text: a date or byline.

    Args:
        reach: the parts on the trunk from the first to the last.
        between: the indexes from the first to the last prose: the text.
    """
    why: dict[int, str] = {}
    copies = [part.text for part in reach if _COPY <= part.size < _LUMP][:_SAMPLE]
    announced = False
    for part in reach:
        if _is_label(part):
            announced = True
            why[part.index] = "related"
            continue
        reason = _known(part) or _reason(part, copies, inside=part.index in between)
        if announced and reason is None:
            announced = not _is_own_text(part)
            reason = "related" if announced else None
        if reason is not None:
            why[part.index] = reason
    return why


def without_tail(kept: list[Part], parts: list[Part]) -> list[Part]:
    """Leave out what comes after the text runs out into links: the beginnings of other articles.

    The text runs as long as paragraph follows on paragraph; after that, three headlines that are
    links end it, unless lists come with them: a record names its persons and sources so.
    """
    solid = [
        one.index
        for one, two in pairwise(kept)
        if one.weight and two.weight and two.index == one.index + 1
    ]
    if not solid:
        return kept
    offset = parts[0].index
    start, end = solid[-1] + 2 - offset, kept[-1].index + 1 - offset
    links = [
        part.index
        for part in parts[start:end]
        if part.linked >= _ALL_LINK and part.size >= _TITLE_SIZE
    ]
    if len(links) < _LINKS:
        return kept
    tail = [part for part in kept if part.index >= links[0]]
    lists = sum(part.size for part in tail if not part.weight and not part.is_heading)
    if lists > _LISTS * sum(part.size for part in tail):
        return kept
    return [part for part in kept if part.index < links[0]]


def without_loose_headings(parts: list[Part]) -> list[Part]:
    """Leave out headings after which no text comes."""
    kept: list[Part] = []
    for part in reversed(parts):
        if kept or not part.is_heading:
            kept.append(part)
    return kept[::-1]


def _known(part: Part) -> str | None:
    if part.size > _LONGEST_KNOWN:
        return None
    known = furniture(part.text, part.key)
    return known.why if known is not None and (known.alone or part.tag in LINES) else None


def _is_label(part: Part) -> bool:
    """Tell whether the part announces links to other articles ("More from …", "Related")."""
    if part.size > _LONGEST_LABEL or part.text.endswith((".", "!", "”", '"')):
        return False
    known = furniture(part.text, part.key)
    if known is not None and known.why == "related" and known.match == "line":
        return True
    words = words_in(part.text)
    return (words <= _LABEL_WORDS and part.key.startswith(_LABELS)) or (
        words <= _SHORT_LABEL_WORDS and part.key.startswith(_SHORT_LABELS)
    )


def _is_own_text(part: Part) -> bool:
    """Tell whether the part is text again after links that a label announced."""
    return part.weight > 0 and part.tag != "li" and part.linked < _OWN_TEXT


def _reason(part: Part, copies: list[str], *, inside: bool) -> str | None:
    if part.is_heading:
        return "related" if part.linked >= LINKED else None
    if part.weight:
        lump = part.size >= _LUMP and sum(text in part.text for text in copies) >= _LUMPED
        return "boilerplate" if lump else None
    if part.linked >= LINKED:
        return _reason_of_link(part)
    if inside:
        return None
    if part.tag in LINES and part.size <= _SHORT and not part.group.weight:
        return None if ends_sentence(part.text) else "widget"
    return "boilerplate" if is_date_line(part.text) or is_byline(part.text) else None


def _reason_of_link(part: Part) -> str | None:
    if part.key.startswith(_LABELS + _SHORT_LABELS):
        return "related"
    if part.linked < _ALL_LINK:
        return "navigation" if part.tag in LINES else None
    address = part.text.startswith(("http://", "https://"))
    short = part.size <= _SHORT_LINK
    closed = part.tag == "p" and (ends_sentence(part.text) or short or address)
    return None if closed else "related"
