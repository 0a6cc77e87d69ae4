from __future__ import annotations

from amana.records import Received, State


def test_the_states_are_those_of_the_interface() -> None:
    assert [state.value for state in State] == [
        "preserved", "read", "read-empty", "partly-read", "no-reader", "encrypted",
        "waiting", "unreadable", "refused", "erased",
    ]  # fmt: skip


def test_an_input_ends_in_one_of_three_ways() -> None:
    assert [received.value for received in Received] == ["preserved", "already-held", "failed"]
