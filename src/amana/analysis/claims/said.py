"""What a reporting word governs: the run that is said, and the run that it is about."""

from __future__ import annotations

import msgspec

from amana.analysis.claims.trees import Range

INTERRUPTED = "attribution inside of the content"
"""The note of a claim whose attribution stands in the middle of what is said."""


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What a reporting word governs, as runs of words by their numbers.

    `clause` says that the content is a whole clause, `lead` are words that belong to the cue
    (`for` in `call for`), `object` is the head of the object.
    """

    content: Range | None = None
    target: Range | None = None
    clause: bool = False
    lead: tuple[int, ...] = ()
    object: int | None = None
    note: str | None = None
