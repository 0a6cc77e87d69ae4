"""The parts of a page: its blocks with what decides whether they are text of an article.

Blocks with equal ancestors and equal class names stand in one `Group`; a page has many blocks and
few groups, so most questions are asked of groups.
"""

from __future__ import annotations

import unicodedata

import msgspec

from amana.reading.articles.lines import ends_sentence, trim
from amana.reading.articles.words import fold
from amana.records import Block

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LINKED = 0.5  # share of a block inside links from which it is no text of its own
_LIST_LINKED = 0.4
_PROSE = 80  # code points
_SENTENCE = 30
_TEASER = 0.25
_LONE = 0.35
_RECORD = 0.3
_GOOD_PART = 0.2
_MAIN = frozenset({"main", "article"})
_NOTICE = 60  # where nothing is prose, a text of this length is
_LONG = 160
_MOST_WEIGHT = 1500  # a block counts no more than this, so that many paragraphs beat one lump
_DENSE = "\u2e80"  # from here on (ideographs, kana) a character says as much as three letters
_SAMPLE = 200

_BY_TAG = {
    "nav": "navigation",
    "menu": "navigation",
    "footer": "boilerplate",
    "address": "boilerplate",
    "aside": "related",
    "form": "widget",
    "dialog": "widget",
    "button": "widget",
    "legend": "widget",
    "label": "widget",
    "option": "widget",
    "optgroup": "widget",
    "select": "widget",
    "textarea": "widget",
    "fieldset": "widget",
    "summary": "widget",
}
_BY_ANCESTOR = {
    "nav": "navigation",
    "footer": "boilerplate",
    "aside": "related",
    "form": "widget",
    "dialog": "widget",
}
_WRAPPER, _WRAPPED = "widget", 0.5
_WRAPPERS = frozenset({"form", "dialog"})
HEADER, FIGURE = "header", "figure"


class Group:
    """Blocks with the same ancestors and names.

    `out` is why its markup alone keeps it out of articles (`nav`, `footer`, ...), `against` why its
    names do; `apart` is true inside a header or figure, unless that wraps an article; `depth` is
    how many of its names it shares with the trunk of the page; `weight` and `text` are the prose
    and the code points outside links of its parts.
    """

    __slots__ = ("against", "apart", "depth", "hints", "out", "text", "weight", "within")

    def __init__(self, within: tuple[str, ...], hints: tuple[str, ...]) -> None:
        self.within = within
        self.hints = hints
        self.out = _why_out(within)
        self.against: str | None = None
        inner = (
            within[len(within) - within[::-1].index("article") :] if "article" in within else within
        )
        self.apart = HEADER in inner or FIGURE in inner
        self.depth = 0
        self.weight = 0.0
        self.text = 0.0


def _why_out(within: tuple[str, ...]) -> str | None:
    return next((_BY_ANCESTOR[name] for name in within if name in _BY_ANCESTOR), None)


class Part(msgspec.Struct):
    """A block of the page: its range without surrounding white space and what it is like.

    `index` counts the parts of the section that is looked at, `block` is the place among the
    reading's blocks it was made from; `out` is why its element, or one around it, keeps it out of
    articles; `beside` is true for prose in another element than that in
    which the page has its text.
    """

    index: int
    block: int
    start: int
    end: int
    text: str
    tag: str
    linked: float
    weight: float
    group: Group
    out: str | None = None
    beside: bool = False
    folded: str = ""

    @property
    def size(self) -> int:
        """Return its length in code points."""
        return self.end - self.start

    @property
    def key(self) -> str:
        """Return the key under which printed copies of its text are equal."""
        if not self.folded:
            self.folded = fold(self.text)
        return self.folded

    @property
    def is_heading(self) -> bool:
        """Tell whether the markup calls it a heading."""
        return self.tag in HEADINGS


