"""What a matrix is made of: rows, what is linked to them, what named people hold, what is noticed.

There is no score in it, and no part that can be left out: whatever was linked to a charge stands in
its matrix, also what was taken back or replaced. docs/reference/law-matrix.md tells it to a lawyer.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from amana.law.label import Label
from amana.records import Effect, Held


class Passage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A cited passage: where it stands, what it says, and from which origin it comes.

    `original` is the SHA-256 of the original, null where it is not known; `char_start` and
    `char_end` are code points of the text of `reading`, `number` is the entry of the citation. Of
    an erased item (`gone`) nothing but its reference is left.
    """

    item: str
    origin: str
    original: str | None = None
    reading: str | None = None
    char_start: int | None = None
    char_end: int | None = None
    quote: str | None = None
    fact: str | None = None
    published: str | None = None
    number: int | None = None
    gone: bool = False


class Stated(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who stated something, when (`at`, RFC 3339), why, on which passages, in which entry.

    `replaced` is the entry of the version by the same person that took its place, `withdrawn` the
    entry by which it was taken back: then it stands no more.
    """

    key: str
    number: int
    version: int
    by: str
    at: str
    reason: str
    passages: tuple[Passage, ...] = ()
    replaced: int | None = None
    withdrawn: int | None = None

    @property
    def stands(self) -> bool:
        """Whether its author still holds it, in this version."""
        return self.replaced is None and self.withdrawn is None


class Concluded(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The conclusion that a link names: its text, and who holds it for which reasons."""

    text: str
    stated: Stated


class Scope(StrEnum):
    """Whether something was entered for one charge, or once for its situation."""

    CHARGE = "charge"
    SITUATION = "situation"


class Linked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Material linked to an element. `element` is the one that its author named.

    `conclusion` is the key that was named; `concluded` what stands under it, null where nothing
    does, or it may not be seen.
    """

    element: str
    effect: Effect
    scope: Scope
    stated: Stated
    conclusion: str | None = None
    concluded: Concluded | None = None

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Its own passages and those of the conclusion."""
        concluded = self.concluded.stated.passages if self.concluded else ()
        return (*self.stated.passages, *concluded)


class Assessed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a named person holds of an element, at which standard of proof.

    `rank` is the place of the standard on the ladder, null where it stands beside it.
    """

    element: str
    held: Held
    standard: str
    standard_label: Label
    rank: int | None
    scope: Scope
    stated: Stated


class Noted(StrEnum):
    """What is noticed; each is a sentence of docs/reference/law-matrix.md."""

    # of a row
    GAP = "gap"
    NOTHING_SUPPORTS = "nothing-supports"
    CONTRADICTED = "contradicted"
    SINGLE_ORIGIN = "single-origin"
    NO_PASSAGE = "no-passage"
    GONE = "gone"
    CONCLUSION_GONE = "conclusion-gone"
    CONCLUSION_NEWER = "conclusion-newer"
    LATER_MATERIAL = "later-material"
    LATER_CHANGE = "later-change"
    NOTHING_LINKED = "assessed-without-material"
    ONE_ORIGIN_AT_STANDARD = "one-origin-at-standard"
    MET_AGAINST = "met-against-support"
    DIFFER = "assessments-differ"
    # of the charge
    UNDER_18 = "under-18"
    PERHAPS_UNDER_18 = "perhaps-under-18"
    OUTSIDE_DATES = "outside-dates"
    NO_DATES = "no-dates"
    PENDING_SOURCE = "elements-pending-source"
    NONE_DRAFTED = "no-elements-drafted"
    CRIME_LATER = "crime-later"
    MISSING = "missing"
    ELSEWHERE = "elsewhere"


class Notice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that whoever reads the row should know.

    `number` is the entry, and `about` the item, key or code that it is about; `count` how many.
    """

    code: Noted
    about: str = ""
    number: int | None = None
    count: int | None = None


class Status(StrEnum):
    """How far an element is: never more than that somebody linked, and somebody assessed."""

    NO_MATERIAL = "no-material"
    MATERIAL_LINKED = "material-linked"
    ASSESSED = "assessed"


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An element, what is linked to it, and what is held of it.

    `shared` is its name in the library that crimes share, `covers` which elements a mental one is
    about, `remarks` what footnotes and introductions add, `case_law` whether chambers drew it from
    the provision. `alternatives` are joined by "or": one of them suffices. `earlier` and
    `earlier_assessments` are what their authors replaced or took back. Everything is in the order
    of the log.
    """

    element: str
    shared: str | None
    kind: str
    label: Label
    scope: Scope
    status: Status
    links: tuple[Linked, ...]
    assessments: tuple[Assessed, ...]
    earlier: tuple[Linked, ...]
    earlier_assessments: tuple[Assessed, ...]
    notices: tuple[Notice, ...]
    covers: tuple[str, ...] = ()
    remarks: tuple[Label, ...] = ()
    case_law: bool = False
    alternatives: tuple[Row, ...] = ()

    def each(self) -> Iterator[Row]:
        """Yield the row and its alternatives."""
        yield self
        for alternative in self.alternatives:
            yield from alternative.each()


class Section(StrEnum):
    """Where a row comes from."""

    CONTEXT = "context"  # contextual elements: linked once, for the situation
    CRIME = "crime"
    MODE = "mode"
    BESIDE = "beside"  # no elements in the strict sense: what is asked beside them


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The rows of one section."""

    section: Section
    rows: tuple[Row, ...]


class Named(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A matter that the charge names: its name, its day (EDTF), and who entered it.

    `stated` is null where nothing stands under the key, or it may not be seen.
    """

    key: str
    name: str = ""
    name_ar: str = ""
    date: str | None = None
    place: str = ""
    states: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    stated: Stated | None = None


class Charged(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The charge: crime, mode of liability, person, incidents, period and place.

    `period` and `states` are those of the incidents where the charge itself does not tell them
    (`period_told`, `states_told`).
    """

    name: str
    crime: str
    crime_label: Label
    mode: str
    mode_label: Label
    person: Named
    situation: Named
    incidents: tuple[Named, ...]
    period: str | None
    period_told: bool
    states: tuple[str, ...]
    states_told: bool
    place: str
    stated: Stated
    earlier: tuple[Stated, ...] = ()


class Matrix(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A charge against the elements of its crime and mode.

    `elsewhere` holds what was linked to the charge and fits none of its rows any more (it named
    another crime or mode then), `elsewhere_assessments` what was assessed so.
    """

    charge: Charged
    parts: tuple[Part, ...]
    notices: tuple[Notice, ...] = ()
    elsewhere: tuple[Linked, ...] = ()
    elsewhere_assessments: tuple[Assessed, ...] = ()

    def rows(self) -> Iterator[Row]:
        """Yield every row, alternatives too."""
        for part in self.parts:
            for row in part.rows:
                yield from row.each()

    def against(self) -> tuple[Linked, ...]:
        """Return all that undermines or explains otherwise and stands, in the log's order."""
        return tuple(each for each in self._against() if each.stated.stands)

    def once_against(self) -> tuple[Linked, ...]:
        """Return what undermined or explained otherwise, and was replaced or taken back."""
        return tuple(each for each in self._against() if not each.stated.stands)

    def _against(self) -> list[Linked]:
        found = [link for row in self.rows() for link in (*row.links, *row.earlier)]
        kept = [each for each in (*found, *self.elsewhere) if each.effect in AGAINST]
        return sorted(kept, key=lambda each: each.stated.number)


AGAINST = (Effect.UNDERMINES, Effect.EXPLAINS_OTHERWISE)
"""The effects of what may speak for the person (Rome Statute, Article 54(1)(a) and 67(2))."""
