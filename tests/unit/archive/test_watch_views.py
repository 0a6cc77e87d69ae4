from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from amana.archive.watch_views import form_of_watch, hidden, order_of, seen
from amana.catalogue import LookRow, WatchRow
from amana.records import Looked

AT = "2026-05-01T08:00:00.000000Z"
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
ROW = WatchRow(
    number=1, watch="WA-1", url="http://a.example/", every=3_600, risk="high", profile="tor",
    note="the quay", source="S-1", collector=None, purpose="the case", consent=None,
    restrictions=(), by="nadia", at=AT, ended=None, ended_at=None, reason=None,
)  # fmt: skip


def look(number: int, outcome: Looked, hour: int) -> LookRow:
    return LookRow(
        number=number, watch="WA-1", item=f"IT-{number}", compared=None, outcome=outcome,
        state="captured", measures='{"added":2}', at=AT.replace("T08", f"T{hour:02d}"),
    )  # fmt: skip


def test_a_watch_tells_since_when_it_is_as_it_is() -> None:
    rows = [look(2, Looked.FIRST, 8), look(3, Looked.GONE, 9), look(4, Looked.GONE, 10)]
    watch = seen(ROW, rows, NOW)
    assert watch.last is not None
    assert (watch.last.place, watch.last.outcome, watch.last.measures.added) == (3, Looked.GONE, 2)
    assert watch.since == AT.replace("T08", "T09")
    assert watch.waiting
    assert watch.due == AT.replace("T08", "T11")
    assert (watch.profile, watch.form) == ("tor", form_of_watch(ROW))


def test_a_watch_that_ended_is_never_due() -> None:
    ended = msgspec.structs.replace(ROW, ended=9, ended_at=AT, reason="over")
    watch = seen(ended, [], NOW)
    assert (watch.due, watch.waiting, watch.reason) == (None, False, "over")


def test_of_a_hidden_one_nothing_tells_of_the_page() -> None:
    told = msgspec.json.encode(hidden(ROW)).decode()
    for secret in ("a.example", "the case", "the quay", "S-1", "tor"):
        assert secret not in told


def test_what_is_due_and_at_risk_comes_first() -> None:
    due_low = seen(msgspec.structs.replace(ROW, watch="a", risk="low"), [], NOW)
    due_high = seen(msgspec.structs.replace(ROW, watch="b"), [], NOW)
    later = seen(
        msgspec.structs.replace(ROW, watch="c", risk="imminent"), [look(2, Looked.FIRST, 12)], NOW
    )
    ended = seen(msgspec.structs.replace(ROW, watch="d", ended=3, ended_at=AT), [], NOW)
    ordered = sorted((ended, later, due_low, due_high), key=order_of)
    assert [watch.name for watch in ordered] == ["b", "a", "c", "d"]
