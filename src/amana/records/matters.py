"""Matters: what people enter so that law can be held against it (design sections 2 and 5).

Situations, persons, incidents, proceedings with their steps, undertakings between States and
bodies, charges, and what is linked to their elements, each with a name that people choose (`key`),
an author and a reason. They stand in the same files of decisions as marks and corrections of facts.
Who enters the same key again puts a new version beside the older ones; nothing is overwritten.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Cite(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A passage that stands behind a matter: a span of an item's reading, or a fact of that item.

    Whoever enters it says `item` and either `fact`, or `char_start`, `char_end` (code points of the
    reading's text) and `quote`; `reading` only where it is not the current one. The archive puts in
    the rest: `published` is the day (EDTF) of the article that the passage stands in, or null, and
    `number` the entry of the citation. `gone` is told where the item was erased; the words of the
    passage are then gone with it.
    """

    item: str
    fact: str | None = None
    reading: str | None = None
    char_start: int | None = None
    char_end: int | None = None
    quote: str | None = None
    published: str | None = None
    number: int | None = None
    gone: bool = False


class Effect(StrEnum):
    """What linked material does to an element."""

    SUPPORTS = "supports"
    UNDERMINES = "undermines"
    NEUTRAL = "neutral"
    EXPLAINS_OTHERWISE = "explains-otherwise"


class Held(StrEnum):
    """What a named person holds of an element, at the standard that they name."""

    MET = "met"
    NOT_MET = "not-met"
    OPEN = "open"


class Nationality(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A nationality (ISO 3166-1 alpha-3) and since and until when, as EDTF days, where known."""

    state: str
    since: str | None = None
    until: str | None = None


class Matter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every matter has. `key`: small letters, digits and hyphens, 1 to 64 of them."""

    key: str
    reason: str
    cites: tuple[Cite, ...] = ()


class Situation(Matter, frozen=True, kw_only=True, tag="situation", tag_field="decision"):
    """A frame of investigation: `states` (ISO 3166-1 alpha-3) and `period` (EDTF interval)."""

    name: str
    name_ar: str = ""
    body: str = ""
    reference: str = ""
    states: tuple[str, ...] = ()
    period: str | None = None


class Person(Matter, frozen=True, kw_only=True, tag="person", tag_field="decision"):
    """A person whom proceedings or charges name. `born` is EDTF; `of` the body they belong to.

    An empty list of nationalities says that none is known, not that there is none.
    """

    name: str
    name_ar: str = ""
    nationalities: tuple[Nationality, ...] = ()
    born: str | None = None
    of: str = ""


class ReportedIncident(Matter, frozen=True, kw_only=True, tag="incident", tag_field="decision"):
    """Something that is said to have happened, as its cited observations tell, each attributed.

    `date` is EDTF. `states` are those on whose territory any part of the conduct is said to have
    taken place. `actors` are alleged, always.
    """

    situation: str
    name: str
    date: str | None = None
    states: tuple[str, ...] = ()
    place: str = ""
    actors: tuple[str, ...] = ()


class LegalProceeding(Matter, frozen=True, kw_only=True, tag="proceeding", tag_field="decision"):
    """A legal proceeding: its `model` is one of `amana law proceedings`.

    `person` is the key of the person whom it is about, null for a situation as a whole; `state` is
    that of a national one (ISO 3166-1 alpha-3).
    """

    situation: str
    model: str
    name: str = ""
    person: str | None = None
    body: str = ""
    reference: str = ""
    state: str | None = None


class Step(Matter, frozen=True, kw_only=True, tag="step", tag_field="decision"):
    """A dated step of a proceeding, by its code in the model.

    `date` (EDTF) is when it was taken. `known` is the day on which it became known: if left out,
    the first day on which a cited article was published, or else `date`. `by` is who took it,
    `said_by` whose word it is, where it is not the body's own act.
    """

    proceeding: str
    step: str
    date: str | None = None
    known: str | None = None
    by: str = ""
    said_by: str = ""
    standard: str | None = None
    vote: str = ""
    crimes: tuple[str, ...] = ()
    note: str = ""


class Undertaking(Matter, frozen=True, kw_only=True, tag="undertaking", tag_field="decision"):
    """A commitment or mission: who promised, asked for or allowed what, by when.

    `kind` is a code of `law/data/undertakings`. `date`, `due` and `known` are EDTF. `answers` is
    the key of an earlier one of which this tells what became of it.
    """

    situation: str
    kind: str
    what: str
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    date: str | None = None
    due: str | None = None
    known: str | None = None
    said_by: str = ""
    answers: str | None = None


class Charge(Matter, frozen=True, kw_only=True, tag="charge", tag_field="decision"):
    """Crime + mode of liability + person + incidents + period + place.

    `crime` is an identifier like `rs:8(2)(b)(iv)`, `mode` one like `rs:25(3)(a)/co`. Where `period`
    or `states` are left out, they are those of the incidents.
    """

    situation: str
    crime: str
    mode: str
    person: str
    incidents: tuple[str, ...]
    name: str = ""
    period: str | None = None
    states: tuple[str, ...] = ()
    place: str = ""


class Conclusion(Matter, frozen=True, kw_only=True, tag="conclusion", tag_field="decision"):
    """What a named person holds after weighing several passages; the reasons are `reason`."""

    situation: str
    text: str


class Link(Matter, frozen=True, kw_only=True, tag="link", tag_field="decision"):
    """Material linked to an element: its cited passages, or the `conclusion` of that key.

    `charge` is the charge whose matrix it stands in. A contextual element is linked once for the
    `situation` instead, and shows in all its charges. `element` is an identifier like
    `rs:8(2)(b)(iv)#2`, or that of a mode like `rs:25(3)(a)/co#1`.
    """

    element: str
    effect: Effect
    charge: str | None = None
    situation: str | None = None
    conclusion: str | None = None


class Assessment(Matter, frozen=True, kw_only=True, tag="assess", tag_field="decision"):
    """What its author holds of an element, at a `standard` of proof (a code); why is `reason`."""

    element: str
    held: Held
    standard: str
    charge: str | None = None
    situation: str | None = None


class WithdrawMatter(
    msgspec.Struct, frozen=True, kw_only=True, tag="withdraw-matter", tag_field="decision",
    forbid_unknown_fields=True,
):  # fmt: skip
    """A person takes back the last version of a matter that they entered."""

    key: str
    reason: str


Entered = (
    Situation
    | Person
    | ReportedIncident
    | LegalProceeding
    | Step
    | Undertaking
    | Charge
    | Conclusion
    | Link
    | Assessment
)
"""Every kind of matter."""


class Standing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A matter as it stands in the archive: who entered it (`by`), when (`at`, RFC 3339), where.

    `number` is that of its entry, `version` counts from 1 by key, `withdrawn` is the entry by which
    it was taken back. The cites of `matter` are complete.
    """

    matter: Entered
    number: int
    version: int
    by: str
    at: str
    withdrawn: int | None = None
