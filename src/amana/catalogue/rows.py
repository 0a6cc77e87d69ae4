"""What the catalogue answers with."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from amana.records import Claimed, Derivation, Restriction, State


class ItemRow(msgspec.Struct, frozen=True, kw_only=True):
    """One item as the catalogue knows it; `restrictions` are those of its bytes.

    `code` is the notice that decided the state, `tried` the key of the reading that was tried where
    there is none, `other` a reading that differs from it though it was made by the same recipe.

    `acquired_entry` is the index of its entry in the custody log, `reading` the key of the
    reading that is current, `articles` how many articles that reading has.

    `root` is the item as it was acquired. What is found inside is a child item: number `position`
    of its `parent`, under `path` there; source, collector and the like are those of its root.
    `derivation` tells how its bytes were had; a slice is bytes `start` to `end` of its parent.
    """

    ref: str
    sha256: str
    blake3: str
    size: int
    name: str | None
    source: str | None
    collector: str | None
    purpose: str | None
    method: str | None
    consent: str | None
    acquired_at: str
    acquired_entry: int
    state: State
    reason: str | None
    media_type: str | None
    reading: str | None
    root: str
    code: str | None = None
    tried: str | None = None
    other: str | None = None
    parent: str | None = None
    position: int = 0
    path: str | None = None
    derivation: Derivation | None = None
    start: int | None = None
    end: int | None = None
    declared: str | None = None
    modified: str | None = None
    title: str | None = None
    language: str | None = None
    articles: int = 0
    restrictions: tuple[Restriction, ...] = ()


class OccurrenceRow(msgspec.Struct, frozen=True, kw_only=True):
    """A place where the bytes of an item were found, and what a package there said of them."""

    name: str | None
    path: str | None
    at: str
    number: int
    claimed: Claimed | None = None


class ReadingRow(msgspec.Struct, frozen=True, kw_only=True):
    """A stored reading: its key, its derivative and that of its facts, the codes of its notices."""

    key: str
    original: str
    derivative: str
    facts: str | None
    state: State
    media_type: str
    title: str | None
    language: str | None
    characters: int
    children: int
    notices: str
    number: int


class FactRow(msgspec.Struct, frozen=True, kw_only=True):
    """A stored fact as its JSON line, without the item it is printed for."""

    id: str
    kind: str
    line: str


class StampRow(msgspec.Struct, frozen=True, kw_only=True):
    """A time-stamp as its entry, `number`, tells of it: the first `size` entries, at which time."""

    number: int
    authority: str
    size: int
    time: str


class Line(NamedTuple):
    """A row as text, and its place: table and key, in the order in which rows are dumped."""

    place: tuple[int | str, ...]
    text: str
