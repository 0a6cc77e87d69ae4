"""Reading again, as people do it: what is chosen, who may, what is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.archive.rereading_again import again

from amana.archive import Archive, parse_condition
from amana.core import AccessDenied, NotFound, UsageError
from amana.records import Actor, Form, State

Write = Callable[[str, str], Path]


def test_what_failed_is_chosen_by_state_and_kind(archive: Archive, tmp_path: Path) -> None:
    broken, odd = tmp_path / "b.pdf", tmp_path / "c.xyz"
    broken.write_bytes(b"%PDF-1.7\nnothing of a page")
    odd.write_bytes(bytes(range(256)) * 20)
    archive.add([broken, odd])
    chosen = again(archive, where=["state=unreadable,no-reader", "type=application/*"])
    assert sum(chosen.became.values()) == 2
    only = again(archive, where=["state=unreadable,no-reader", "type=application/pdf"])
    assert [each.name for each in only.differences] == ["b.pdf"]
    assert only.became == {"not-read": 1}
    assert archive.list(where=[parse_condition("notice=pdf-broken")])[0] == 1


def test_reading_some_leaves_the_others_waiting(archive: Archive, write: Write) -> None:
    archive.add([write("a.txt", "one\n"), write("b.txt", "two\n")], read=False)
    first, second = (row.ref for row in archive.list()[1])
    assert archive.readings.read([second]).states == {"read": 1}
    assert archive.show(first).item.state is State.PRESERVED
    assert again(archive, second).became == {"same": 1}
    assert again(archive).states == {"read": 2}, "what waits is read as well"


def test_of_restricted_items_differences_are_told_with_a_purpose_only(
    archive: Archive, write: Write, confidential: Form
) -> None:
    archive.add([write("a.txt", "one\n")], confidential)
    (difference,) = again(archive).differences
    assert (difference.hidden, difference.name) == (True, None)
    (difference,) = again(archive, purpose="inquiry 12").differences
    assert (difference.hidden, difference.name) == (False, "a.txt")
    assert archive.entries(limit=1)[1][0].get("type") == "accessed"


def test_nobody_and_nothing(archive: Archive) -> None:
    with pytest.raises(NotFound):
        archive.readings.read(["IT-7F3K-Q2MH"])
    with pytest.raises(UsageError, match="password"):
        archive.readings.read(passwords=[""])
    archive.as_actor(Actor(name=" "))
    with pytest.raises(AccessDenied):
        archive.readings.read()
