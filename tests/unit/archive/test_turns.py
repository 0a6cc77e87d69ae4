from __future__ import annotations

import threading

import pytest

from amana.archive.turns import Turns


def test_one_at_a_time_in_the_order_of_asking() -> None:
    turns, order, started = Turns(), [], threading.Event()

    def write(number: int) -> None:
        with turns:
            order.append(number)

    with turns:
        threads = []
        for number in range(4):
            thread = threading.Thread(target=write, args=(number,))
            thread.start()
            threads.append(thread)
            while len(turns._waiting) <= number:
                started.wait(0.001)
        assert order == []
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2, 3]


def test_a_thread_does_not_wait_for_itself() -> None:
    turns = Turns()
    with turns, pytest.raises(RuntimeError, match="already"), turns:
        pass
    with turns:  # and the turn was not lost
        pass
