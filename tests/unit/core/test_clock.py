from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from amana.core import FixedClock, ManualTimer, SystemClock, SystemTimer, stamp


def test_a_time_is_written_in_utc_with_six_digits() -> None:
    summer = timezone(timedelta(hours=2))
    assert stamp(datetime(2026, 7, 1, 9, 30, tzinfo=summer)) == "2026-07-01T07:30:00.000000Z"
    assert stamp(datetime(2026, 7, 1, 0, 0, 0, 5, tzinfo=UTC)) == "2026-07-01T00:00:00.000005Z"


def test_stamps_sort_as_times_do() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    times = [start + timedelta(microseconds=7**n) for n in range(18)]
    assert sorted(map(stamp, times)) == [stamp(at) for at in times]


def test_the_clock_of_the_machine_speaks_utc_and_names_itself() -> None:
    clock = SystemClock()
    assert clock.now().utcoffset() == timedelta(0)
    assert clock.source == "system"


def test_a_fixed_clock_stands_still_or_steps() -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    still, stepping = FixedClock(at), FixedClock(at, step=timedelta(seconds=1))
    assert [still.now(), still.now()] == [at, at]
    assert [stepping.now(), stepping.now()] == [at, at + timedelta(seconds=1)]


def test_a_timer_runs_forward_and_a_manual_one_where_it_is_told() -> None:
    timer = SystemTimer()
    before = timer.now()
    timer.sleep(0)
    assert timer.now() >= before
    manual = ManualTimer()
    manual.sleep(2.5)
    assert manual.now() == 2.5
