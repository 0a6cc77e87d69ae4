"""What may be asked of the committer: the only ways in which an archive grows."""

from __future__ import annotations

from typing import Any

import msgspec

from amana.catalogue import Analysis, Result
from amana.core import Digests, RawName
from amana.records import Actor, Claimed, EntryType, Form

PlainJSON = Any
"""`JSON`, which refers to itself, as what is decoded from the committer's line can name it."""


class Acquire(msgspec.Struct, frozen=True, kw_only=True, tag="acquire"):
    """Enter an acquisition; the bytes were taken in by `put` before.

    `claimed` is what the package said of the bytes that they came in.
    """

    digests: Digests
    name: RawName | None
    path: RawName | None
    form: Form
    claimed: Claimed | None = None


class Derive(msgspec.Struct, frozen=True, kw_only=True, tag="derive"):
    """Enter what reading gave for a batch of items; derivatives were taken in by `put` before."""

    results: dict[str, Result]
    recipes: dict[str, PlainJSON]


class Observe(msgspec.Struct, frozen=True, kw_only=True, tag="observe"):
    """Enter what analysis gave for a batch of items; their facts were taken in by `put` before."""

    analyses: dict[str, Analysis]
    recipes: dict[str, PlainJSON]


class Rerender(msgspec.Struct, frozen=True, kw_only=True, tag="rerender"):
    """Enter how a page of an item was made visible; what it gave was taken in by `put` before."""

    item: str
    rerendering: PlainJSON
    recipes: dict[str, PlainJSON]


class Note(msgspec.Struct, frozen=True, kw_only=True, tag="note"):
    """Enter something that was done without new bytes of evidence: a check, a look, a proof.

    `files`, by their paths below custody/, are what others signed; they are kept with the entry.
    """

    kind: EntryType
    fields: dict[str, PlainJSON]
    files: dict[str, bytes] = {}


Request = Acquire | Derive | Observe | Rerender | Note


class Confirmation(msgspec.Struct, frozen=True, kw_only=True):
    """A second person confirms an erasure order, which is then carried out.

    `outside` names somebody outside of the archive, whose signed statement is the item `statement`.
    """

    actor: Actor
    order: int
    outside: str | None = None
    statement: str | None = None


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to one request: its entry, or None where the log already holds it."""

    entry: int | None
    item: str | None = None


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Requests that are committed together, by one actor.

    `again_from` stands in a group that is asked for again because the answer was lost: the size of
    the log when it was first asked for.
    """

    actor: Actor
    requests: tuple[Request, ...]
    again_from: int | None = None
