"""How the reading of one original ended."""

from __future__ import annotations

import msgspec

from amana.records import Child, Reading, Recipe, State


class Outcome(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The named state, the reading where there is one, and the reason where it is not plain read.

    `code` is the notice that decided the state, None where it is plain read. `locked` tells that
    passwords, or others, would open more of it. `children` are what was taken out of it, also where
    the reading broke off after that. `reason` is a sentence for people. `recipe` says what was
    tried, also when it failed, so that a later version of the reader can be recognised as another
    attempt.
    """

    state: State
    reading: Reading | None
    reason: str | None
    media_type: str
    recipe: Recipe
    code: str | None = None
    locked: bool = False
    children: tuple[Child, ...] = ()
