"""Which reading stands after reading again, and what is told of it."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.unit.archive.rereading_again import Change, again, failing, one, with_text

import amana
from amana.archive import Archive, Became, parse_condition
from amana.records import Form, State

Write = Callable[[str, str], Path]


def test_the_same_again_enters_nothing(archive: Archive, write: Write) -> None:
    archive.add([write("a.txt", "The tribunal sat on Monday.\n")])
    size = archive.checkpoint().size
    told = again(archive)
    assert (told.became, told.states) == ({"same": 1}, {"read": 1})
    assert archive.checkpoint().size == size


def test_a_newer_reader_puts_its_reading_beside_the_earlier_one(
    archive: Archive, write: Write, changed: Callable[[Change], None]
) -> None:
    archive.add([write("a.txt", "The tribunal sat.\n")])
    item = one(archive)
    changed(with_text("The tribunal sits.\n", "2"))
    (difference,) = again(archive, item.ref).differences
    assert difference.became is Became.CHANGED
    assert difference.text is not None
    assert (difference.text.lines_added, difference.text.lines_removed) == (1, 1)
    assert archive.reading(item.ref).text == "The tribunal sits.\n"
    assert archive.reading(item.ref, key=item.reading).text == "The tribunal sat.\n"
    assert [r.key for r in archive.show(item.ref).readings] == [item.reading, "f" * 64]
    archive.rebuild()
    assert archive.reading(item.ref).text == "The tribunal sits.\n"
    assert not archive.check(projections=True).problems


def test_what_is_not_read_this_time_takes_nothing_away(
    archive: Archive, write: Write, changed: Callable[[Change], None]
) -> None:
    archive.add([write("a.txt", "The tribunal sat.\n")])
    size = archive.checkpoint().size
    changed(failing)
    (difference,) = again(archive).differences
    assert (difference.became, difference.reason) == (Became.KEPT, "too long")
    assert one(archive).state is State.READ
    assert archive.checkpoint().size == size


def test_the_same_recipe_with_another_result_is_a_defect_that_is_listed(
    archive: Archive, write: Write, changed: Callable[[Change], None]
) -> None:
    archive.add([write("a.txt", "The tribunal sat.\n")])
    item = one(archive)
    changed(with_text("Something else.\n", "1"))
    told = again(archive)
    assert told.became == {"not-determinate": 1}
    assert archive.reading(item.ref).text == "The tribunal sat.\n"
    where = [parse_condition("notice=not-determinate")]
    (listed,) = archive.list(where=where)[1]
    assert listed.item is not None
    assert listed.item.other is not None
    archive.rebuild()
    assert archive.list(where=where)[0] == 1
    assert not archive.check(projections=True).problems, "the other reading is kept, too"


def test_the_same_bytes_under_another_name_are_no_defect_of_the_recipe(
    archive: Archive, tmp_path: Path
) -> None:
    for name in ("a.gz", "photo.jpg"):
        (tmp_path / name).write_bytes(gzip.compress(b"The tribunal sat.\n", mtime=0))
        archive.add([tmp_path / name], Form(source=f"who gave {name}"))
    ref = archive.list()[1][1].ref
    told = again(archive, ref)
    assert told.became["same"] >= 1
    assert "not-determinate" not in told.became
    assert archive.status().not_determinate == 0


def zipped(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in members.items():
            package.writestr(name, content)
    return file.getvalue()


def test_what_was_left_inside_of_a_copy_comes_out_when_more_is_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = zipped(a=b"The tribunal sat.\n", b=b"The tribunal rose.\n")
    (tmp_path / "inner.zip").write_bytes(inner)
    (tmp_path / "outer.zip").write_bytes(zipped(c=b"A list of what is here.\n", inner=inner))
    amana.init(tmp_path / "archive", actor="Dalia Haddad").close()
    monkeypatch.setenv("AMANA_INSIDE_ITEMS", "3")
    with amana.open(tmp_path / "archive", actor="Dalia Haddad") as archive:
        archive.add([tmp_path / "inner.zip"])
        archive.add([tmp_path / "outer.zip"], Form(source="somebody else"))
        (copy,) = archive.list(where=[parse_condition("notice=children-refused")])[1]
        assert archive.list()[0] == 2
        assert archive.status().inside == 4
        assert again(archive, copy.ref).became == {"kept": 1}
    monkeypatch.delenv("AMANA_INSIDE_ITEMS")
    with amana.open(tmp_path / "archive", actor="Dalia Haddad") as archive:
        told = again(archive, copy.ref)
        assert told.became["changed"] == 1
        assert archive.status().inside == 6
        assert archive.list(where=[parse_condition("notice=children-refused")])[0] == 0
        assert again(archive, copy.ref).became == {"same": 3}
        assert archive.check(projections=True).ok
