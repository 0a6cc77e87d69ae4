"""What the rules of jurisdiction need to know of a crime: its article and what added it."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from amana.core import UsageError
from amana.law.statute import crime, crimes_at, identified

_ARTICLE = re.compile(r"rs:(\d+)(bis)?")

WAR_CRIMES, AGGRESSION, JUSTICE = "8", "8bis", "70"
"""Articles for which there are rules of their own."""


class CrimeClass(msgspec.Struct, frozen=True, kw_only=True):
    """A crime as the rules see it: `article` is `6`, `7`, `8`, `8bis` or `70`.

    `amendment` is what added the provision to the Statute, null where it was there from the start.
    """

    id: str
    article: str
    amendment: str | None = None


@lru_cache(maxsize=4096)
def class_of(text: str) -> CrimeClass:
    """Return the class of a crime, named in any usual way.

    A provision that stands for several crimes (`rs:7(1)(g)`, `rs:6`) will do where the rules do not
    tell them apart.

    Raises:
        UsageError: it names no crime, or several that the rules tell apart.
    """
    plain = "".join(text.split())
    named = plain if plain.startswith("rs:") else identified(text)
    found = crimes_at(named)
    if not found:
        crime(named)  # raises: it names the nearest
    if not any(each.id.startswith(named) for each in found):
        named = found[0].id  # the paragraph that defines it
    added = {each.amendment for each in found}
    if len(added) > 1:
        later = ", ".join(each.id for each in found if each.amendment is not None)
        raise UsageError(
            f"{named} stands for {len(found)} crimes, of which amendments added some: {later}",
            remedy=f"name one of them, like {found[0].id}",
        )
    match = _ARTICLE.match(named)
    article = "".join(part or "" for part in match.groups()) if match else ""
    return CrimeClass(id=named, article=article, amendment=added.pop())
