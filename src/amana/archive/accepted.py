"""Observations of proceedings that people accepted, item by item.

Rules:

1. What a machine found is accepted where the newest mark that stands on it says `right`, and nobody
   put a corrected version beside it: then that version is what is accepted.
2. What a person added or corrected is accepted, unless the newest mark that stands on it says
   `wrong`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import msgspec

from amana.access import Deed
from amana.archive.looking import Looking
from amana.archive.parts import Parts
from amana.archive.texts import Texts
from amana.core import prepared
from amana.law import Accepted, HowAccepted
from amana.records import Article, Mark, Proceeding

Fact = Mapping[str, Any]

_KIND = "proceeding"


def accepted(parts: Parts, looking: Looking, entered: Collection[str] = ()) -> list[Accepted]:
    """Return what people accepted in items that may be seen; the look is entered where it must.

    That of the items `entered` was before.
    """
    catalogue = parts.current()
    decided = catalogue.some_items(catalogue.decisions().items())
    rows, looked = looking.sift(Deed.READ, [row for _, row in sorted(decided.items())])
    looked = [row for row in looked if row.ref not in entered]
    if looked:
        looking.enter(Deed.READ, "accepted proceedings", looked)
    texts = Texts(parts, looking)
    return [
        each for row in rows if row.reading for each in _of_item(parts, texts.facts_of(row, _KIND))
    ]


def _of_item(parts: Parts, lines: Iterator[bytes]) -> Iterator[Accepted]:
    for line in lines:
        fact = msgspec.json.decode(line)
        how = how_accepted(fact)
        if how is not None:
            members = {name: fact[name] for name in Proceeding.__struct_fields__ if name in fact}
            yield Accepted(
                item=fact["item"],
                observed=msgspec.convert({**members, "kind": _KIND}, prepared(Proceeding)),
                accepted=how,
                published=_published(parts, fact),
            )


def how_accepted(fact: Fact) -> HowAccepted | None:
    """Return what somebody did about a fact that makes it accepted; None: it is not."""
    standing = [each for each in fact.get("decisions", ()) if "withdrawn" not in each]
    marks = [each["mark"] for each in standing if "mark" in each]
    if "made_by" in fact:
        if marks[-1:] == [Mark.WRONG]:
            return None
        return HowAccepted.CORRECTED if "corrects" in fact else HowAccepted.ADDED
    corrected = any("made" in each for each in standing)
    return HowAccepted.RIGHT if marks[-1:] == [Mark.RIGHT] and not corrected else None


def _published(parts: Parts, fact: Fact) -> str | None:
    """Return the day of the article that a fact stands in, as far as that tells it."""
    if fact.get("article") is None:
        return None
    for row in parts.catalogue.facts(fact["reading"], "article"):
        article = msgspec.json.decode(row.line, type=prepared(Article))
        if article.article == fact["article"]:
            return article.published.edtf if article.published else None
    return None
