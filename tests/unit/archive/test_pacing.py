from __future__ import annotations

import pytest

from amana.archive.pacing import Pace, Stopped
from amana.core import ManualTimer


def test_without_a_rate_nothing_waits() -> None:
    timer = ManualTimer()
    Pace(None, timer).took(1 << 40)
    assert timer.now() == 0


@pytest.mark.parametrize("piece", [1_000, 1_000_000, 30_000_000])
def test_what_is_read_takes_as_long_as_the_rate_says(piece: int) -> None:
    timer = ManualTimer()
    pace = Pace(10_000_000, timer)
    for _ in range(120_000_000 // piece):
        pace.took(piece)
    assert 11.9 < timer.now() < 12.1


def test_time_that_passed_elsewhere_is_not_made_good_at_once() -> None:
    timer = ManualTimer()
    pace = Pace(1_000_000, timer)
    timer.sleep(3600)
    before = timer.now()
    pace.took(5_000_000)
    assert timer.now() - before > 4.9


def test_a_stop_is_heard_while_it_waits() -> None:
    timer = ManualTimer()
    pace = Pace(1, timer, lambda: timer.now() > 5)
    with pytest.raises(Stopped):
        pace.took(1_000)
    assert timer.now() < 8
    with pytest.raises(Stopped):
        Pace(None, timer, lambda: True).took(1)
