"""Amendments of the Statute that add crimes: how each enters into force, and who must accept it.

Which State accepted which amendment, and when, is a dated fact of `treaty`; the identifiers there
are those of this list.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from amana.core import UsageError
from amana.law.label import Label
from amana.law.nearest import nearest
from amana.law.statute.packaged import About, packaged


class Amendment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An amendment of the Rome Statute.

    Attributes:
        id: Its identifier.
        label: What it adds or changes.
        provisions: Identifiers of the provisions that it adds.
        resolution: The symbol of the resolution that adopted it.
        adopted: The day of its adoption.
        procedure: The provision by which it enters into force, like `rs:121(5)`.
        entry: When it enters into force, and for whom.
        acceptance: Whose acceptance counts.
        valid_from: The first day on which it applied to anybody.
        valid_why: Why it is that day.
        source: Where it can be read.
        retrieved: When that was looked at.
        verified: Whether day and symbol were held against that source.
    """

    id: str
    label: Label
    provisions: tuple[str, ...]
    resolution: str
    adopted: str
    procedure: str
    entry: Label
    acceptance: Label
    valid_from: str
    valid_why: Label
    source: str
    retrieved: str
    verified: bool


class _Amendments(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    about: About
    amendments: tuple[Amendment, ...]


def amendments() -> tuple[Amendment, ...]:
    """Return the amendments in the order of their adoption."""
    return tuple(_by_id().values())


def amendment(identifier: str) -> Amendment:
    """Return the amendment of that identifier.

    Raises:
        UsageError: there is none; the remedy names the nearest.
    """
    found = _by_id().get(identifier)
    if found is None:
        near = nearest(identifier, _by_id()) or ", ".join(_by_id())
        raise UsageError(f"there is no amendment “{identifier}”", remedy=f"did you mean {near}?")
    return found


@functools.cache
def _by_id() -> Mapping[str, Amendment]:
    found = packaged("amendments.json", _Amendments).amendments
    return MappingProxyType({each.id: each for each in found})
