from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from amana.archive import Archive, NamedStream, Outcome
from amana.archive.adding import check_form
from amana.core import UsageError
from amana.records import Form, Received

Write = Callable[[str, str], Path]


def test_each_input_is_told_with_its_entry(archive: Archive, write: Write) -> None:
    told: list[Outcome] = []
    write("a.txt", "one")
    folder = write("b.txt", "two").parent
    report = archive.add([folder, folder / "missing"], read=False, on_outcome=told.append)
    assert (report.preserved, report.already_held, len(report.failed)) == (2, 0, 1)
    assert sorted(each.entry for each in told if each.entry) == [1, 2]
    assert report.failed[0].reason == "there is no such path"


def test_the_same_again_adds_nothing(archive: Archive, write: Write) -> None:
    path = write("a.txt", "one")
    archive.add([path], Form(source="S"), read=False)
    before = archive.checkpoint().size
    report = archive.add([path, path], Form(source="S"), read=False)
    assert (report.preserved, report.already_held) == (0, 2)
    assert archive.checkpoint().size == before


def test_another_source_is_another_item_on_the_same_bytes(archive: Archive, write: Write) -> None:
    path = write("a.txt", "one")
    archive.add([path], Form(source="S-1"), read=False)
    archive.add([path], Form(source="S-2"), read=False)
    total, rows = archive.list()
    assert total == 2
    assert len({row.item.sha256 for row in rows if row.item}) == 1


def test_an_interruption_keeps_what_was_told(archive: Archive, write: Write) -> None:
    paths = [write(f"{n:02}.txt", f"text {n}") for n in range(5)]

    def stop(_: Outcome) -> None:
        raise KeyboardInterrupt

    report = archive.add(paths, read=False, on_outcome=stop)
    assert report.interrupted
    assert archive.add(paths, read=False).preserved + archive.list()[0] >= 5
    assert archive.list()[0] == 5
    assert archive.check().ok


def test_streams_keep_the_name_that_they_came_with(archive: Archive) -> None:
    stream = NamedStream(name="../letter.txt", stream=io.BytesIO(b"Dear"))
    assert archive.add_streams([stream], Form()).preserved == 1
    (row,) = archive.list()[1]
    assert row.item is not None
    assert row.item.name == "../letter.txt"


def test_names_that_are_not_unicode_come_back_as_bytes(archive: Archive, tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.txt")).write_bytes(b"x")
    archive.add([os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.txt")], read=False)
    (entry,) = [e for e in archive.entries()[1] if e.get("type") == "acquired"]
    assert entry.get("name") == {"b64": "//4udHh0"}


@pytest.mark.parametrize("answer", ["two\nlines", "bell\a"])
def test_a_form_is_written_on_one_line(answer: str) -> None:
    with pytest.raises(UsageError):
        check_form(Form(source=answer))


def test_blank_answers_are_none() -> None:
    assert check_form(Form(source="  ", method=" ")) == Form()


def test_outcomes_name_their_fate() -> None:
    assert {each.value for each in Received} == {"preserved", "already-held", "failed"}


def test_folders_that_hold_nothing_are_told_and_nothing_is_entered(
    archive: Archive, write: Write
) -> None:
    folder = write("a.txt", "one").parent
    (folder / "nothing").mkdir()
    before = archive.checkpoint().size
    told: list[Outcome] = []
    report = archive.add([folder], read=False, on_outcome=told.append)
    assert report.empty == (str(folder / "nothing"),)
    assert (report.preserved, report.failed, len(told)) == (1, (), 1)
    assert archive.checkpoint().size == before + 1
