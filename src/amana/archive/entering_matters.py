"""Matters that people enter or take back: tested, their cites made whole, as entries.

A matter becomes one entry, and each of its cites one more behind it: so an item that is erased
takes the words of its passages along, and the matter stays. What a matter may refer to are those
that stand, and those before it in the same act.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from amana.access import Deed, Subject, authorize, require
from amana.archive.adding import one_line
from amana.archive.casebook import Casebook, Filed
from amana.archive.citing import cited
from amana.archive.known_item import KnownItems
from amana.archive.looking import Looking
from amana.archive.parts import Parts
from amana.archive.requests import Note
from amana.catalogue import ItemRow
from amana.core import JSON, NotFound, UsageError, canonical
from amana.law import references, tested
from amana.records import Cite, Entered, EntryType, Restriction, Standing, WithdrawMatter

MatterLine = Entered | WithdrawMatter
"""A line about a matter: it is entered, or its last version is taken back."""

_MOST_CITES = 1000


class EnteringMatters:
    """The matters of one act."""

    def __init__(self, parts: Parts, looking: Looking, items: KnownItems) -> None:
        self._parts = parts
        self._items = items
        self._casebook = Casebook(parts, looking)
        self._looking = looking
        self._filed: dict[str, list[Filed]] = {}
        self._next = parts.current().log_size()

    def enter(self, line: MatterLine) -> tuple[int, tuple[Note, ...]]:
        """Return which version of its key a line is, or takes back, and the entries it becomes.

        `prepare` knows it already.

        Raises:
            UsageError: it is no matter, or does not fit what it refers to.
            NotFound: an item, a fact or a matter that it names is not there.
            PurposeRequired: an item, or a matter that it names, is restricted.
            ItemErased: a cited item was erased.
            AccessDenied: a version that is to be taken back is somebody else's.
        """
        reason = one_line(line.reason, "the reason")
        if not reason:
            raise UsageError("the reason is missing", remedy="say it in a sentence")
        if isinstance(line, WithdrawMatter):
            return self._withdrawn(line.key, reason)
        return self._entered(msgspec.structs.replace(line, reason=reason))

    def _entered(self, matter: Entered) -> tuple[int, tuple[Note, ...]]:
        self._require_may()
        tested(matter, self._around(matter))
        if len(matter.cites) > _MOST_CITES:
            raise UsageError(f"{matter.key} cites more than {_MOST_CITES} passages")
        known = [self._items.of(cite.item) for cite in matter.cites]
        cites = tuple(cited(item, cite) for item, cite in zip(known, matter.cites, strict=True))
        whole = msgspec.structs.replace(matter, cites=cites)
        notes = _notes(whole, [item.row for item in known])
        return self._remember(whole, len(notes)), notes

    def _require_may(self) -> None:
        """Raise where this actor may enter nothing at all; cited items are judged on their own."""
        actor, today = self._parts.actor, self._parts.clock.now().date()
        require(authorize(actor, Deed.DECIDE, Subject(), purpose=None, today=today), "a matter")

    def prepare(self, lines: Iterable[MatterLine]) -> None:
        """Load whatever matters some lines are about, or refer to, further and further.

        One look is entered for all of them where the conditions of use of what they cite demand it.
        """
        keys = {key for line in lines for key in _keys(line)}
        filed = self._casebook.around(keys)
        self._filed = {key: [] for key in keys}
        for each in filed:
            self._filed.setdefault(each.key, []).append(each)
        self._casebook.enter(filed, Deed.DECIDE, "matters")

    def _around(self, matter: Entered) -> tuple[Standing, ...]:
        """Return all versions of a matter and of whatever it refers to, further and further.

        Raises:
            PurposeRequired: one of them cites restricted items, and no purpose was given.
        """
        found: dict[str, list[Filed]] = {}
        new = _keys(matter)
        while missing := sorted(new - found.keys()):
            found |= {key: self._filed.get(key, []) for key in missing}
            new = {k for key in missing for e in found[key] for k in _keys(e.standing.matter)}
        filed = [each for versions in found.values() for each in versions]
        self._casebook.require_open(filed, Deed.DECIDE, f"the matter {matter.key}")
        return tuple(sorted((each.standing for each in filed), key=lambda each: each.number))

    def _remember(self, matter: Entered, entries: int) -> int:
        """Take note of a matter of this act; return which version of its key it is."""
        versions = self._filed[matter.key]
        standing = Standing(
            matter=matter,
            number=self._next,
            version=len(versions) + 1,
            by=self._parts.actor.name,
            at="",
        )
        versions.append(Filed(standing=standing, items=()))
        self._next += entries
        return standing.version

    def _withdrawn(self, key: str, reason: str) -> tuple[int, tuple[Note, ...]]:
        versions = self._filed[key]
        self._casebook.require_open(versions, Deed.DECIDE, f"the matter {key}")
        standing = [each for each in versions if each.standing.withdrawn is None]
        if not standing:
            raise NotFound(
                f"no matter {key} stands in this archive",
                remedy="`amana law matters` lists the matters with their keys",
            )
        own = [each for each in standing if each.standing.by == self._parts.actor.name]
        last = (own or standing)[-1]
        judged = authorize(
            self._parts.actor,
            Deed.WITHDRAW,
            Subject(decided_by=last.standing.by),
            purpose=self._looking.purpose,
            today=self._parts.clock.now().date(),
        )
        require(judged, f"the matter {key}")
        return self._take_back(last, reason)

    def _take_back(self, filed: Filed, reason: str) -> tuple[int, tuple[Note, ...]]:
        standing = filed.standing
        if not standing.at:
            raise UsageError(
                f"{filed.key} is entered by this very act", remedy="leave both lines out"
            )
        fields: dict[str, JSON] = {
            "items": list(dict.fromkeys(cite.item for cite in standing.matter.cites)),
            "key": filed.key,
            "withdraws": standing.number,
            "conditions": _conditions(filed.items, filed.conditions),
            "reason": reason,
        }
        versions = self._filed[filed.key]
        taken = msgspec.structs.replace(standing, withdrawn=self._next)
        versions[versions.index(filed)] = msgspec.structs.replace(filed, standing=taken)
        self._next += 1
        return standing.version, (Note(kind=EntryType.MATTER_WITHDRAWN, fields=fields),)


def _keys(line: MatterLine) -> set[str]:
    """Return the key of a line, and the keys that it refers to."""
    own = {line.key}
    return own if isinstance(line, WithdrawMatter) else own | {k for _, k, _ in references(line)}


def _notes(matter: Entered, rows: list[ItemRow]) -> tuple[Note, ...]:
    """Return the entries that a matter becomes: its own, then one for each cite."""
    members: dict[str, Any] = msgspec.to_builtins(matter)
    kind = members.pop("decision")
    for name in ("key", "reason", "cites"):
        members.pop(name)
    try:
        told = canonical(members).decode()
    except ValueError as error:
        raise UsageError(f"{matter.key} says what is no text: {error}") from None
    fields: dict[str, JSON] = {
        "items": list(dict.fromkeys(row.ref for row in rows)),
        "kind": kind,
        "key": matter.key,
        "members": told,
        "cites": len(matter.cites),
        "conditions": _conditions(rows, ()),
        "reason": matter.reason,
    }
    return (Note(kind=EntryType.MATTER, fields=fields), *_cite_notes(matter.key, matter.cites))


def _cite_notes(key: str, cites: tuple[Cite, ...]) -> list[Note]:
    return [
        Note(
            kind=EntryType.CITED,
            fields={
                "item": cite.item,
                "matter": key,
                "place": place,
                "fact": cite.fact,
                "reading": cite.reading,
                "char_start": cite.char_start,
                "char_end": cite.char_end,
                "quote": cite.quote,
                "published": cite.published,
            },
        )
        for place, cite in enumerate(cites, 1)
    ]


def _conditions(rows: list[ItemRow] | tuple[ItemRow, ...], kept: tuple[Restriction, ...]) -> JSON:
    """Return the restrictions of items, and those that were kept, each once."""
    every = {each for row in rows for each in row.restrictions} | set(kept)
    told: list[JSON] = [
        {"kind": each.kind.value, "until": each.until}
        for each in sorted(every, key=lambda each: (each.kind.value, each.until or ""))
    ]
    return told
