from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from amana.acquire.capture import Outcome
from amana.archive.looks import HOUR, due_at, found, is_changed
from amana.catalogue import LookRow, WatchRow
from amana.core import stamp
from amana.records import Looked, Measures

NOW = datetime(2026, 5, 1, 8, tzinfo=UTC)
SAME, OTHER = Measures(kept=3), Measures(kept=2, added=1)
WATCH = WatchRow(
    number=1, watch="WA-1", url="http://a.example/", every=6 * HOUR, risk="normal", profile="",
    note=None, source=None, collector=None, purpose=None, consent=None, restrictions=(), by="n",
    at=stamp(NOW), ended=None, ended_at=None, reason=None,
)  # fmt: skip


def looks(*said: tuple[Looked, Outcome | None, float]) -> list[LookRow]:
    """Return looks, each with how many hours ago it was."""
    return [
        LookRow(
            number=n, watch="WA-1", item=f"IT-{n}", compared=None, outcome=outcome, state=state,
            measures="{}", at=stamp(NOW - timedelta(hours=hours)),
        )
        for n, (outcome, state, hours) in enumerate(said)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("measures", "changed"),
    [
        (SAME, False),
        (Measures(clocks=2, tiles=49), False),
        (OTHER, True),
        (Measures(removed=1), True),
        (Measures(moved=1), True),
        (Measures(tiles=50), True),
        (Measures(address=True), True),
        (Measures(title=True), True),
    ],
)
def test_what_counts_as_a_change(measures: Measures, changed: bool) -> None:
    assert is_changed(measures) is changed


FIRST = (Looked.FIRST, Outcome.CAPTURED, 9.0)
FAILED = (Looked.FAILED, Outcome.UNREACHABLE, 3.0)
NO_HOST = (Looked.FAILED, Outcome.NO_SUCH_HOST, 2.0)
GONE = (Looked.GONE, Outcome.GONE, 1.0)


@pytest.mark.parametrize(
    ("outcome", "measures", "before", "says"),
    [
        (Outcome.CAPTURED, None, (), Looked.FIRST),
        (Outcome.CAPTURED, None, (GONE,), Looked.BACK),
        (Outcome.CAPTURED, SAME, (FIRST,), Looked.UNCHANGED),
        (Outcome.CAPTURED, OTHER, (FIRST,), Looked.CHANGED),
        (Outcome.IN_PART, Measures(status=200), (FIRST,), Looked.FAILED),
        (Outcome.IN_PART, Measures(added=0, kept=0, status=200), (FIRST,), Looked.FAILED),
        (Outcome.CAPTURED, Measures(tiles=0), (FIRST,), Looked.UNCHANGED),
        (Outcome.IN_PART, Measures(title=True), (FIRST,), Looked.CHANGED),
        (Outcome.IN_PART, OTHER, (FIRST, FAILED), Looked.CHANGED),
        (Outcome.CAPTURED, SAME, (FIRST, GONE), Looked.BACK),
        (Outcome.CAPTURED, SAME, (FIRST, GONE, FAILED), Looked.BACK),
        (Outcome.GONE, None, (), Looked.GONE),
        (Outcome.GONE, None, (FIRST, GONE), Looked.GONE),
        (Outcome.NO_SUCH_HOST, None, (FIRST,), Looked.FAILED),
        (Outcome.NO_SUCH_HOST, None, (FIRST, NO_HOST), Looked.GONE),
        (Outcome.NO_SUCH_HOST, None, (NO_HOST, FAILED), Looked.FAILED),
        (Outcome.UNREACHABLE, None, (FIRST, GONE), Looked.FAILED),
        (Outcome.REFUSED, None, (FIRST,), Looked.FAILED),
        (Outcome.FAILED, None, (FIRST,), Looked.FAILED),
        (None, None, (), Looked.FAILED),
    ],
)
def test_what_a_look_found(
    outcome: Outcome | None,
    measures: Measures | None,
    before: tuple[tuple[Looked, Outcome, float], ...],
    says: Looked,
) -> None:
    assert found(outcome, measures, looks(*before), NOW) is says


def test_no_such_host_is_told_twice_an_hour_apart_and_then_it_stays_so() -> None:
    soon = looks(FIRST, (Looked.FAILED, Outcome.NO_SUCH_HOST, 0.9))
    assert found(Outcome.NO_SUCH_HOST, None, soon, NOW) is Looked.FAILED
    again = looks(FIRST, (Looked.GONE, Outcome.NO_SUCH_HOST, 0.1))
    assert found(Outcome.NO_SUCH_HOST, None, again, NOW) is Looked.GONE


@pytest.mark.parametrize(
    ("before", "hours"),
    [
        ((), 0),
        (((Looked.FIRST, None, 0),), 6),
        (((Looked.GONE, None, 0),), 6),
        (((Looked.FIRST, None, 6), (Looked.FAILED, None, 0)), 1),
        (((Looked.FAILED, None, 1), (Looked.FAILED, None, 0)), 1),
        (((Looked.FAILED, None, 2), (Looked.FAILED, None, 1), (Looked.FAILED, None, 0)), 6),
    ],
)
def test_a_look_is_due_after_its_pause_and_sooner_where_one_failed(
    before: tuple[tuple[Looked, None, float], ...], hours: float
) -> None:
    assert due_at(WATCH, looks(*before)) == NOW + timedelta(hours=hours)
    often = msgspec.structs.replace(WATCH, every=600)
    failed = looks((Looked.FAILED, None, 0))
    assert due_at(often, failed) == NOW + timedelta(minutes=10)
