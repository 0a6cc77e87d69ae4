from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from amana.archive import Archive
from amana.archive.working import reading_limits
from amana.core.settings import Settings
from amana.records import Form, State

Write = Callable[[str, str], Path]


def test_what_waits_is_read_once(archive: Archive, write: Write) -> None:
    path = write("a.txt", "The tribunal sat on Monday, and heard four witnesses of the shelling.\n")
    told: list[tuple[str, State]] = []
    archive.add([path], Form(source="S-1"), read=False)
    report = archive.work(on_read=lambda ref, state, _: told.append((ref, state)))
    assert report.states == {"read": 1}
    assert [state for _, state in told] == [State.READ]
    assert archive.work().states == {}
    assert archive.reading(told[0][0]).text.startswith("The tribunal")


def test_a_second_item_on_the_same_bytes_takes_the_reading_over(
    archive: Archive, write: Write
) -> None:
    path = write("a.txt", "The tribunal sat on Monday.\n")
    archive.add([path], Form(source="S-1"))
    archive.add([path], Form(source="S-2"))
    _, rows = archive.list()
    assert len({row.item.reading for row in rows if row.item}) == 1
    assert {row.item.state for row in rows if row.item} == {State.READ}


def test_nothing_to_read_is_a_state_of_its_own(archive: Archive, write: Write) -> None:
    archive.add([write("empty.txt", "")])
    (row,) = archive.list()[1]
    assert row.item is not None
    assert row.item.state is State.READ_EMPTY
    assert row.item.reason


def test_the_budget_is_that_of_the_settings() -> None:
    limits = reading_limits(Settings(name="n", origin="o", read_seconds=7, read_megabytes=300))
    assert limits.cpu_seconds == 7
    assert limits.memory == 300 << 20
