from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from amana.archive import Archive
from amana.core import StorageFull
from amana.interface.http.works import Emit, Works
from amana.records import Form, State

CANARY = "the name of the witness"


@pytest.fixture
def works(archive: Archive) -> Works:
    return Works(archive)


def told(lines: Iterable[bytes]) -> list[dict[str, Any]]:
    return [msgspec.json.decode(line) for line in lines]


def test_what_a_work_tells_comes_line_by_line(works: Works) -> None:
    def work(emit: Emit) -> None:
        for number in range(3):
            emit({"event": "step", "done": number})

    lines = list(works.begin(work))
    assert all(line.endswith(b"\n") for line in lines)
    assert [line["done"] for line in told(lines)] == [0, 1, 2]


def test_a_work_goes_on_when_nobody_listens_and_is_waited_for(works: Works) -> None:
    may_go_on, done = threading.Event(), threading.Event()

    def work(emit: Emit) -> None:
        emit({"event": "begun"})
        may_go_on.wait(10)
        done.set()

    lines = works.begin(work)
    assert next(lines)
    del lines
    assert works.under_way == 1
    may_go_on.set()
    works.finish()
    assert done.is_set()
    assert works.under_way == 0


def test_an_error_of_ours_is_told_with_its_remedy_and_without_the_place(
    works: Works, archive: Archive
) -> None:
    def work(emit: Emit) -> None:
        del emit
        raise StorageFull(f"no room left while writing {archive.root}/vault", remedy="free space")

    (event,) = told(works.begin(work))
    assert event["event"] == "error"
    assert event["type"] == "amana:storage-full"
    assert event["detail"] == "no room left while writing vault"
    assert event["remedy"] == "free space"


def test_a_fault_is_told_without_its_words(
    works: Works, capsys: pytest.CaptureFixture[str]
) -> None:
    def work(emit: Emit) -> None:
        del emit
        raise ValueError(CANARY)

    (event,) = told(works.begin(work))
    assert event["type"] == "amana:fault"
    assert CANARY not in msgspec.json.encode(event).decode()
    said = capsys.readouterr().err
    assert "ValueError at test_works.py:" in said
    assert CANARY not in said


def test_whoever_follows_hears_of_what_others_had_read(
    works: Works, archive: Archive, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("A letter.")
    heard: list[tuple[str, State, str | None]] = []
    late: list[str] = []
    with works.following(lambda *each: heard.append(each)):
        archive.add([letter], Form(source="S-1"), read=False)
        works.read_what_waits()
    with works.following(lambda ref, _state, _reason: late.append(ref)):
        works.read_what_waits()
    assert [state for _, state, _ in heard] == [State.READ]
    assert late == []
