"""Decisions of people: about facts, and the matters that they enter; all of them or none.

Nothing that a machine found is changed: a mark stands beside a fact, a correction is a fact of its
own. Each is tested before anything is entered. docs/reference/decisions.md says what each line of a
file of decisions holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from amana.access import Deed, Subject, authorize, require
from amana.archive.adding import one_line
from amana.archive.by_hand import HandMade, corrected, noticed
from amana.archive.entering_matters import EnteringMatters, MatterLine
from amana.archive.known_item import KnownItem, KnownItems
from amana.archive.looking import Looking
from amana.archive.parts import Parts
from amana.archive.requests import Note
from amana.catalogue import ItemRow
from amana.core import JSON, AmanaError, CustodyError, UsageError, prepared
from amana.records import (
    AddFact,
    CorrectFact,
    Decide,
    EntryType,
    MarkFact,
    TimeRange,
    WithdrawDecision,
)

DecisionLine = Decide | MatterLine
"""What a line of a file of decisions is."""

PageSizes = Callable[[ItemRow], Sequence[tuple[int, int]]]
"""`page_sizes(row)` returns width and height of each page of an original."""

_MOST = 10_000
_LINE = 1 << 20


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """A decision that was entered: the number of its entry, and what it is about.

    Of one about a fact: `item`, `fact`, and `made`, the fact that it made, if any. Of one about a
    matter: its `key` and which `version` of it this is, or which one was taken back.
    """

    number: int
    decision: str
    item: str | None = None
    fact: str | None = None
    made: str | None = None
    key: str | None = None
    version: int | None = None


def read_decisions(lines: bytes) -> Iterator[DecisionLine]:
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
            decision: DecisionLine = msgspec.json.decode(line, type=prepared(DecisionLine))
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
        self._items = KnownItems(parts, looking)
        self._matters = EnteringMatters(parts, looking, self._items)

    def decide(self, decisions: Sequence[DecisionLine]) -> tuple[Decided, ...]:
        """Enter decisions: all of them, or none.

        Raises:
            UsageError: one of them does not fit its item; the message says which, and why.
            NotFound: there is no such item, fact, decision or matter.
            PurposeRequired: an item is restricted, and no purpose was given.
            AccessDenied: a decision that is to be taken back is somebody else's.
            ItemErased: an item was erased.
        """
        if len(decisions) > _MOST:
            raise UsageError(f"these are more than {_MOST} decisions", remedy="take them in parts")
        self._matters.prepare(each for each in decisions if not isinstance(each, Decide))
        tested: list[tuple[Decided, tuple[Note, ...]]] = []
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
        receipts = iter(self._parts.commit(*(note for _, notes in tested for note in notes)))
        numbers = [[next(receipts).entry for _ in notes] for _, notes in tested]
        return tuple(
            _numbered(decided, first)
            for (decided, _), (first, *_) in zip(tested, numbers, strict=True)
        )

    def _tested(self, decision: DecisionLine) -> tuple[Decided, tuple[Note, ...]]:
        """Return a decision as it will be told, and the entries that it becomes."""
        if isinstance(decision, Decide):
            fields = self._about_fact(decision)
            return _decided(fields), (Note(kind=EntryType.DECIDED, fields=fields),)
        version, notes = self._matters.enter(decision)
        tag = str(type(decision).__struct_config__.tag)
        return Decided(number=-1, decision=tag, key=decision.key, version=version), notes

    def _about_fact(self, decision: Decide) -> dict[str, JSON]:
        """Return the fields of the entry that a decision about a fact becomes."""
        reason = one_line(decision.reason, "the reason")
        if not reason:
            raise UsageError("the reason is missing", remedy="say it in a sentence")
        known = self._items.of(decision.item)
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

    def _correction(self, known: KnownItem, decision: CorrectFact) -> dict[str, JSON]:
        old = known.fact(decision.fact)
        members = corrected(old, decision.fields)
        made = self._made(known, members, old.get("reading"))
        known.require_new(made)
        said = {name: members[name] for name in decision.fields}
        about = known.about(decision.fact)
        fields = msgspec.json.encode(said, order="sorted").decode()
        return {**about, "fields": fields, "made": _making(made)["made"]}

    def _added(self, known: KnownItem, decision: AddFact) -> HandMade:
        made = self._made(known, decision.observation, decision.reading)
        known.require_new(made)
        return made

    def _made(self, known: KnownItem, members: Mapping[str, JSON], key: JSON) -> HandMade:
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

    def _withdrawal(self, known: KnownItem, decision: WithdrawDecision) -> dict[str, JSON]:
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


def _making(made: HandMade) -> dict[str, JSON]:
    """Return what an entry says of a fact that it makes.

    It stands there as JSON text: numbers with fractions have no canonical form.
    """
    kind = type(made).__struct_config__.tag
    line = msgspec.to_builtins(made)
    line.pop("recipe", None)
    said = msgspec.json.encode(line, order="sorted").decode()
    return {"fact": made.id, "kind": str(kind), "made": said}


def _decided(fields: Mapping[str, JSON]) -> Decided:
    line = fields["made"]
    made = msgspec.json.decode(line).get("id") if isinstance(line, str) else None
    return Decided(
        number=-1,
        item=str(fields["item"]),
        decision=str(fields["decision"]),
        fact=str(fields["fact"]),
        made=made,
    )


def _numbered(decided: Decided, number: int | None) -> Decided:
    if number is None:
        raise CustodyError("the committer did not enter what was decided")
    return msgspec.structs.replace(decided, number=number)
