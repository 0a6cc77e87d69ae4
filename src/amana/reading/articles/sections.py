"""How many articles a page holds, and which of its parts belong to which."""

from __future__ import annotations

import re

from amana.reading.articles.bodies import find_body
from amana.reading.articles.draft import Draft
from amana.reading.articles.hints import hint_of
from amana.reading.articles.pages import read_page
from amana.reading.articles.parts import Part, parts_of
from amana.reading.articles.titles import said_titles, says_title
from amana.records import Reading

_LEAST_WEIGHT = 400.0  # prose that makes an article of its own
_LEAST_PARAGRAPHS = 2
_SEVERAL = 2
_LEAST_SHARE = 0.1  # of the longest article of the page
_ARTICLE = "article"
_TITLES = frozenset({"entry-title", "post-title", "article-title", "headline", "story-title"})
_LINKED_TITLE = 0.9
_DIGITS = re.compile(r"\d+")

Kind = tuple[str, tuple[str, ...], tuple[str, ...]]


def drafts_of_page(reading: Reading) -> list[Draft]:
    """Return the articles of a marked-up page.

    Rules:
    1. A page holds one article unless several headings each begin one: those that different titles
       of the page name (two pages saved as one), or headings of one kind (`_starts`).
    2. Each of them must have a text of its own: two paragraphs or more with 400 characters of
       prose, and a tenth of the longest. Teasers have not.
    3. Text of its own before the first of them makes the page one article with parts.
    4. Metadata speak of the article whose headline they name, or of the only one.
    """
    said = said_titles(reading.metadata)
    parts = parts_of(reading.text, reading.blocks)
    starts, sure = _starts(parts, said, _titles_of_pages(reading))
    edges = _with_text(reading, starts) if len(starts) > 1 else []
    if not sure and len(edges) < len(starts):
        edges = []
    if len(edges) < _SEVERAL or _weight(reading, 0, edges[0]) >= _LEAST_WEIGHT:
        draft = read_page(parts, reading.metadata, said)
        return [draft] if draft is not None else []
    drafts = []
    headings = {part.block: part for part in parts}
    for start, stop in zip([0, *edges[1:]], [*edges[1:], len(reading.blocks)], strict=True):
        section = parts_of(reading.text, reading.blocks[start:stop])
        heading = headings[max(start, edges[0])]
        metadata = reading.metadata if says_title(heading, said) else ()
        draft = read_page(section, metadata, [heading.key])
        drafts += [draft] if draft is not None else []
    return drafts


def _titles_of_pages(reading: Reading) -> list[list[str]]:
    """Return the titles of each page when several were saved as one, else nothing."""
    titles = [value for key, value in reading.metadata if key == "title"]
    return [said_titles((("title", title),)) for title in titles] if len(titles) > 1 else []


def _starts(parts: list[Part], said: list[str], pages: list[list[str]]) -> tuple[list[int], bool]:
    """Return the block numbers of the headings that may begin articles.

    The second value is false when each of them must have a text of its own, or none counts.

    Rules, the first that finds several:
    1. headings that the titles of several pages name;
    2. `h1` headings of one kind; not those that stand among the paragraphs when the first does not;
    3. `h2` and `h3` headings of one kind inside article elements that are links or named as titles;
    4. the first headings of one kind inside article elements, when nothing is named by metadata
       and there is no `h1`; each of them must have a text of its own.
    A kind is an element with its ancestors and innermost names. Headings of a kind begin articles
    only inside article elements, or without any names (a bare page), or when the metadata name one
    of them; and when the metadata name a heading of another kind, the page is one article.
    """
    headings = [part for part in parts if part.is_heading and not _is_furniture(part)]
    of_pages = [next((h for h in headings if says_title(h, title)), None) for title in pages]
    found = {part.block for part in of_pages if part is not None}
    if len(found) > 1:
        return sorted(found), True
    first = [part for part in headings if part.tag == "h1"]
    if len(first) > 1 and not _among_text(parts, first[0]):
        first = [part for part in first if not _among_text(parts, part)]
    second = [p for p in headings if p.tag in {"h2", "h3"} and _ARTICLE in p.group.within]
    linked = [p for p in second if p.linked >= _LINKED_TITLE or _is_named_title(p)]
    named = [part for part in parts if says_title(part, said)]
    for choice, sure in ((first, True), (linked, True), ([] if named or first else second, False)):
        starts = _of_one_kind(choice, [part for part in named if part.is_heading])
        if starts:
            return [part.block for part in starts], sure
    return [], True


def _is_furniture(part: Part) -> bool:
    if part.out is not None:
        return True
    hints = (hint_of(name) for name in part.group.hints[-4:])
    return any(hint is not None and hint.sure and hint.why in _ASIDE for hint in hints)


_ASIDE = frozenset({"comments", "related", "advertisement", "navigation", "widget"})


def _of_one_kind(headings: list[Part], named: list[Part]) -> list[Part]:
    kinds: dict[Kind, list[Part]] = {}
    for part in headings:
        kinds.setdefault(_kind(part), []).append(part)
    for kind, members in kinds.items():
        if len({part.text for part in members}) < _SEVERAL:
            continue
        if named and not any(_kind(part) == kind for part in named):
            continue
        if named or _ARTICLE in kind[1] or not kind[2]:
            return members
    return []


def _kind(part: Part) -> Kind:
    names = tuple(_DIGITS.sub("", name) for name in part.group.hints[-2:])
    return part.tag, part.group.within, names


def _is_named_title(part: Part) -> bool:
    return not _TITLES.isdisjoint(part.group.hints[-3:])


def _among_text(parts: list[Part], heading: Part) -> bool:
    """Tell whether the next prose after the heading stands in the same place as the heading."""
    for part in parts[heading.index + 1 :]:
        if part.weight:
            return part.group is heading.group
    return False


def _with_text(reading: Reading, starts: list[int]) -> list[int]:
    """Return those starts that have a text of their own (rule 2 of `drafts_of_page`)."""
    stops = [*starts[1:], len(reading.blocks)]
    weights = [_weight(reading, start, stop) for start, stop in zip(starts, stops, strict=True)]
    least = max(_LEAST_WEIGHT, _LEAST_SHARE * max(weights))
    return [start for start, weight in zip(starts, weights, strict=True) if weight >= least]


def _weight(reading: Reading, start: int, stop: int) -> float:
    """Return how much prose the main text of these blocks has, 0 for fewer than two paragraphs."""
    body = find_body(parts_of(reading.text, reading.blocks[start:stop]))
    prose = [part.weight for part in body.parts if part.weight]
    return sum(prose) if len(prose) >= _LEAST_PARAGRAPHS else 0.0
