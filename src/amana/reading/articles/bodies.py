"""The main text of a page: which of its parts are paragraphs of the article, and why not the rest."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

import msgspec

from amana.reading.articles.hints import LEAD, MAIN, hint_of
from amana.reading.articles.lines import ends_sentence
from amana.reading.articles.parts import LINKED, Group, Part
from amana.reading.articles.shapes import furniture, is_byline, is_date_line
from amana.reading.articles.trunk import find_trunk
from amana.reading.articles.words import fold

_MOST_MARKED = 0.5  # a name of furniture that marks more of the text than this is no furniture
_MOST_WEAKLY_MARKED = 0.2
_ALL_LINK = 0.9
_MOST_NOTES = 0.1  # notes such as dates take less of the text; more is a record, set as a table
_REACH = 3  # names that a paragraph beside the trunk may lack
_GAP = 6.0  # parts that do not fit before the text is over
_SHORT = 30
_LINKS = 3
_TITLE_SIZE = 25  # code points of a link that is a headline
_LUMP = 600  # code points; a part of this size may be the whole text over again
_LUMPED = 3
_COPY = 60
_APART = frozenset({"h1", "figcaption", "caption"})
_LINES = frozenset({"div", "span", "section", "article", "main", "body", "center", "header", "ul", "ol"})
_LABEL = re.compile(
    r"^(?:more\b.{0,40}\b(?:stories|news|articles|coverage|reading|posts)|you (?:may|might) (?:also )?like\b.*"
    r"|related\b.{0,40}|recommended\b.{0,40}|read (?:more|next|also)\b.{0,12}|explore further|see also|most (?:read|popular)\b.*"
    r"|further reading|what to read next|don.t miss.{0,20}|in other news|latest (?:news|stories|posts)"
    r"|اقرأ (?:أيضا|المزيد).{0,10}|مواضيع ذات صلة|أخبار ذات صلة|lire aussi.{0,20}|à lire aussi.{0,20}|mehr zum thema|lesen sie auch.{0,10})\W*$",
    re.IGNORECASE,
)


_LABEL_START = re.compile(
    r"(?:read (?:more|next|also)|related|see also|don.t miss|more:|also read|watch|recommended|lire aussi"
    r"|lesen sie auch|mehr zum thema|اقرأ|شاهد)\b",
    re.IGNORECASE,
)


class Body(msgspec.Struct):
    """The paragraphs of a page and, by index, why other parts between them are left out."""

    parts: list[Part]
    why: dict[int, str]


def find_body(parts: list[Part]) -> Body:
    """Return the main text of the parts; no parts when there is no prose.

    Rules:
    1. Main text stands on the trunk (`find_trunk`), outside navigation, asides, footers, forms,
       figures and headers, and not under a name of furniture below the trunk. A name that marks
       more than half of the text there (a fifth for weak names) is not furniture; nor are notes
       ("meta", "date") that take up more than a tenth: they are the fields of a record.
    2. It reaches from the first to the last prose of that kind, and on over parts of the same kind
       beside it.
    3. Inside that reach links, labels ("Related") with what they announce, known furniture and
       repeats of the whole text are left out; a heading stays when text follows.
    """
    trunk = find_trunk(parts)
    _mark(parts, len(trunk))
    deep = len(trunk)
    core = [part for part in parts if part.weight and _fits(part, deep) and part.group.depth == deep]
    if not core:
        lone = [part for part in parts if part.weight and part.out() is None and not part.beside]
        return Body(parts=[part for part in lone if part.group.against in {None, LEAD}], why={})
    offset = parts[0].index
    first = _grow(parts, core[0].index - offset, -1, deep)
    last = _grow(parts, core[-1].index - offset, 1, deep)
    between = range(core[0].index, core[-1].index)
    reach = [
        part
        for part in parts[first : last + 1]
        if _fits(part, deep) or (part.index in between and _fits_between(part, deep))
    ]
    why = _sift(reach, between)
    kept = [part for part in reach if part.index not in why]
    return Body(parts=_without_loose_headings(_without_tail(kept, parts)), why=why)


def _mark(parts: list[Part], deep: int) -> None:
    """Say of each group what its names below the trunk speak against."""
    groups = list({id(part.group): part.group for part in parts}.values())
    shares = _Shares()
    for group in groups:
        if group.depth == deep:
            shares.add(group, deep)
    for group in groups:
        group.against = _against(group, shares)


class _Shares:
    """How much of the text on the trunk stands under each name: its prose, and all outside links."""

    def __init__(self) -> None:
        self.prose = self.text = 0.0
        self.prose_of: defaultdict[str, float] = defaultdict(float)
        self.text_of: defaultdict[str, float] = defaultdict(float)

    def add(self, group: Group, deep: int) -> None:
        """Count a group on the trunk."""
        self.prose += group.weight
        self.text += group.text
        for name in set(group.hints[deep:]):
            self.prose_of[name] += group.weight
            self.text_of[name] += group.text


def _against(group: Group, shares: _Shares) -> str | None:
    for name in group.hints[group.depth :]:
        hint = hint_of(name)
        if hint is None or hint.why == MAIN:
            continue
        weak = hint.why == LEAD or not hint.sure
        most = (_MOST_WEAKLY_MARKED if weak else _MOST_MARKED) * shares.prose
        if shares.prose_of.get(name, 0.0) > most:
            continue
        record = not hint.sure and hint.why == "boilerplate"
        if not record or shares.text_of.get(name, 0.0) <= _MOST_NOTES * shares.text:
            return hint.why
    return None


def _fits(part: Part, deep: int) -> bool:
    group = part.group
    if part.out() is not None or group.against is not None or part.tag in _APART or part.beside:
        return False
    if group.apart:
        return False
    if group.depth == deep:
        return True
    beside = group.depth >= deep - _REACH and len(group.hints) == group.depth
    return part.weight > 0 and beside


def _fits_between(part: Part, deep: int) -> bool:
    """Tell whether a part between two paragraphs is text although it stands beside the trunk."""
    if part.out() is not None or part.group.against is not None or part.tag in _APART:
        return False
    if part.beside or part.group.apart or part.linked >= LINKED:
        return False
    return part.group.depth >= deep - _REACH and (part.weight > 0 or part.is_heading)


def _grow(parts: list[Part], at: int, step: int, deep: int) -> int:
    edge, missing = at, 0.0
    at += step
    while 0 <= at < len(parts) and missing < _GAP:
        part = parts[at]
        if _fits(part, deep) and (part.weight or part.tag not in _LINES or part.size > 2 * _SHORT):
            edge, missing = at, 0.0
        else:
            missing += 0.5 if part.out() or part.group.against else 1.0
        at += step
    return edge


def _sift(reach: list[Part], between: range) -> dict[int, str]:
    """Return which parts inside the reach of the text are left out, and why.

    Short lines that are no paragraphs are controls beside the prose, and text `between` it.
    """
    why: dict[int, str] = {}
    copies = [part.text for part in reach if _COPY <= part.size < _LUMP]
    announced = False
    for part in reach:
        reason = _reason(part, copies, inside=part.index in between)
        if reason == "label":
            announced, reason = True, "related"
        elif announced and reason is None:
            announced = not _is_own_text(part)
            reason = "related" if announced else None
        if reason is not None:
            why[part.index] = reason
    return why


def _is_own_text(part: Part) -> bool:
    """Tell whether the part is text again after links that a label announced."""
    return part.weight > 0 and part.tag != "li" and part.linked < 0.3  # noqa: PLR2004 - mostly text


def _reason(part: Part, copies: list[str], *, inside: bool) -> str | None:
    known = furniture(part.text, part.key) if part.size <= 120 else None  # noqa: PLR2004
    if known is not None and (known.alone or part.tag in _LINES):
        return "label" if known.why == "related" and known.match == "line" else known.why
    if part.size <= 80 and _LABEL.match(part.text):  # noqa: PLR2004 - a label is short
        return "label"
    if part.is_heading:
        return "related" if part.linked >= LINKED else None
    if part.weight:
        lump = part.size >= _LUMP and sum(text in part.text for text in copies) >= _LUMPED
        return "boilerplate" if lump else None
    if part.linked >= LINKED and _LABEL_START.match(part.text):
        return "related"
    if part.linked >= _ALL_LINK:
        address = part.text.startswith(("http://", "https://"))
        closed = part.tag == "p" and (ends_sentence(part.text) or part.size <= 20 or address)  # noqa: PLR2004
        return None if closed else "related"
    if part.tag in _LINES:
        if part.linked >= LINKED:
            return "navigation"
        loose = part.size <= _SHORT and not part.group.weight and not ends_sentence(part.text)
        if loose and not inside:
            return "widget"
    if is_date_line(part.text) or is_byline(part.text):
        return "boilerplate"
    return None


def _without_tail(kept: list[Part], parts: list[Part]) -> list[Part]:
    """Leave out what comes after the text runs out into links: the beginnings of other articles."""
    solid = [
        one.index
        for one, two in pairwise(kept)
        if one.weight and two.weight and two.index == one.index + 1
    ]
    if not solid:
        return kept
    last = solid[-1] + 1
    offset = parts[0].index
    end = kept[-1].index + 1
    links = [
        part.index
        for part in parts[last + 1 - offset : end - offset]
        if part.linked >= _ALL_LINK and part.size >= _TITLE_SIZE
    ]
    return [part for part in kept if part.index < links[0]] if len(links) >= _LINKS else kept


def _without_loose_headings(parts: list[Part]) -> list[Part]:
    """Leave out headings after which no text comes."""
    kept: list[Part] = []
    for part in reversed(parts):
        if kept or not part.is_heading:
            kept.append(part)
    return kept[::-1]
