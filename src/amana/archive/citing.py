"""Cites as people write them, made whole: tested against the text, with whatever follows from it.

Pure over what is known of an item.
"""

from __future__ import annotations

from typing import Any, cast

import msgspec

from amana.archive.by_hand import FIELDS
from amana.archive.known_item import KnownItem
from amana.core import UsageError, prepared
from amana.records import Cite, Span

MOST_LETTERS = 20_000
"""So many letters at most has a passage that is cited."""

_NEVER_SAID = ("published", "number", "gone")


def cited(known: KnownItem, cite: Cite) -> Cite:
    """Return a cite with its passage, the reading that it stands in, and the day of its article.

    Raises:
        UsageError: the quote is not what stands there, or the cite names no passage.
        NotFound: the item has no such fact or reading.
    """
    said = [name for name in _NEVER_SAID if getattr(cite, name)]
    if said:
        raise UsageError(
            f"{', '.join(said)} of a cite cannot be said by hand",
            remedy="the archive puts that in: say the item, and a fact or a passage of it",
        )
    if cite.fact is None:
        return _passage(known, cite)
    fact = known.fact(cite.fact)
    whole = _of_fact(known, cite, fact)
    for name in ("reading", "char_start", "char_end", "quote"):
        own, there = getattr(cite, name), getattr(whole, name)
        if own not in (None, there):
            raise UsageError(
                f"the fact {cite.fact[:12]}… of {known.row.ref} has another {name}",
                remedy="cite a fact by its id alone, or a passage without one",
            )
    return whole


def _of_fact(known: KnownItem, cite: Cite, fact: dict[str, Any]) -> Cite:
    kind = str(fact.get("kind"))
    if kind not in FIELDS:
        raise UsageError(
            f"a fact of the kind {kind} cannot be cited", remedy="cite a passage of its text"
        )
    if "span" not in fact:  # noticed at a place without text: the words of who noticed it
        return Cite(item=known.row.ref, fact=cite.fact, quote=str(fact.get("what")))
    span = msgspec.convert(fact["span"], prepared(Span))
    return _whole(known, cast("str", fact["reading"]), span, cite.fact)


def _passage(known: KnownItem, cite: Cite) -> Cite:
    if cite.char_start is None or cite.char_end is None or cite.quote is None:
        raise UsageError(
            f"a cite of {known.row.ref} names no passage",
            remedy="say fact, or char_start, char_end and quote",
        )
    ground = known.ground(cite.reading)
    words = {"char_start": cite.char_start, "char_end": cite.char_end, "quote": cite.quote}
    return _whole(known, ground.reading.key, ground.span(words), None)


def _whole(known: KnownItem, reading: str, span: Span, fact: str | None) -> Cite:
    if span.char_end - span.char_start > MOST_LETTERS:
        raise UsageError(
            f"a passage of {known.row.ref} has more than {MOST_LETTERS} characters",
            remedy="cite the sentences that matter, each on its own",
        )
    return Cite(
        item=known.row.ref,
        fact=fact,
        reading=reading,
        char_start=span.char_start,
        char_end=span.char_end,
        quote=span.quote,
        published=known.ground(reading).published(span),
    )
