"""Everything known of one item: its card and, on a closer look, what is in and around it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import msgspec

from amana.access import Deed
from amana.archive.accounting import stands
from amana.archive.analysing import Analysed, AnalysisState, methods_of
from amana.archive.captured import account_of, looks_of
from amana.archive.checked import last_check_of
from amana.archive.descent import way_to
from amana.archive.facts import counts_of, observed_by
from amana.archive.kinship import others_like
from amana.archive.listing import listed
from amana.archive.looking import Looking
from amana.archive.parts import Parts
from amana.archive.rerendered import kept_of
from amana.archive.saved_pages import SavedPage, saved_page
from amana.archive.standing import standing_on
from amana.archive.views import Around, Closer, Inside, ItemView
from amana.catalogue import AnalysisRow, ItemRow
from amana.core import IntegrityError, NotFound, prepared
from amana.reading import is_disputed
from amana.records import Reading, State

WIDTH = 50
"""So many things are told of one level inside an item,"""

MOST = 400
"""and so many of all levels together."""

NORMALISED = ("dc:", "dcterms:", "geo:")
"""How keys begin that mean the same whatever the format of an original is."""


class Showing:
    """Shows items of one archive to one actor; `looking` judges what may be seen."""

    def __init__(self, parts: Parts, looking: Looking) -> None:
        self._parts = parts
        self._looking = looking
        self._today = parts.clock.now().date()
        self._looked: list[ItemRow] = []
        self._room = MOST

    def item(self, ref: str, *, closer: bool) -> ItemView:
        """Return everything known of an item; with `closer`, also what is in and around it.

        It is one look, and one entry where the conditions of use demand it.
        """
        row, decision = self._looking.judge(ref, Deed.READ)
        self._looked = [row] if decision.log else []
        view = self._card(row)
        if closer and row.state is not State.ERASED:
            view = msgspec.structs.replace(view, closer=self._closer(row))
        if self._looked:
            self._looking.enter(Deed.READ, "item", list(dict.fromkeys(self._looked)))
        return view

    def _card(self, row: ItemRow) -> ItemView:
        catalogue = self._parts.catalogue
        _, numbers = catalogue.entry_numbers(ref=row.ref)
        standing = standing_on(self._parts, [row.ref])
        analysis = observed_by(self._parts, row)
        return ItemView(
            item=row,
            occurrences=tuple(catalogue.occurrences(row.ref)),
            readings=tuple(catalogue.readings(row.sha256)),
            entries=tuple(sorted(numbers)),
            same_bytes=tuple(
                other.ref for other in catalogue.same_bytes(row.sha256) if other.ref != row.ref
            ),
            inside=catalogue.items(inside=row.ref, limit=0)[0],
            around=self._around(row),
            last_check=last_check_of(self._parts, row),
            holds=standing.holds_on(row.ref),
            order=standing.order_on(row.ref),
            analysis=self._analysis(analysis) if analysis else None,
            facts=counts_of(self._parts, row),
        )

    def _analysis(self, row: AnalysisRow) -> Analysed | None:
        """Return how the analysis of an item stands; where texts are not analysed, none waits."""
        found = stands(row, lambda: methods_of(self._parts))
        here = bool(self._parts.settings.analysts)
        return found if here or found.state is not AnalysisState.WAITING else None

    def _around(self, row: ItemRow) -> tuple[Around, ...]:
        """Return what an item was found in, outermost first; what may not be seen has no name."""
        around: list[Around] = []
        while row.parent is not None:
            row = self._parts.catalogue.item(row.parent)
            allowed, looked = self._looking.sift(Deed.READ, [row])
            self._looked += looked
            around.append(Around(ref=row.ref, name=(row.path or row.name) if allowed else None))
        return tuple(around[::-1])

    def _closer(self, row: ItemRow) -> Closer:
        reading, page = self._reading(row), saved_page(self._parts.catalogue, row)
        warnings = reading.warnings if reading else ()
        return Closer(
            way=way_to(self._parts, row),
            warnings=warnings,
            opinions=reading.opinions if reading else (),
            disputed=is_disputed(warnings),
            metadata=_normalised(reading) if reading else (),
            contents=self._contents(row),
            alike=len(self._seen(others_like(self._parts, row))),
            saved_page=SavedPage(pages=tuple(self._seen(page.pages)), files=page.files),
            capture=account_of(self._parts, row),
            looks=looks_of(self._parts, row),
            rerendered=tuple(islice(kept_of(self._parts, row), WIDTH)),
        )

    def _reading(self, row: ItemRow) -> Reading | None:
        """Return the current reading; a damaged one is told by checks."""
        stored = self._parts.catalogue.reading(row.reading) if row.reading else None
        try:
            data = self._parts.derivative(stored.derivative) if stored else None
        except (NotFound, IntegrityError):
            return None
        return msgspec.json.decode(data, type=prepared(Reading)) if data else None

    def _contents(self, row: ItemRow) -> tuple[Inside, ...]:
        """Return what is inside of an item, level by level, as far as there is room."""
        limit = min(WIDTH, self._room)
        _, rows = self._parts.catalogue.items(inside=row.ref, limit=limit)
        self._room -= len(rows)
        allowed, looked = self._looking.sift(Deed.READ, rows)
        self._looked += looked
        seen = {each.ref for each in allowed}
        return tuple(
            Inside(
                thing=line,
                number=self._parts.catalogue.items(inside=each.ref, limit=0)[0],
                contents=self._contents(each) if each.ref in seen and self._room else (),
            )
            for each, line in zip(
                rows,
                listed(self._parts, rows, allowed, self._today, differing=False),
                strict=True,
            )
        )

    def _seen(self, refs: Sequence[str]) -> list[str]:
        """Return those of these items that may be seen, in their order."""
        rows = self._parts.catalogue.some_items(refs)
        allowed, looked = self._looking.sift(Deed.READ, rows.values())
        self._looked += looked
        seen = {row.ref for row in allowed}
        return [ref for ref in refs if ref in seen]


def _normalised(reading: Reading) -> tuple[tuple[str, str], ...]:
    return tuple((key, value) for key, value in reading.metadata if key.startswith(NORMALISED))
