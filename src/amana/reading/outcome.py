"""How the reading of one original ended."""

from __future__ import annotations

import msgspec

from amana.records import Reading, Recipe, State


class Outcome(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The named state, the reading where there is one, and the reason where it is not plain read.

    `reason` is a sentence for people. `recipe` says what was tried, also when it failed, so that
    a later version of the reader can be recognised as another attempt.
    """

    state: State
    reading: Reading | None
    reason: str | None
    media_type: str
    recipe: Recipe
