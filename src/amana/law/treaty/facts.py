"""Dated treaty facts: what States, the Security Council and the Court did, and when.

A fact is an act with its day, its source and the day on which that source was looked at. What
follows from facts (who was bound when) is worked out by `status`; nothing here is inferred but the
entry into force that Article 126(2) of the Rome Statute lays down by arithmetic.
Days are ISO 8601 (`2002-07-01`), which compare as text.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import msgspec

FIRST_DAY = "2002-07-01"
"""The day on which the Statute entered into force (Article 126(1))."""


class FactKind(StrEnum):
    """What was done. An announcement is not a notification; each is a fact of its own."""

    SIGNATURE = "signature"
    INTENTION_NOT_TO_RATIFY = "intention-not-to-ratify"
    DEPOSIT = "deposit"
    WITHDRAWAL_ANNOUNCED = "withdrawal-announced"
    WITHDRAWAL = "withdrawal"
    WITHDRAWAL_RESCINDED = "withdrawal-rescinded"
    DECLARATION = "declaration"
    DECLARATION_CONFIRMED = "declaration-confirmed"
    DECLARATION_NOT_ACTED_ON = "declaration-not-acted-on"
    COUNCIL_REFERRAL = "council-referral"
    COUNCIL_CARVE_OUT = "council-carve-out"
    COUNCIL_DRAFT_VETOED = "council-draft-vetoed"
    COUNCIL_DEFERRAL = "council-deferral"
    STATE_REFERRAL = "state-referral"
    INVESTIGATION_AUTHORISED = "investigation-authorised"
    INVESTIGATION_REFUSED = "investigation-refused"
    RULING = "ruling"
    TRANSITIONAL_DECLARATION = "transitional-declaration"
    TRANSITIONAL_WITHDRAWN = "transitional-withdrawn"
    TERRITORY_EXCLUDED = "territory-excluded"
    AMENDMENT_ADOPTED = "amendment-adopted"
    AMENDMENT_ACCEPTED = "amendment-accepted"
    AMENDMENT_ACTIVATED = "amendment-activated"
    AGGRESSION_NOT_ACCEPTED = "aggression-not-accepted"
    AGGRESSION_NOT_ACCEPTED_WITHDRAWN = "aggression-not-accepted-withdrawn"
    KNOWN_UNTIL = "known-until"


class Reach(StrEnum):
    """What ties a crime to a State: where it was committed, or who is accused of it."""

    TERRITORY = "territory"
    NATIONALITY = "nationality"


class TreatyFact(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, cache_hash=True
):
    """One act about the Rome Statute, as its source tells it.

    Attributes:
        kind: What was done.
        date: The day on which it was done. `2003` or `2025-05` where the source tells no more; the
            act then counts as done from the last day of that year or month.
        state: Whose act it is (ISO 3166-1 alpha-3); for acts of the Council or the Court, the
            State whose situation it is about. Null for what concerns all States.
        since: The first day of its effect or scope. For a deposit the entry into force for that
            State, for a withdrawal (of an instrument or a declaration) the day on which it takes
            effect, for an accepted amendment its entry into force for that State. Null where it
            has none.
        until: The last day of its scope, that day included; null where it is open.
        text: What it says, in our own words.
        text_ar: The same in Arabic.
        instrument: Of a deposit: ratification, accession, acceptance, approval or succession.
        amendment: The amendment that it adopts, accepts or activates, by its identifier.
        by: Who did it, where that is not `state`: States that referred, the chamber, the Council.
        document: Its symbol or number (`S/RES/1593 (2005)`, `C.N.786.2016`), where known.
        vote: How the body voted (`11-0-4`), where known.
        reach: What a declaration or exclusion covers: crimes on the territory, by nationals, both.
        families: The statute articles that it covers (`8`); none named means all of Article 5.
        area: The part of the State that it covers (`darfur`), or the territory outside (`GRL`). Of
            `known-until` the acts that are known until its date: `membership`, `declarations`,
            `council` or `referrals`.
        about: The `id` of the earlier fact that this one confirms, ends or answers.
        complete: Of an adopted amendment: acceptances until this day are all in the data. What
            came later is not known here.
        source: Where it can be read: an address or the symbol of a text.
        retrieved: The day on which the source was looked at.
        verified: Whether it was held against a primary text.
    """

    kind: FactKind
    date: str
    state: str | None = None
    since: str | None = None
    until: str | None = None
    text: str = ""
    text_ar: str = ""
    instrument: str = ""
    amendment: str | None = None
    by: tuple[str, ...] = ()
    document: str = ""
    vote: str = ""
    reach: tuple[Reach, ...] = (Reach.TERRITORY, Reach.NATIONALITY)
    families: tuple[str, ...] = ()
    area: str | None = None
    about: str | None = None
    complete: str | None = None
    source: str = ""
    retrieved: str = ""
    verified: bool = False

    @property
    def id(self) -> str:
        """What other facts call it: kind, what it is about, and its date."""
        parts = (self.kind, self.state, self.area, self.amendment, self.date)
        return ":".join(part for part in parts if part)

    @property
    def done(self) -> str:
        """The day from which it counts as done: the last one that its date can mean."""
        return last_day(self.date)


def last_day(date: str) -> str:
    """Return the last day that a year, a month or a day can mean.

    Raises:
        ValueError: it is none of them.
    """
    if len(date) == len("2003"):
        return f"{int(date):04d}-12-31"
    if len(date) == len("2003-01"):
        first = dt.date.fromisoformat(f"{date}-01")
        return (_next_month(first) - dt.timedelta(days=1)).isoformat()
    return dt.date.fromisoformat(date).isoformat()


def entry_into_force(deposited: str) -> str:
    """Return the day from which a State is bound that deposited its instrument on that day.

    Article 126(2): the first day of the month after the 60th day following the deposit; not before
    the Statute itself entered into force (Article 126(1)).
    """
    sixtieth = dt.date.fromisoformat(deposited) + dt.timedelta(days=60)
    return max(_next_month(sixtieth).isoformat(), FIRST_DAY)


def one_year_after(day: str) -> str:
    """Return the day one year later (Articles 121(5), 127(1)); 29 February becomes 1 March."""
    year, rest = int(day[:4]) + 1, day[4:]
    try:
        return dt.date.fromisoformat(f"{year:04d}{rest}").isoformat()
    except ValueError:
        return f"{year:04d}-03-01"


def _next_month(day: dt.date) -> dt.date:
    return (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
