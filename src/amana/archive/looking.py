"""Looking at what is there. Every path asks `authorize` first; looks that must be are logged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import BinaryIO

import msgspec

from amana.access import Decision, Deed, Subject, authorize, require
from amana.archive.accounting import AnalysisLine, Line, account, account_of_analysis
from amana.archive.analysing import AnalysisState, methods_of
from amana.archive.checked import unread_since
from amana.archive.contents import open_content
from amana.archive.hiding import (
    conditions_of_watch,
    require_content,
    require_root,
    watch_of,
    without,
)
from amana.archive.indexing import labels
from amana.archive.listing import listed
from amana.archive.parts import Parts
from amana.archive.views import Found, ListedItem, Status
from amana.archive.watch_counts import counts_of_watches
from amana.catalogue import Aspect, Condition, ItemRow, items_of
from amana.core import UsageError, parse_reference
from amana.records import Entry, EntryType, Restriction, State
from amana.search import Query


class Looking:
    """Reads of one archive for one actor, with or without a stated purpose.

    What an answer tells of restricted items is entered before the answer is given, and once: one
    look, one entry.
    """

    def __init__(self, parts: Parts, purpose: str | None) -> None:
        self._parts = parts
        self._purpose = (purpose or "").strip() or None
        self._today = parts.clock.now().date()

    @property
    def purpose(self) -> str | None:
        """What was said that the look is for."""
        return self._purpose

    def _decide(self, deed: Deed, row: ItemRow, *, purpose: str | None = None) -> Decision:
        return authorize(
            self._parts.actor,
            deed,
            Subject(ref=row.ref, restrictions=row.restrictions),
            purpose=purpose or self._purpose,
            today=self._today,
        )

    def sift(self, deed: Deed, rows: Iterable[ItemRow]) -> tuple[list[ItemRow], list[ItemRow]]:
        """Return those rows on which the deed is allowed, and those of them to be entered."""
        decided = [(row, self._decide(deed, row)) for row in rows]
        allowed = [row for row, decision in decided if decision.allowed]
        return allowed, [row for row, decision in decided if decision.log]

    def enter(self, deed: Deed, what: str, rows: Iterable[ItemRow]) -> None:
        """Enter a look at restricted items."""
        self._parts.note(
            EntryType.ACCESSED,
            {
                "deed": deed.value,
                "what": what,
                "purpose": self._purpose,
                "items": [row.ref for row in rows],
            },
        )

    def require(self, ref: str, deed: Deed, what: str) -> ItemRow:
        """Return an item if `deed` is allowed on it; enter the look where that is demanded.

        Raises:
            NotFound: there is no such item.
            PurposeRequired: it is restricted and no purpose was given.
            AccessDenied: its conditions of use forbid the deed.
        """
        row, decision = self.judge(ref, deed)
        if decision.log:
            self.enter(deed, what, [row])
        return row

    def require_all(self, refs: Iterable[str], deed: Deed, what: str) -> list[ItemRow]:
        """Return items whose content is asked for, each once, if `deed` is allowed on all of them.

        One look is entered where the conditions of use demand it.

        Raises:
            NotFound: one of them is no item.
            PurposeRequired: some are restricted, and no purpose was given.
            AccessDenied: the conditions of use of some forbid the deed; all of those are named.
            ItemErased: nothing is left of one of them.
        """
        catalogue = self._parts.current()
        rows = [catalogue.item(ref) for ref in dict.fromkeys(map(parse_reference, refs))]
        decided = [(row, self._decide(deed, row)) for row in rows]
        refused = [(row.ref, decision) for row, decision in decided if not decision.allowed]
        if refused:
            # What a purpose would not help is told first.
            ref, decision = min(refused, key=lambda each: each[1].needs_purpose)
            others = [other for other, _ in refused if other != ref]
            more = f" (and {', '.join(others)} may not leave, either)" if others else ""
            require(decision, ref + more)
        for row in rows:
            require_content(row)
            require_root(row)
        looked = [row for row, decision in decided if decision.log]
        if looked:
            self.enter(deed, what, looked)
        return rows

    def sift_all(self, deed: Deed, what: str) -> tuple[list[ItemRow], list[str], list[str]]:
        """Return items on which `deed` is allowed, all others, and which of these lack a purpose.

        Erased items are among the others. One look is entered where conditions of use demand it.
        """
        _, rows = self._parts.current().items()
        allowed, looked = self.sift(deed, [row for row in rows if row.state is not State.ERASED])
        if looked:
            self.enter(deed, what, looked)
        kept = {row.ref for row in allowed}
        others = [row for row in rows if row.ref not in kept]
        waiting = [row for row in others if self._decide(deed, row, purpose="any").allowed]
        there = [row.ref for row in waiting if row.state is not State.ERASED]
        return allowed, [row.ref for row in others], there

    def judge(self, ref: str, deed: Deed) -> tuple[ItemRow, Decision]:
        """Return an item on which `deed` is allowed, and whether that is to be entered.

        Raises:
            NotFound: there is no such item.
            PurposeRequired: it is restricted and no purpose was given.
            AccessDenied: its conditions of use forbid the deed.
        """
        row = self._parts.current().item(parse_reference(ref))
        decision = self._decide(deed, row)
        require(decision, row.ref)
        return row, decision

    def content(self, ref: str, deed: Deed, what: str) -> ItemRow:
        """Return an item whose content is asked for, as `require` does.

        Raises:
            ItemErased: nothing is left of it.
        """
        row = self.require(ref, deed, what)
        require_content(row)
        return row

    def visible(self, refs: Collection[str], what: str) -> set[str]:
        """Return those of these items of which more than the reference may be told."""
        rows = self._parts.current().some_items(refs)
        allowed, looked = self.sift(Deed.READ, rows.values())
        if looked:
            self.enter(Deed.READ, what, looked)
        return {row.ref for row in allowed}

    def status(self) -> Status:
        """Count items by state."""
        catalogue = self._parts.current()
        everything, restricted = catalogue.count(), catalogue.restricted(self._today)
        inside = catalogue.containment().count()
        open_on = self._today if self._purpose is None else None
        lines = account(catalogue, open_on)
        if self._purpose is not None and restricted:
            _, rows = catalogue.items()
            self.enter(Deed.READ, "counts by state", self.sift(Deed.READ, rows)[1])
        checkpoint = self._parts.log.checkpoint()
        return Status(
            items=sum(everything.values()) - inside,
            inside=inside,
            states=dict(sorted(_by_state(lines).items())),
            lines=lines,
            not_determinate=catalogue.accounts().not_determinate(),
            restricted=sum(restricted.values()),
            entries=checkpoint.size,
            root=checkpoint.root.hex(),
            unread_since=unread_since(self._parts),
            analysis=self._analysis(open_on),
            watching=counts_of_watches(self._parts),
        )

    def _analysis(self, open_on: date | None) -> tuple[AnalysisLine, ...]:
        """Return how analysis stands; where texts are not analysed, none waits."""
        lines = account_of_analysis(self._parts.catalogue, lambda: methods_of(self._parts), open_on)
        here = bool(self._parts.settings.analysts)
        return tuple(line for line in lines if here or line.state is not AnalysisState.WAITING)

    def items(
        self,
        where: Sequence[Condition] = (),
        limit: int = -1,
        offset: int = 0,
        *,
        differing: bool = False,
        inside: str | None = None,
    ) -> tuple[int, list[ListedItem]]:
        """Return how many items there are and one page of them; restricted ones may be hidden.

        A state is content too, and so is what a package claimed: without a purpose, a list by
        conditions leaves hidden items out.

        Raises:
            UsageError: a condition is about what this machine would do now.
        """
        catalogue = self._parts.current()
        parent = None if inside is None else self.judge(inside, Deed.READ)[0].ref
        chosen = bool(where) or differing
        if any(each.aspect is Aspect.RECIPE for each in where):
            raise UsageError(
                "a list does not know by which recipe items would be read now",
                remedy="`amana read --again --where recipe=other` reads those that it is about",
            )
        open_on = self._today if chosen and self._purpose is None else None
        total, rows = catalogue.items(
            where=where,
            differing=differing,
            open_on=open_on,
            inside=parent,
            limit=limit,
            offset=offset,
        )
        allowed, looked = self.sift(Deed.READ, rows)
        counted = chosen and self._purpose is not None and self._holds_restricted(where)
        if looked or counted:
            self.enter(Deed.READ, "list", looked)
        return total, listed(self._parts, rows, allowed, self._today, differing=differing)

    def _holds_restricted(self, where: Sequence[Condition]) -> bool:
        """Tell whether restricted items are among those of which conditions hold."""
        catalogue = self._parts.catalogue
        if not where:
            return bool(catalogue.restricted(self._today))
        every, _ = catalogue.items(where=where, limit=0)
        return every > catalogue.items(where=where, open_on=self._today, limit=0)[0]

    def original(self, ref: str) -> tuple[ItemRow, BinaryIO]:
        """Return an item and its bytes as a stream that can seek."""
        row = self.content(ref, Deed.READ, "original")
        return row, open_content(self._parts, row)

    def search(self, query: Query) -> Found:
        """Search what this actor may see; restricted items only with a purpose.

        With a purpose the look is entered even if no restricted item is among the hits: that there
        is none is an answer, too.
        """
        index, catalogue = self._parts.searchable(), self._parts.catalogue
        held = labels(
            catalogue.embargoes(), today=self._today, with_purpose=self._purpose is not None
        )
        results = index.search(msgspec.structs.replace(query, acl=held))
        rows = catalogue.some_items({hit.item for hit in results.hits})
        allowed, looked = self.sift(Deed.SEARCH, rows.values())
        names = {row.ref: row.name for row in allowed}
        hidden = sum(catalogue.restricted(self._today).values())
        if hidden and self._purpose is not None:
            self.enter(Deed.SEARCH, "hits", looked)
        # The labels of the index decide; the catalogue has the last word.
        hits = tuple(hit for hit in results.hits if hit.item in names)
        return Found(
            results=msgspec.structs.replace(results, hits=hits),
            not_searched=0 if self._purpose else hidden,
            names=names,
            titles={row.ref: row.title for row in allowed if row.title},
        )

    def entries(
        self, ref: str | None = None, before: int | None = None, limit: int = 50
    ) -> tuple[int, list[Entry]]:
        """Return how many entries there are and the newest of them; what they hide stays hidden."""
        catalogue = self._parts.current()
        if ref is not None:
            ref = self.judge(ref, Deed.READ)[0].ref
        total, numbers = catalogue.entry_numbers(ref=ref, before=before, limit=limit)
        entries = [self._parts.log.entry(number) for number in numbers]
        about = {item for entry in entries for item in items_of(entry)} | ({ref} if ref else set())
        rows = catalogue.some_items(about)
        allowed, looked = self.sift(Deed.READ, rows.values())
        watches = self._watches_of(entries)
        if looked or any(decision.log for decision in watches.values()):
            self.enter(Deed.READ, "entries", looked)
        hidden = rows.keys() - {row.ref for row in allowed}
        entries = [
            without(entry, frozenset())
            if (name := watch_of(entry)) and not watches[name].allowed
            else entry
            for entry in entries
        ]
        return total, [
            without(entry, hidden) if self._hides(entry, hidden) else entry for entry in entries
        ]

    def _watches_of(self, entries: Iterable[Entry]) -> dict[str, Decision]:
        """Return, for each watch that entries tell of, whether its page may be told."""
        return {
            name: self.judge_conditions(conditions_of_watch(self._parts, name), Deed.READ)
            for name in {watch_of(entry) for entry in entries}
            if name is not None
        }

    def judge_conditions(self, restrictions: tuple[Restriction, ...], deed: Deed) -> Decision:
        """Return whether a deed is allowed on what is no item, and is under these conditions."""
        return authorize(
            self._parts.actor,
            deed,
            Subject(restrictions=restrictions),
            purpose=self._purpose,
            today=self._today,
        )

    def _hides(self, entry: Entry, hidden: AbstractSet[str]) -> bool:
        """Tell whether an entry is about hidden items, or about a look for some that found none."""
        about = items_of(entry)
        in_vain = entry.get("type") == EntryType.ACCESSED and not about
        return not hidden.isdisjoint(about) or (in_vain and self._purpose is None)


def _by_state(lines: Iterable[Line]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.state.value] = counts.get(line.state.value, 0) + line.number
    return counts
