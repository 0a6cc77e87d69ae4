"""What is told of watched pages and of the looks at them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from amana.archive.looks import due_at
from amana.archive.wanted_pages import METHOD, urgency
from amana.catalogue import LookRow, WatchRow
from amana.core import prepared, stamp
from amana.records import Form, Looked, Measures, Restriction, Risk


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """One look at a watched page: the `place`-th of its watch, entry `number` of the log.

    `item` is the capture, `compared` the one that it was held against, `state` what became of the
    capture.
    """

    place: int
    number: int
    at: str
    outcome: Looked
    item: str | None = None
    compared: str | None = None
    state: str | None = None
    measures: Measures = Measures()


class Watch(msgspec.Struct, frozen=True, kw_only=True):
    """A watched page; of one that is hidden, neither address nor form nor looks are told.

    `due` is when it is looked at next, `waiting` whether that is over; `since` is when the state of
    the last look was first found. `restrictions` are those that its captures are under.
    """

    name: str
    every: int
    risk: Risk
    by: str
    at: str
    restrictions: tuple[Restriction, ...] = ()
    hidden: bool = False
    url: str | None = None
    profile: str | None = None
    note: str | None = None
    form: Form | None = None
    due: str | None = None
    waiting: bool = False
    last: Look | None = None
    since: str | None = None
    looks: tuple[Look, ...] = ()
    ended_at: str | None = None
    reason: str | None = None


class LookedAt(msgspec.Struct, frozen=True, kw_only=True):
    """What a look found: the watch, its address, the capture, and why there is none.

    Of a restricted watch neither address nor reason is told: a run states no purpose.
    """

    watch: str
    url: str | None
    outcome: Looked
    item: str | None = None
    reason: str | None = None


class WatchReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a run of looks found, by outcome; whether it was stopped before all were done."""

    looks: int
    outcomes: dict[str, int]
    interrupted: bool = False


def seen(row: WatchRow, rows: Sequence[LookRow], now: datetime) -> Watch:
    """Return a watch with its looks."""
    at, standing = due_at(row, rows), row.ended is None
    looks = tuple(_look(place, each) for place, each in enumerate(rows, 1))
    return Watch(
        name=row.watch,
        every=row.every,
        risk=Risk(row.risk),
        by=row.by,
        at=row.at,
        restrictions=row.restrictions,
        url=row.url,
        profile=row.profile or None,
        note=row.note,
        form=form_of_watch(row),
        due=stamp(at) if standing else None,
        waiting=standing and at <= now,
        last=looks[-1] if looks else None,
        since=_since(looks),
        looks=looks,
        ended_at=row.ended_at,
        reason=row.reason,
    )


def hidden(row: WatchRow) -> Watch:
    """Return what may be told of a watch that is hidden."""
    return Watch(
        name=row.watch,
        every=row.every,
        risk=Risk(row.risk),
        by=row.by,
        at=row.at,
        restrictions=row.restrictions,
        hidden=True,
        ended_at=row.ended_at,
    )


def _look(place: int, row: LookRow) -> Look:
    return Look(
        place=place,
        number=row.number,
        at=row.at,
        outcome=Looked(row.outcome),
        item=row.item,
        compared=row.compared,
        state=row.state,
        measures=msgspec.json.decode(row.measures, type=prepared(Measures)),
    )


def _since(looks: tuple[Look, ...]) -> str | None:
    """Return when the outcome of the last look was first found, without another in between."""
    since = None
    for look in reversed(looks):
        if look.outcome is not looks[-1].outcome:
            break
        since = look.at
    return since


def order_of(watch: Watch) -> tuple[bool, bool, int, str]:
    """Return by what watches are put in order: due and most at risk first, ended ones last."""
    ended, risk = watch.ended_at is not None, urgency(watch.risk)
    return ended, not watch.waiting, risk, watch.due or watch.at


def form_of_watch(row: WatchRow) -> Form:
    """Return the form of every capture of a watched page."""
    return Form(
        source=row.source,
        collector=row.collector,
        purpose=row.purpose,
        method=METHOD,
        consent=row.consent,
        restrictions=row.restrictions,
    )
