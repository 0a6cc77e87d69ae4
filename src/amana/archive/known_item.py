"""An item that somebody decides about or cites: its facts, its texts, each read once."""

from __future__ import annotations

from functools import cached_property

import msgspec

from amana.access import Deed
from amana.archive.by_hand import Ground, HandMade
from amana.archive.decided import said_by
from amana.archive.looking import Looking
from amana.archive.parts import Parts
from amana.archive.texts import Texts
from amana.catalogue import DecisionRow, ItemRow
from amana.core import JSON, NotFound, UsageError, parse_reference
from amana.records import TimeRange

_NOW = -1  # taken back in the same group: its entry has no number yet


class KnownItems:
    """Items by their references, each judged and looked at once."""

    def __init__(self, parts: Parts, looking: Looking) -> None:
        self._parts = parts
        self._looking = looking
        self._items: dict[str, KnownItem] = {}

    def of(self, ref: str) -> KnownItem:
        """Return what is known of an item; the look is entered where it must be.

        Raises:
            NotFound: there is no such item.
            PurposeRequired: it is restricted, and no purpose was given.
            ItemErased: nothing is left of it.
        """
        named = parse_reference(ref)
        if named not in self._items:
            row = self._looking.content(named, Deed.DECIDE, "decision")
            self._items[named] = KnownItem(self._parts, row)
        return self._items[named]


class KnownItem:
    """An item with its facts and what was decided about them, read once."""

    def __init__(self, parts: Parts, row: ItemRow) -> None:
        self.row = row
        self._texts = Texts(parts, Looking(parts, None))
        self._catalogue = parts.catalogue
        self._grounds: dict[str | None, Ground] = {}
        self._new: set[str] = set()

    @cached_property
    def _facts(self) -> dict[str, dict[str, JSON]]:
        lines = map(msgspec.json.decode, self._texts.facts_of(self.row))
        return {str(fact["id"]): fact for fact in lines}

    @cached_property
    def _decisions(self) -> dict[int, DecisionRow]:
        return {each.number: each for each in self._catalogue.decisions().on([self.row.ref])}

    def fact(self, key: str) -> dict[str, JSON]:
        """Return a fact of the item.

        Raises:
            NotFound: it has no such fact.
        """
        if key not in self._facts:
            raise NotFound(
                f"{self.row.ref} has no fact {key}",
                remedy=f"`amana facts {self.row.ref}` prints its facts with their ids",
            )
        return self._facts[key]

    def about(self, key: str) -> dict[str, JSON]:
        """Return what an entry says of the fact that it is about."""
        fact = self.fact(key)
        return {
            "fact": key,
            "kind": fact.get("kind"),
            "said": None if "made_by" in fact else said_by(fact),
            "reading": fact.get("reading"),
        }

    def decision(self, number: int) -> DecisionRow:
        """Return a decision about the item.

        Raises:
            NotFound: there is no such decision.
        """
        if number not in self._decisions:
            raise NotFound(
                f"entry {number} is no decision about {self.row.ref}",
                remedy=f"`amana log {self.row.ref}` tells what was decided",
            )
        return self._decisions[number]

    def take_back(self, row: DecisionRow) -> None:
        """Note that a decision is taken back.

        Raises:
            UsageError: it was already.
        """
        if row.withdrawn is not None:
            raise UsageError(f"decision {row.number} has been taken back already")
        self._decisions[row.number] = msgspec.structs.replace(row, withdrawn=_NOW)

    def ground(self, key: str | None) -> Ground:
        """Return what facts on a reading stand on; None is the current reading."""
        if key not in self._grounds:
            reading = self._texts.reading_of(self.row, key)
            self._grounds[key] = Ground(reading, self._texts.articles(reading), self._facts.keys())
        return self._grounds[key]

    def require_new(self, made: HandMade) -> None:
        """Raise where the same person made the same fact before.

        Raises:
            UsageError: that is so.
        """
        if made.id in self._facts or made.id in self._new:
            raise UsageError("you have put this very fact there already")
        self._new.add(made.id)

    def require_time(self, place: TimeRange) -> None:
        """Raise where the item has no such time.

        Raises:
            UsageError: it is no sound or film, or is not that long.
        """
        if not (self.row.media_type or "").startswith(("audio/", "video/")):
            raise UsageError(f"{self.row.ref} is neither a sound nor a film: it has no times")
        told = dict(self._texts.reading_of(self.row, None).metadata) if self.row.reading else {}
        length = _milliseconds(told.get("media:seconds"))
        if length is not None and place.end > length:
            raise UsageError(f"{self.row.ref} is {length} milliseconds long, less than {place.end}")


def _milliseconds(seconds: str | None) -> int | None:
    """Return a length as milliseconds, rounded up; None where nothing tells it."""
    try:
        return None if seconds is None else int(float(seconds) * 1000) + 1
    except (ValueError, OverflowError):
        return None
