"""From requests to the fields of entries: the one place where entries get their shape.

Every `acquired` entry has the same fields in the same order, absent values as null, so that the
number of commitments tells nothing about what is known of the source.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from amana import __version__
from amana.archive.requests import Acquire, Derive, Note, Observe, Request, Rerender
from amana.catalogue import OBSERVATIONS, RERENDERING, RESULT
from amana.core import JSON, stamp
from amana.custody import FILES, digests_of_files
from amana.records import PREMIS_EVENT, Actor, EntryType

SENSITIVE = (
    "actor",
    "name",
    "path",
    "source",
    "collector",
    "purpose",
    "consent",
    "restrictions",
    "claimed",
)
"""Fields of an `acquired` entry that a proof withholds unless they are released by name."""

SOFTWARE: JSON = {"name": "amana", "version": __version__}


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """When something was entered: the time, which clock said so, whether it ran backward."""

    time: datetime
    clock: str
    backward: bool

    def value(self) -> JSON:
        """Return the moment as the value of the field `at`."""
        said: dict[str, JSON] = {"clock": self.clock, "time": stamp(self.time)}
        return {**said, "backward": True} if self.backward else said


def entry_values(
    request: Request, actor: Actor, moment: Moment, ref: str | None
) -> list[tuple[str, JSON]]:
    """Return the named values of the entry that a request becomes."""
    match request:
        case Acquire():
            kind, own = EntryType.ACQUIRED, _acquired(request, ref)
        case Derive():
            kind, own = EntryType.DERIVED, _derived(request)
        case Observe():
            kind, own = EntryType.DERIVED, _observed(request)
        case Rerender():
            named = (RERENDERING + request.item, request.rerendering)
            kind, own = EntryType.DERIVED, [("recipes", request.recipes), named]
        case Note():
            kind, own = request.kind, list(noted_fields(request).items())
    head: list[tuple[str, JSON]] = [
        ("type", kind.value),
        ("premis", PREMIS_EVENT[kind]),
        ("at", moment.value()),
        ("actor", _plain(actor)),
        ("software", SOFTWARE),
    ]
    return head + own


def _acquired(request: Acquire, ref: str | None) -> list[tuple[str, JSON]]:
    form = request.form
    return [
        ("item", ref),
        ("digests", _plain(request.digests)),
        ("name", request.name),
        ("path", request.path),
        ("source", form.source),
        ("collector", form.collector),
        ("method", form.method),
        ("purpose", form.purpose),
        ("consent", form.consent),
        ("restrictions", [_plain(restriction) for restriction in form.restrictions]),
        ("claimed", None if request.claimed is None else _plain(request.claimed)),
    ]


def _derived(request: Derive) -> list[tuple[str, JSON]]:
    results = [(RESULT + ref, _plain(result)) for ref, result in request.results.items()]
    return [("recipes", request.recipes), *results]


def _observed(request: Observe) -> list[tuple[str, JSON]]:
    told = [(OBSERVATIONS + ref, _plain(each)) for ref, each in request.analyses.items()]
    return [("recipes", request.recipes), *told]


def noted_fields(note: Note) -> dict[str, JSON]:
    """Return the fields that a note has as an entry: its files stand last, by their digests."""
    return note.fields | ({FILES: digests_of_files(note.files)} if note.files else {})


def _plain(record: msgspec.Struct) -> JSON:
    """Return a record as plain JSON values."""
    plain: JSON = msgspec.to_builtins(record)
    return plain
