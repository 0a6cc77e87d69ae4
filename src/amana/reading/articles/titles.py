"""The headline of a page: the part of its text that says what its metadata or markup call title."""

from __future__ import annotations

import re

from amana.reading.articles.parts import Part
from amana.reading.articles.shapes import LONGEST_TITLE
from amana.reading.articles.words import fold

_SAID = ("og:title", "jsonld:headline", "twitter:title", "meta:title", "title", "jsonld:name")
_LONGEST = 2 * LONGEST_TITLE
_SITE = re.compile(r"\s+[|\-–—·•:»«/]+\s+|\s*\|\s*")  # noqa: RUF001 - what sites put around their name
_LEAST = 6  # letters that a headline has at least
_ALIKE = 0.8
_PROSE_AFTER = 0.33
_NEAR = 8  # parts between a lesser heading and the text that it may be the headline of


def said_titles(metadata: tuple[tuple[str, str], ...]) -> list[str]:
    """Return the keys under which the page's metadata print its headline, the surest first.

    The name of the site before or after a bar or dash is cut off as a second choice.
    """
    said: list[str] = []
    for name in _SAID:
        for key, value in metadata:
            if key == name:
                said.append(fold(value))
                pieces = [piece for piece in _SITE.split(value) if piece]
                if len(pieces) > 1:
                    said.append(fold(max(pieces, key=len)))
    return [key for key in dict.fromkeys(said) if len(key) >= _LEAST]


def set_anchor(parts: list[Part], said: list[str]) -> None:
    """Take the weight from what stands before the headline that the metadata name.

    That is the first heading that says so, is no link, and has at least a third of the page's
    prose after it.
    """
    total = sum(part.weight for part in parts)
    for part in parts:
        if part.is_heading and part.linked < 1 and _may_be(part) and says_title(part, said):
            if sum(other.weight for other in parts[part.index :]) < _PROSE_AFTER * total:
                return
            for other in parts[: part.index]:
                other.group.weight -= other.weight if other.out is None else 0.0
                other.weight = 0.0
            return


def find_title(parts: list[Part], body_first: int, said: list[str]) -> Part | None:
    """Return the part that is the headline of the text that begins at index `body_first`.

    Rules, the first that finds a part:
    1. a heading before the text, or its first part, that says what the metadata call title; of
       several the nearest to the text, `h1` before others;
    2. the last `h1` before the text that is no link;
    3. any other part before the text that says what the metadata call title;
    4. the last `h2` before the text, not further than eight parts and no link.
    """
    before = [part for part in parts if part.index <= body_first and _may_be(part)]
    matching = [part for part in before if says_title(part, said)]
    headings = [part for part in matching if part.is_heading]
    chosen = [part for part in headings if part.tag == "h1"] or headings
    if chosen:
        return chosen[-1]
    main = [part for part in before if part.tag == "h1" and part.linked < 1]
    if main:
        return main[-1]
    if matching:
        return matching[-1]
    second = [part for part in before if part.tag == "h2" and part.linked < 1]
    return second[-1] if second and body_first - second[-1].index <= _NEAR else None


def _may_be(part: Part) -> bool:
    return _LEAST <= part.size <= _LONGEST and part.out not in {"navigation", "widget"}


def says_title(part: Part, said: list[str]) -> bool:
    """Tell whether the part says what the metadata call title."""
    if part.size > _LONGEST:
        return False
    near = [
        title for title in said if _ALIKE * part.size <= len(title) + 2 <= part.size / _ALIKE + 4
    ]
    if not near:
        return False
    key = part.key
    return any(_alike(key, title) for title in near)


def _alike(key: str, title: str) -> bool:
    """Tell whether one is the other or its larger part from the beginning."""
    if key == title:
        return True
    short, long = sorted((key, title), key=len)
    return len(short) >= _ALIKE * len(long) and long.startswith(short[: int(_ALIKE * len(short))])
