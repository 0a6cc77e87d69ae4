from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from amana.core import IntegrityError, sha256_hex
from amana.vault.finder import Finder, parse_state, spell_state
from amana.vault.index import PackIndex
from amana.vault.packs import Member, pack_path
from amana.vault.ustar import extent, header, padding

Write = Callable[..., list[Member]]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[PackIndex]:
    index = PackIndex(tmp_path / "vault.db")
    yield index
    index.close()


@pytest.fixture
def finder(packs: Path, index: PackIndex) -> Finder:
    return Finder(packs, index)


def test_a_state_has_one_spelling() -> None:
    assert spell_state(1, 0) == "00000001:0"
    assert spell_state(123456789, 1024) == "123456789:1024"
    assert parse_state("00000002:1536") == (2, 1536)
    wrong = ["", "1:0", "00000001:00", "00000001", "00000001:", "00000001:-512", "00000001:7"]
    wrong += ["00000000:512", "-0000001:0", "00000001:512:0", "\u0660\u0660000001:0"]
    for text in wrong:
        with pytest.raises(IntegrityError, match="not a state of this vault"):
            parse_state(text)


def test_the_index_is_completed_by_the_headers(
    packs: Path, write: Write, finder: Finder, index: PackIndex
) -> None:
    first = write(b"one", b"two", sealed=True)
    second = write(b"six", number=2)
    finder.complete(spell_state(2, extent(3)))
    assert [finder.find(m.sha256) for m in (*first, *second)] == [*first, *second]
    assert index.state() == "00000002:1024"
    more = write(b"six", b"ten", number=2)
    assert finder.find(more[1].sha256) is None
    finder.complete(spell_state(2, 2 * extent(3)))
    assert finder.find(more[1].sha256) == more[1]
    assert finder.find(first[0].sha256) == first[0]
    assert packs.exists()


def test_an_index_that_is_ahead_is_made_again(
    write: Write, finder: Finder, index: PackIndex
) -> None:
    [one] = write(b"one")
    index.add([Member(sha256="ab" * 32, pack=7, offset=512, size=3)], "00000007:1024")
    finder.complete(spell_state(1, extent(3)))
    assert finder.find(one.sha256) == one
    assert index.find("ab" * 32) is None
    assert index.state() == "00000001:1024"


@pytest.mark.parametrize("state", ["garbage", "00000001:100", "\u0661:0"])
def test_an_index_of_no_known_state_is_made_again(
    write: Write, finder: Finder, index: PackIndex, state: str
) -> None:
    [one] = write(b"one")
    index.add([], state)
    finder.complete(spell_state(1, extent(3)))
    assert finder.find(one.sha256) == one


@pytest.mark.parametrize(
    "wrong",
    [
        {"offset": 1536},
        {"offset": 0},
        {"offset": -512},
        {"offset": 1 << 62},
        {"size": 4},
        {"size": -1},
        {"size": 1 << 60},
        {"pack": 2},
        {"pack": -1},
    ],
)
def test_an_index_that_errs_is_not_believed(
    write: Write, finder: Finder, index: PackIndex, wrong: dict[str, int]
) -> None:
    one, _ = write(b"one", b"two")
    right = {"pack": one.pack, "offset": one.offset, "size": one.size}
    index.add([Member(sha256=one.sha256, **{**right, **wrong})], "00000001:2048")
    assert finder.find(one.sha256) is None
    assert finder.search(one.sha256) == one


def test_a_member_whose_bytes_are_not_all_there_is_not_found(
    packs: Path, write: Write, finder: Finder
) -> None:
    one, two = write(b"one", b"x" * 1000)
    finder.complete(spell_state(1, pack_path(packs, 1).stat().st_size))
    os.truncate(pack_path(packs, 1), two.offset + 999)
    assert finder.find(two.sha256) is None
    assert finder.search(two.sha256) is None
    assert finder.find(one.sha256) == one