def parts_of(text: str, blocks: tuple[Block, ...]) -> list[Part]:
    """Return the parts of the blocks of a text, blocks without text left out."""
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], Group] = {}
    parts: list[Part] = []
    for number, block in enumerate(blocks):
        found = trim(text, block.char_start, block.char_end)
        if found is None:
            continue
        key = (block.within, block.hints)
        group = groups.get(key)
        if group is None:
            group = groups[key] = Group(*key)
        start, end = found
        said = text[start:end]
        linked = min(1.0, block.link_chars / (end - start))
        weight = 0.0 if block.tag in HEADINGS else _weigh(said, linked)
        part = Part(len(parts), number, start, end, said, block.tag, linked, weight, group)
        parts.append(part)
    _settle(parts, list(groups.values()))
    return parts


def _settle(parts: list[Part], groups: list[Group]) -> None:
    """Weigh the groups; let a form be no obstacle when it wraps the page, as some systems do."""
    inside = sum(part.weight for part in parts if part.group.out == _WRAPPER)
    if inside > _WRAPPED * sum(part.weight for part in parts):
        for group in groups:
            group.out = _why_out(tuple(name for name in group.within if name not in _WRAPPERS))
    for part in parts:
        part.out = _BY_TAG.get(part.tag) or part.group.out
    for part in _lone(parts):
        part.weight *= _LONE
    for part in [*_beside_main(parts), *_nested(parts)]:
        part.weight *= _TEASER
        part.beside = True
    if not any(part.weight for part in parts):
        for part in parts:
            part.weight = (
                float(part.size) if part.size >= _NOTICE and part.linked < _LIST_LINKED else 0.0
            )
    for part in parts:
        if part.out is None:
            part.group.weight += part.weight
            part.group.text += part.size * (1 - part.linked)


def _lone(parts: list[Part]) -> list[Part]:
    """Return the prose with none before or after it: text runs on, a list of teasers does not.

    None in a record, where prose and rows of fields alternate.
    """
    if is_record(parts):
        return []
    prose = [part.weight > 0 for part in parts]
    around = zip(parts, [False, *prose], [*prose[1:], False], strict=False)
    return [part for part, before, after in around if part.weight and not (before or after)]


def is_record(parts: list[Part]) -> bool:
    """Tell whether a good part of the text in the main element is short lines: rows of fields."""
    inside = [part for part in parts if part.out is None and part.linked < LINKED]
    main = [part for part in inside if _MAIN.intersection(part.group.within)] or inside
    rows = sum(part.size for part in main if not part.weight and not part.is_heading)
    return rows > _RECORD * sum(part.size for part in main if part.weight)


def _beside_main(parts: list[Part]) -> list[Part]:
    """Return the prose outside `main` and `article` when a good part of all stands inside."""
    prose = [part for part in parts if part.weight and part.out is None]
    outside = [part for part in prose if not _MAIN.intersection(part.group.within)]
    total = sum(part.weight for part in prose)
    return outside if sum(part.weight for part in outside) <= (1 - _GOOD_PART) * total else []


def _nested(parts: list[Part]) -> list[Part]:
    """Return the prose in articles inside the outermost ones that hold a good part of the prose.

    A nested article is one related to the outer, as a comment is (HTML standard, 4.3.2).
    """
    prose = [part for part in parts if part.weight and part.out is None]
    total = sum(part.weight for part in prose)
    depths = {id(part): part.group.within.count("article") for part in prose}
    for depth in sorted(set(depths.values()) - {0}):
        if sum(part.weight for part in prose if depths[id(part)] == depth) >= _GOOD_PART * total:
            return [part for part in prose if depths[id(part)] > depth]
    return []


def _weigh(text: str, linked: float) -> float:
    """Return how much prose the text is: its length outside links, nothing when it is no prose."""
    if linked >= LINKED:
        return 0.0
    size = len(text) + _dense(text)
    ended = ends_sentence(text)
    prose = size >= _PROSE and linked < _LIST_LINKED and (ended or size > _LONG)
    if prose or (size >= _SENTENCE and ended and linked < _LIST_LINKED):
        return min(size, _MOST_WEIGHT) * (1 - linked)
    return 0.0


def _dense(text: str) -> int:
    """Return how much longer the text would be in letters: ideographs count threefold."""
    sample = text[:_SAMPLE]
    if not sample or max(sample) < _DENSE:
        return 0
    many = sum(char >= _DENSE and unicodedata.category(char) == "Lo" for char in sample)
    return 2 * many * max(1, len(text) // _SAMPLE)
