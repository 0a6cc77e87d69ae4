from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from amana.archive import Archive
from amana.core import PurposeRequired
from amana.records import Form

Write = Callable[[str, str], Path]


@pytest.fixture
def parcel(tmp_path: Path) -> Path:
    path = tmp_path / "parcel.zip"
    with zipfile.ZipFile(path, "w") as file:
        for number in range(3):
            file.writestr(f"{number}.txt", f"letter {number}\n")
    return path


def test_a_closer_look_is_taken_where_it_is_asked_for(archive: Archive, parcel: Path) -> None:
    archive.add([parcel])
    ref = archive.list()[1][0].ref
    assert archive.show(ref).closer is None
    closer = archive.show(ref, closer=True).closer
    assert closer is not None
    assert [each.thing.ref for each in closer.contents] == [f"{ref}.{n}" for n in (1, 2, 3)]
    inside = archive.show(f"{ref}.2", closer=True).closer
    assert inside is not None
    assert inside.way == ("parcel.zip", "1.txt")
    assert archive.readings.way(f"{ref}.2") == ("parcel.zip", "1.txt")


def test_a_closer_look_at_what_is_restricted_is_one_entry(
    archive: Archive, parcel: Path, confidential: Form
) -> None:
    archive.add([parcel], confidential)
    ref = archive.list()[1][0].ref
    with pytest.raises(PurposeRequired):
        archive.show(ref, closer=True)
    assert archive.readings.way(f"{ref}.1") == ()
    size = archive.checkpoint().size
    closer = archive.show(ref, closer=True, purpose="inquiry 12/2026").closer
    assert closer is not None
    assert not any(each.thing.hidden for each in closer.contents)
    assert archive.checkpoint().size == size + 1
    (entry,) = (e for e in archive.entries(purpose="inquiry 12/2026")[1] if e.get("what") == "item")
    assert entry.get("items") == [ref, *(f"{ref}.{n}" for n in (1, 2, 3))]


def test_what_is_restricted_elsewhere_is_not_told_of_inside(
    archive: Archive, parcel: Path, write: Write, confidential: Form
) -> None:
    archive.add([parcel])
    archive.add([write("protected.txt", "letter 1\n")], confidential)
    ref = archive.list()[1][0].ref
    closer = archive.show(ref, closer=True).closer
    assert closer is not None
    hidden = {each.thing.ref for each in closer.contents if each.thing.hidden}
    assert hidden == {f"{ref}.2"}
    assert closer.contents[1].thing.item is None


def test_a_damaged_reading_hides_nothing_else(archive: Archive, parcel: Path) -> None:
    archive.add([parcel])
    row = archive.list()[1][0]
    stored = archive.show(row.ref).readings[0].derivative
    for pack in (archive.root / "vault" / "packs").iterdir():
        data = pack.read_bytes()
        at = data.index(b'"children":', data.index(stored.encode()))
        pack.chmod(0o600)
        pack.write_bytes(data[:at] + b"!" + data[at + 1 :])
    closer = archive.show(row.ref, closer=True).closer
    assert closer is not None
    assert closer.warnings == ()
    assert len(closer.contents) == 3


def test_where_texts_are_not_analysed_none_waits(
    archive: Archive, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.add([write("letter.txt", "a letter\n")])
    ref = archive.list()[1][0].ref
    assert archive.show(ref).analysis is None
    monkeypatch.setenv("AMANA_ANALYSTS", "1")
    with Archive(archive.root) as analysing:
        found = analysing.show(ref).analysis
    assert found is not None
    assert found.state == "waiting"
