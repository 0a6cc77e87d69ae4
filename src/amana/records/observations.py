"""Observations: what one original says, as facts with spans (design section 7).

Each kind follows the annotation guide: who is named, in which role, when, where, how many, who said
what, what is said to have happened, and which steps proceedings took. An observation belongs to one
original alone. `original`, `reading`, `article`, `recipe` and `id` are those of `Article`;
`article` is None where a text has no articles.
"""

from __future__ import annotations

import msgspec

from amana.records.facts import Span


class Observation(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", forbid_unknown_fields=True
):
    """What every kind has. `span` is the smallest run that holds all of it.

    While steps work, `id` is a name inside of the step's answer; sealing makes it the hash of
    input, recipe and spans, and puts in where it was observed.
    """

    id: str = ""
    original: str = ""
    reading: str = ""
    article: int | None = None
    recipe: str = ""
    span: Span


class Mention(Observation, frozen=True, kw_only=True, tag="mention"):
    """A name in a passage, without article, title or possessive ending.

    `type` is one of PERSON, ORG, GPE, LOC, FAC, NORP, EVENT, LAW, WEAPON. `entity` is the key of
    what is named within the original, `canonical` its fullest name there.
    """

    type: str
    entity: str
    canonical: str


class Role(Observation, frozen=True, kw_only=True, tag="role"):
    """A descriptive phrase for a person: `role` of `of`; `former` when the text says so."""

    entity: str | None
    role: str
    of: str | None = None
    former: bool = False


class TimeExpression(Observation, frozen=True, kw_only=True, tag="time"):
    """An expression of time, without its preposition.

    `type` is `date` or `duration`. `edtf` is its value with the date of publication known,
    `edtf_text_only` what the text alone supports; None where nothing supports one. `basis` says
    from what `edtf` follows: `text`, `caption`, `published: <basis>`, or `none`. `printed` is the
    value in the calendar in which it is printed, where that is not the Gregorian one
    (`hijri:1446-07-17`).
    """

    type: str
    edtf: str | None
    edtf_text_only: str | None
    basis: str
    printed: str | None = None


class PlaceReference(Observation, frozen=True, kw_only=True, tag="place"):
    """A name of a place with where it lies: WGS 84 degrees, None where that is not known.

    `precision` is one of `site`, `place`, `district`, `governorate`, `region`, `country`,
    `unknown`; `gazetteer` is the entry that it was resolved to (`geonames:170654`,
    `amana:rafah-crossing`), `country` its ISO 3166-1 alpha-2 code where it is not contested.
    """

    entity: str
    lat: float | None
    lon: float | None
    precision: str
    gazetteer: str | None
    country: str | None = None


class Quantity(Observation, frozen=True, kw_only=True, tag="quantity"):
    """A number of something, as the text bounds it.

    `bound` is one of `exact`, `more than`, `at least`, `about`, `less than`, `at most`, `between`,
    `multiple`, `unknown`. A share is a fraction of one with the unit `share`. `part_of` is the id
    of the quantity of which this one is a part, `as_of` EDTF or `pub_date`, `source` who gives it:
    the key of an entity or the phrase as printed.
    """

    what: str
    value: float | None
    value_max: float | None = None
    bound: str
    unit: str
    scope: str | None = None
    part_of: str | None = None
    as_of: str | None = None
    source: str | None = None
    note: str | None = None


class Claim(Observation, frozen=True, kw_only=True, tag="claim"):
    """What a passage says that somebody said.

    `form` is `direct`, `indirect` or `mixed`; `speech_act` one of `statement`, `demand`,
    `commitment`, `order`, `agreement`, `condemnation`, `characterisation`, `support`, `accusation`,
    `denial`, `finding`, `challenge`, `non-confirmation`. `via` lists who relays, nearest the reader
    first: keys of entities, or `anon:<phrase>`. `nested_in` is the id of the outer claim.
    `interest` names what binds the source to a side (`handout`, `party spokesperson`), where the
    text shows it; `loaded` are loaded words of the content, outside of quotation marks too.
    """

    speaker: Span | None
    speaker_entity: str | None = None
    speaker_implicit: bool = False
    anonymous: bool = False
    cue: Span
    content: Span | None
    form: str
    speech_act: str
    via: tuple[str, ...] = ()
    nested_in: str | None = None
    hedge: str | None = None
    negated: bool = False
    stance: str | None = None
    target: Span | None = None
    interest: str | None = None
    loaded: tuple[Span, ...] = ()
    note: str | None = None


class Casualties(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many came to harm in an incident, and who says so.

    `kind` is `killed`, `injured`, `missing`, `abducted`, `displaced` or `detained`; `bound` as of a
    quantity, or `named`, `claimed`. `of` is whom the number counts (`mostly civilians`).
    """

    kind: str
    value: float | None
    value_max: float | None = None
    bound: str
    unit: str = "people"
    source: str | None = None
    of: str | None = None
    span: Span | None = None
    note: str | None = None


class Incident(Observation, frozen=True, kw_only=True, tag="incident"):
    """Something that is said to have happened. `actor` is alleged, always.

    `assertion` is `asserted`, `claimed`, `claimed, disputed`, `finding` or `finding: reasonable
    grounds`; `source` is `narrator`, or who asserts it. `mapped` are the terms of other schemes for
    this type.
    """

    type: str
    trigger: Span
    when: Span | None = None
    when_edtf: str | None = None
    where: tuple[Span, ...] = ()
    actor: Span | None = None
    target: tuple[Span, ...] = ()
    weapon: tuple[Span, ...] = ()
    casualties: tuple[Casualties, ...] = ()
    assertion: str
    source: str
    coref_triggers: tuple[Span, ...] = ()
    mapped: tuple[str, ...] = ()
    note: str | None = None


class Party(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One who takes part in a proceeding: as printed, as an entity, or both."""

    span: Span | None = None
    entity: str | None = None
    canonical: str | None = None


class Proceeding(Observation, frozen=True, kw_only=True, tag="proceeding"):
    """A step of a proceeding, mission, mechanism, agreement or dialogue.

    `authority` is the body whose procedure it is. `status` is one of the annotation guide's;
    `note` has a stated reason. `date` is that of the act, EDTF.
    """

    step: str
    trigger: Span
    authority: Party | None = None
    by: tuple[Party, ...] = ()
    subjects: tuple[Party, ...] = ()
    charges: tuple[Span, ...] = ()
    conduct: tuple[Span, ...] = ()
    standard: Span | None = None
    vote: str | None = None
    status: str
    date: str | None = None
    date_basis: str | None = None
    note: str | None = None


Observed = (
    Mention | Role | TimeExpression | PlaceReference | Quantity | Claim | Incident | Proceeding
)
"""Every kind of observation."""
