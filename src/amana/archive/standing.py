"""What stands on some items: their holds and erasure orders."""

from __future__ import annotations

from collections.abc import Collection

from amana.archive.orders import DECISIONS, Standing, standing_of
from amana.archive.parts import Parts


def standing_on(parts: Parts, refs: Collection[str]) -> Standing:
    """Return what stands on these items; only the entries about them are read."""
    return standing_of(parts.log, parts.catalogue.entries_of_types(DECISIONS, about=refs))
