"""What was probably meant by a text that is no identifier of a crime or mode."""

from __future__ import annotations

from collections.abc import Iterable

from amana.law.nearest import nearest
from amana.law.statute.citations import read_first
from amana.law.statute.provisions import nearest_provision, spelled
from amana.law.statute.wording import tokens_of

_MOST = 6  # identifiers that one remedy names


def suggested_for(text: str, known: Iterable[str]) -> str | None:
    """Return the identifiers of `known` that a text probably means, as words of a remedy.

    Rules:
      1. A citation, in any language, means the identifier of its provision.
      2. That of a provision which is divided means what stands below it.
      3. Of a provision that the Statute does not have, the nearest is taken.
      4. Otherwise it is the identifier that is spelled most alike; None: none is.
    """
    listed = tuple(known)
    provision = _provision(text)
    if provision in listed:
        return provision
    if provision:
        starts = (f"{provision}(", f"{provision}-", f"{provision}/")
        below = [each for each in listed if each.startswith(starts)]
        if below:
            return " or ".join(below[:_MOST]) + (" or another" if len(below) > _MOST else "")
    return nearest(text, listed)


def _provision(text: str) -> str | None:
    """Return the identifier of the provision that a text names, or that is nearest to it."""
    _, read = read_first(tokens_of(text)[0])
    if read is None:
        return None
    if read.astray:
        return nearest_provision([label.removeprefix("-") for label in read.astray])
    named = read.named[0]
    return spelled(named.path) + (f"-{named.crime}" if named.crime else "")
