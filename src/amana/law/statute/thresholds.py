"""What is asked of crimes beside their elements: policy, scale, gravity, the kind of conflict.

These stand in the Statute, but are no elements of a crime: they define a term, mark where a
provision applies, or condition admissibility. They are kept apart so that nobody counts them among
the elements, and nobody forgets them.
"""

from __future__ import annotations

import functools

import msgspec

from amana.law.label import Label
from amana.law.statute.packaged import About, packaged


class Threshold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something asked beside the elements.

    Attributes:
        id: The provision that asks it, like `rs:7(2)(a)`.
        label: What it asks.
        nature: `definition` (it says what a word of an element means), `scope` (where the provision
            does not apply), `guidance` (it guides, and does not exclude) or `admissibility`.
        once: Whether it is shown once for a situation, as contextual elements are.
        families: The families of crimes of which it is asked.
        note: What to mind.
    """

    id: str
    label: Label
    nature: str
    once: bool
    families: tuple[str, ...]
    note: Label


class _Thresholds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    about: About
    thresholds: tuple[Threshold, ...]


@functools.cache
def thresholds() -> tuple[Threshold, ...]:
    """Return all thresholds in the order of the Statute."""
    return packaged("thresholds.json", _Thresholds).thresholds