def test_a_commit_is_noted_only_where_everything_before_it_is_known(
    write: Write, finder: Finder, index: PackIndex
) -> None:
    one, two = write(b"one", b"two")
    finder.complete(spell_state(1, 0))
    finder.add([one], "00000001:0", "00000001:1024")
    assert index.state() == "00000001:1024"
    index.clear()
    finder.add([two], "00000001:1024", "00000001:2048")
    assert finder.find(two.sha256) == two
    assert index.state() is None, "what was before must be read again"
    finder.complete("00000001:2048")
    assert finder.find(one.sha256) == one


def test_a_search_walks_only_what_was_not_walked(
    packs: Path, write: Write, finder: Finder, index: PackIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    members = write(b"one", b"two", sealed=True)
    assert finder.search(members[1].sha256) == members[1]
    started: list[tuple[int, int]] = []
    walk = Finder._members

    def note(self: Finder, number: int, at: int, *, is_open: bool) -> Iterator[Member]:
        started.append((number, at))
        return walk(self, number, at, is_open=is_open)

    monkeypatch.setattr(Finder, "_members", note)
    [six] = write(b"six", number=2)
    assert finder.search(six.sha256) == six
    assert started == [(1, 2 * extent(3)), (2, 0)]
    assert finder.search("ab" * 32) is None
    assert started[2:] == [(2, extent(3))]
    assert index.state() is None, "a reader never writes the index"
    assert packs.exists()


def test_a_walk_in_the_middle_of_a_write_takes_whole_members_only(
    packs: Path, write: Write, finder: Finder
) -> None:
    one, two = write(b"one", b"x" * 1000)
    whole = pack_path(packs, 1).read_bytes()
    for end in (extent(3) + 100, extent(3) + 512, extent(3) + 700, len(whole) - 1):
        pack_path(packs, 1).write_bytes(whole[:end])
        assert finder.search(two.sha256) is None
        assert finder.search(one.sha256) == one
    pack_path(packs, 1).write_bytes(whole)
    assert finder.search(two.sha256) == two


def test_behind_damage_a_member_must_have_its_bytes(
    packs: Path, write: Write, finder: Finder
) -> None:
    """A pack inside a member, with a header that lies, seems to follow a damaged header."""
    lie, truth = sha256_hex(b"truth"), sha256_hex(b"inner")
    trap = b"".join((header(lie, 5), b"lies!", padding(5), header(truth, 5), b"inner", padding(5)))
    outer, last = write(trap, b"last")
    data = bytearray(pack_path(packs, 1).read_bytes())
    data[0] ^= 1
    pack_path(packs, 1).write_bytes(bytes(data))
    finder.complete(spell_state(1, len(data)))
    assert finder.find(outer.sha256) is None
    assert finder.find(lie) is None
    assert finder.find(last.sha256) == last
    found = finder.find(truth)
    assert found is not None, "these bytes are what they say"
    assert found.offset == outer.offset + extent(5) + 512


def test_an_index_that_fails_in_the_middle_is_not_called_complete(
    write: Write, finder: Finder, index: PackIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(b"one", sealed=True)
    write(b"two", number=2)
    add = PackIndex.add
    calls: list[str | None] = []

    def fail_once(self: PackIndex, members: object, state: str | None = None) -> None:
        calls.append(state)
        if len(calls) == 1:
            self.resets += 1
        else:
            add(self, list(members), state)  # type: ignore[call-overload]  # members as they came

    monkeypatch.setattr(PackIndex, "add", fail_once)
    finder.complete("00000002:1024")
    assert calls == [None, None]
    assert index.state() is None


def test_a_pack_that_cannot_be_read_stops_the_completion(
    packs: Path, write: Write, finder: Finder, index: PackIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(b"one")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(IntegrityError, match=r"00000001.tar cannot be read: Permission denied"):
        finder.complete("00000001:1024")
    assert index.state() is None
    assert packs.exists()
