from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from amana.core import UnavailableError
from amana.vault.index import PackIndex
from amana.vault.packs import Member

MEMBER = Member(sha256="ab" * 32, pack=3, offset=1536, size=100)
OTHER = Member(sha256="cd" * 32, pack=4, offset=512, size=0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "vault.db"


def filled(path: Path | None) -> PackIndex:
    index = PackIndex(path)
    index.add([MEMBER], "00000003:2048")
    return index


@pytest.mark.parametrize("kept", [True, False])
def test_it_knows_what_it_was_told(path: Path, *, kept: bool) -> None:
    index = PackIndex(path if kept else None)
    assert index.state() is None
    assert index.find(MEMBER.sha256) is None
    index.add([MEMBER, OTHER], "00000003:2048")
    assert index.state() == "00000003:2048"
    assert index.find(MEMBER.sha256) == MEMBER
    assert index.find("ef" * 32) is None
    moved = Member(sha256=MEMBER.sha256, pack=9, offset=512, size=100)
    index.add([moved])
    assert index.find(MEMBER.sha256) == moved
    assert index.state() == "00000003:2048"
    index.clear()
    assert (index.state(), index.find(OTHER.sha256)) == (None, None)
    index.close()


def test_it_survives_being_closed(path: Path) -> None:
    filled(path).close()
    again = PackIndex(path)
    assert (again.state(), again.find(MEMBER.sha256)) == ("00000003:2048", MEMBER)
    again.close()


def test_two_processes_see_the_same(path: Path) -> None:
    first, second = filled(path), PackIndex(path)
    first.add([OTHER], "00000004:512")
    assert (second.state(), second.find(OTHER.sha256)) == ("00000004:512", OTHER)
    first.close()
    second.close()


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"garbage" * 1000,
        b"SQLite format 3\0" + b"\xff" * 5000,
    ],
)
def test_a_file_that_is_no_table_is_made_again(path: Path, damage: bytes) -> None:
    filled(path).close()
    path.write_bytes(damage)
    index = PackIndex(path)
    assert (index.state(), index.find(MEMBER.sha256)) == (None, None)
    index.add([MEMBER], "00000003:2048")
    index.close()
    again = PackIndex(path)
    assert again.find(MEMBER.sha256) == MEMBER
    again.close()


def test_damage_that_shows_only_later_empties_the_table(path: Path) -> None:
    index = PackIndex(path)
    index.add(
        [Member(sha256=f"{i:064x}", pack=1, offset=512 * i, size=1) for i in range(5000)], "s"
    )
    index.close()
    data = bytearray(path.read_bytes())
    data[32768:] = b"\xff" * (len(data) - 32768)
    path.write_bytes(bytes(data))
    index = PackIndex(path)
    for number in range(0, 5000, 97):
        index.find(f"{number:064x}")
    assert index.resets == 1
    assert index.state() is None
    assert index.find(f"{0:064x}") is None
    index.add([MEMBER], "t")
    assert index.find(MEMBER.sha256) == MEMBER
    index.close()


def test_a_table_of_another_make_is_made_again(path: Path) -> None:
    path.parent.mkdir()
    newer = "CREATE TABLE meta (name TEXT, value TEXT); INSERT INTO meta VALUES ('schema', '999')"
    for script in (newer, "CREATE TABLE meta (other TEXT)"):
        path.unlink(missing_ok=True)
        db = sqlite3.connect(path)
        db.executescript(script)
        db.close()
        index = PackIndex(path)
        index.add([MEMBER], "s")
        assert index.find(MEMBER.sha256) == MEMBER
        index.close()


def test_a_table_without_its_members_is_made_again(path: Path) -> None:
    filled(path).close()
    db = sqlite3.connect(path)
    db.execute("DROP TABLE member")
    db.execute("CREATE TABLE member (x)")
    db.commit()
    db.close()
    index = PackIndex(path)
    assert index.find(MEMBER.sha256) is None
    assert index.resets == 1
    assert index.state() is None
    index.close()


def test_numbers_that_are_none_are_no_answer(path: Path) -> None:
    filled(path).close()
    db = sqlite3.connect(path)
    db.execute("UPDATE member SET start = 'here'")
    db.commit()
    db.close()
    index = PackIndex(path)
    assert index.find(MEMBER.sha256) is None
    index.close()


@pytest.mark.parametrize("obstacle", ["a folder in its place", "a file for its folder"])
def test_where_no_table_can_be_kept_it_is_kept_in_memory(path: Path, obstacle: str) -> None:
    if obstacle == "a folder in its place":
        (path / "sub").mkdir(parents=True)
    else:
        path.parent.write_bytes(b"")
    index = filled(path)
    assert index.find(MEMBER.sha256) == MEMBER
    index.close()


def test_a_table_that_somebody_holds_is_left_to_them(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(path).close()
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **k: connect(*a, **{**k, "timeout": 0}))
    index = PackIndex(path)
    holder = connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    index.add([OTHER], "00000004:512")
    assert index.resets == 1
    index.add([OTHER], "00000004:512")
    assert index.find(OTHER.sha256) == OTHER, "in memory from now on"
    index.close()
    holder.execute("COMMIT")
    holder.close()
    again = PackIndex(path)
    assert (again.state(), again.find(OTHER.sha256)) == ("00000003:2048", None)
    again.close()


def test_members_are_taken_in_whole_or_not_at_all(path: Path) -> None:
    index = filled(path)

    def broken() -> list[Member]:
        return [OTHER, Member(sha256="ef" * 32, pack=1, offset=1 << 70, size=1)]

    with pytest.raises(OverflowError):
        index.add(broken(), "00000009:512")
    assert (index.state(), index.find(OTHER.sha256)) == ("00000003:2048", None)
    index.close()


def test_a_closed_table_is_not_mistaken_for_a_damaged_one(path: Path) -> None:
    index = filled(path)
    index.close()
    with pytest.raises(sqlite3.ProgrammingError):
        index.state()
    assert path.exists()


def test_what_is_forgotten_leaves_no_byte_in_any_of_its_files(path: Path) -> None:
    index = filled(path)
    index.add([OTHER])
    index.forget([MEMBER.sha256, "ef" * 32])
    assert (index.find(MEMBER.sha256), index.find(OTHER.sha256)) == (None, OTHER)
    assert index.state() == "00000003:2048"
    for file in path.parent.iterdir():
        assert MEMBER.sha256.encode() not in file.read_bytes(), file.name
    index.close()


def test_a_reader_that_does_not_end_is_told(path: Path) -> None:
    index = filled(path)
    index._db.execute("PRAGMA busy_timeout = 10")
    reader = sqlite3.connect(path)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM member").fetchone()
    with pytest.raises(UnavailableError, match="it is being read"):
        index.forget([MEMBER.sha256])
    reader.close()
    index.forget([MEMBER.sha256])
    index.close()
