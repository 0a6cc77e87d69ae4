"""Decisions of people about facts: tested against the item, then entered, all of them or none.

Nothing that a machine found is changed: a mark stands beside a fact, a correction is a fact of its
own. docs/reference/decisions.md says what each line of a file of decisions holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from amana.access import Deed, Subject, authorize, require
from amana.archive.adding import one_line
from amana.archive.by_hand import Ground, HandMade, corrected, noticed
from amana.archive.decided import said_by
from amana.archive.looking import Looking
from amana.archive.parts import Parts
from amana.archive.requests import Note
from amana.archive.texts import Texts
from amana.catalogue import DecisionRow, ItemRow
from amana.core import JSON, AmanaError, CustodyError, NotFound, UsageError, parse_reference
from amana.records import (
    AddFact,
    CorrectFact,
    Decide,
    EntryType,
    MarkFact,
    TimeRange,
    WithdrawDecision,
)

PageSizes = Callable[[ItemRow], Sequence[tuple[int, int]]]
"""`page_sizes(row)` returns width and height of each page of an original."""

_MOST = 10_000
_LINE = 1 << 20
_NOW = -1  # taken back in the same group: its entry has no number yet


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """A decision that was entered: the number of its entry, and the fact that it made, if any."""

    number: int
    item: str
    decision: str
    fact: str
    made: str | None = None


def read_decisions(lines: bytes) -> Iterator[Decide]:
    """Yield the decisions of JSON lines.

    Raises:
        UsageError: a line is no decision; it is named by its number, from 1.
    """
    for number, line in enumerate(lines.split(b"\n"), 1):
        if not line.strip():
            continue
        if len(line) > _LINE:
            raise UsageError(f"line {number} has more than {_LINE} bytes")
        try:
            decision: Decide = msgspec.json.decode(line, type=Decide)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise UsageError(
                f"line {number} is no decision: {error}", remedy="see docs/reference/decisions.md"
            ) from None
        yield decision


class Deciding:
    """Takes decisions of one actor; `looking` judges what may be decided about."""

    def __init__(self, parts: Parts, looking: Looking, page_sizes: PageSizes) -> None:
        self._parts = parts
        self._looking = looking
        self._page_sizes = page_sizes
        self._items: dict[str, _Known] = {}

    def decide(self, decisions: Sequence[Decide]) -> tuple[Decided, ...]:
        """Enter decisions: all of them, or none.

        Raises:
            UsageError: one of them does not fit its item; the message says which, and why.
            NotFound: there is no such item, fact or decision.
            PurposeRequired: an item is restricted, and no purpose was given.
            AccessDenied: a decision that is to be taken back is somebody else's.
        """
        if len(decisions) > _MOST:
            raise UsageError(f"these are more than {_MOST} decisions", remedy="take them in parts")
        tested: list[dict[str, JSON]] = []
        for number, decision in enumerate(decisions, 1):
            try:
                tested.append(self._tested(decision))
            except AmanaError as error:
                if len(decisions) == 1:
                    raise
                told = f"decision {number} of {len(decisions)}: {error.message}"
                raise type(error)(told, remedy=error.remedy) from error
        if not tested:
            return ()
        notes = [Note(kind=EntryType.DECIDED, fields=fields) for fields in tested]
        receipts = self._parts.commit(*notes)
        return tuple(
            _decided(receipt.entry, fields)
            for receipt, fields in zip(receipts, tested, strict=True)
        )

    def _tested(self, decision: Decide) -> dict[str, JSON]:
        """Return the fields of the entry that a decision becomes."""
        reason = one_line(decision.reason, "the reason")
        if not reason:
            raise UsageError("the reason is missing", remedy="say it in a sentence")
        known = self._known(decision.item)
        match decision:
            case MarkFact():
                own = {**known.about(decision.fact), "mark": decision.mark.value}
            case CorrectFact():
                own = self._correction(known, decision)
            case AddFact():
                made = self._added(known, decision)
                own = {**_making(made), "reading": getattr(made, "reading", None)}
            case WithdrawDecision():
                own = self._withdrawal(known, decision)
        tag = str(type(decision).__struct_config__.tag)
        shape = ("fact", "kind", "said", "reading", "mark", "fields", "made", "withdraws")
        told = {name: own.get(name) for name in shape}
        return {"item": known.row.ref, "decision": tag, **told, "reason": reason}

    def _known(self, ref: str) -> _Known:
        """Return what is known of an item, once looked at; the look is entered where it must be."""
        named = parse_reference(ref)
        if named not in self._items:
            row = self._looking.content(named, Deed.DECIDE, "decision")
            self._items[named] = _Known(self._parts, row)
        return self._items[named]

    def _correction(self, known: _Known, decision: CorrectFact) -> dict[str, JSON]:
        old = known.fact(decision.fact)
        members = corrected(old, decision.fields)
        made = self._made(known, members, old.get("reading"))
        known.require_new(made)
        said = {name: members[name] for name in decision.fields}
        about = known.about(decision.fact)
        fields = msgspec.json.encode(said, order="sorted").decode()
        return {**about, "fields": fields, "made": _making(made)["made"]}

    def _added(self, known: _Known, decision: AddFact) -> HandMade:
        made = self._made(known, decision.observation, decision.reading)
        known.require_new(made)
        return made

    def _made(self, known: _Known, members: Mapping[str, JSON], key: JSON) -> HandMade:
        author = self._parts.actor.name
        if members.get("kind") != "noticed":
            return known.ground(None if key is None else str(key)).fact(members, author)
        place = members.get("place")
        on_page = isinstance(place, Mapping) and place.get("kind") == "page"
        pages = self._page_sizes(known.row) if on_page else ()
        made = noticed(members, known.row.sha256, author, pages)
        if isinstance(made.place, TimeRange):
            known.require_time(made.place)
        return made

    def _withdrawal(self, known: _Known, decision: WithdrawDecision) -> dict[str, JSON]:
        row = known.decision(decision.number)
        subject = Subject(
            ref=known.row.ref,
            restrictions=known.row.restrictions,
            decided_by=str(msgspec.json.decode(row.by).get("name")),
        )
        # The look was judged before: what is asked here is only whose decision it is.
        judged = authorize(
            self._parts.actor,
            Deed.WITHDRAW,
            subject,
            purpose=self._looking.purpose,
            today=self._parts.clock.now().date(),
        )
        require(judged, f"decision {row.number}")
        known.take_back(row)
        return {"fact": row.fact, "kind": row.kind, "withdraws": row.number}


class _Known:
    """An item with its facts and what was decided about them, read once."""

    def __init__(self, parts: Parts, row: ItemRow) -> None:
        self.row = row
        self._texts = Texts(parts, Looking(parts, None))
        self._facts = {
            str(fact["id"]): fact
            for line in self._texts.facts_of(row)
            if (fact := msgspec.json.decode(line))
        }
        self._decisions = {each.number: each for each in parts.catalogue.decisions().on([row.ref])}
        self._grounds: dict[str | None, Ground] = {}
        self._new: set[str] = set()

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
        found: dict[str, JSON] = self._facts[key]
        return found

    def about(self, key: str) -> dict[str, JSON]:
        """Return what an entry says of the fact that it is about."""
        fact = self.fact(key)
        return {
            "fact": key,
            "kind": fact.get("kind"),
            "said": None if "by" in fact else said_by(fact),
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


def _making(made: HandMade) -> dict[str, JSON]:
    """Return what an entry says of a fact that it makes.

    It stands there as JSON text: numbers with fractions have no canonical form.
    """
    kind = type(made).__struct_config__.tag
    line = msgspec.to_builtins(made)
    line.pop("recipe", None)
    said = msgspec.json.encode(line, order="sorted").decode()
    return {"fact": made.id, "kind": str(kind), "made": said}


def _decided(entry: int | None, fields: Mapping[str, JSON]) -> Decided:
    if entry is None:
        raise CustodyError("the committer did not enter what was decided")
    line = fields["made"]
    made = msgspec.json.decode(line).get("id") if isinstance(line, str) else None
    return Decided(
        number=entry,
        item=str(fields["item"]),
        decision=str(fields["decision"]),
        fact=str(fields["fact"]),
        made=made,
    )
