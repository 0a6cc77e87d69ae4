"""What the class and id names of a page say about a block: furniture, caption, byline, main text.

Names are the page makers' and prove nothing; `trunk` and `pages` weigh them. A name is cut into
parts at anything but letters and digits; the words stand in `data/hints.json`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

import msgspec

from amana.core import prepared

MAIN, LEAD = "main", "lead"

_SEPARATOR = re.compile(r"[^a-z0-9\u00df-\uffff]+")
_CLASSIFIED = re.compile(
    r"(?:tag|category|cat|topic|post|postid|author|type|status|format|menu-item)-\S*|h-?entry"
)
_NEGATED = re.compile(
    r"(?:^|[-_])(?:has|no|with|without|not|is|js|can)[-_]|[-_](?:enabled|disabled|hidden|free)$"
)


class Hint(msgspec.Struct, frozen=True):
    """A word of class names.

    `match` is `part` (a whole part of the name, or several joined by "-"), `start` (a part begins
    so) or `whole` (the name itself). `why` is a value of `LeftOut.why`, or what the block is:
    `byline`, `caption`, `credit`, `lead`, `main`. `sure` is false for words that main texts carry
    as well.
    """

    word: str
    match: str
    why: str
    sure: bool


_HINTS = msgspec.json.decode(
    files("amana.reading.articles").joinpath("data", "hints.json").read_bytes(),
    type=prepared(tuple[Hint, ...]),
)
_PARTS = {hint.word: hint for hint in reversed(_HINTS) if hint.match == "part"}
_WHOLE = {hint.word: hint for hint in _HINTS if hint.match == "whole"}
_STARTS = {hint.word.rstrip("-"): hint for hint in _HINTS if hint.match == "start"}
_START = re.compile("(?:" + "|".join(sorted(_STARTS, key=lambda word: (-len(word), word))) + ")")


@lru_cache(maxsize=16384)  # a page repeats its names thousands of times, and so do pages of a site
def hint_of(token: str) -> Hint | None:
    """Return what a class or id name says, None when nothing is known of it.

    Names that say what the text is about or what it has ("tag-harbour", "category-news",
    "has-sidebar", "no-ads") are no hints.
    """
    if _CLASSIFIED.fullmatch(token) or _NEGATED.search(token):
        return _PARTS.get(token)
    if token in _WHOLE:
        return _WHOLE[token]
    parts = [part for part in _SEPARATOR.split(token) if part]
    names = [
        "-".join(parts[index : index + size])
        for size in (3, 2, 1)
        for index in range(len(parts) - size + 1)
    ]
    found = [_PARTS[name] for name in names if name in _PARTS]
    found += [_STARTS[match[0]] for part in parts if (match := _START.match(part))]
    return min(found, key=_rank, default=None)


def _rank(hint: Hint) -> int:
    """Order what one name says: furniture for sure, parts of the head, main text, furniture."""
    if hint.why in {"byline", "caption", "credit", LEAD}:
        return 1
    if hint.why == MAIN:
        return 2
    return 0 if hint.sure else 3
