"""Tombstones in packs, and large objects that are overwritten before they go."""

from __future__ import annotations

import os
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from amana.core import IntegrityError, UnavailableError, sha256_hex
from amana.vault.check import object_path
from amana.vault.erasing import erase_member, erase_object
from amana.vault.packs import Member, PackWriter, pack_path
from amana.vault.ports import Extent
from amana.vault.ustar import BLOCK, header

CONTENTS = [b"first", b"second" * 200, b"third"]


@pytest.fixture
def members(tmp_path: Path) -> list[Member]:
    """Return the members of a pack in `tmp_path`."""
    writer = PackWriter(tmp_path, 1, 0)
    made = [writer.append(sha256_hex(content), content) for content in CONTENTS]
    writer.sync()
    writer.close()
    return made


def place_of(member: Member) -> Extent:
    return Extent(pack=member.pack, offset=member.offset - BLOCK, size=member.size)


@pytest.mark.parametrize("number", range(3))
def test_a_tombstone_keeps_place_and_size_and_nothing_else(
    tmp_path: Path, members: list[Member], number: int
) -> None:
    before = pack_path(tmp_path, 1).read_bytes()
    place = place_of(members[number])
    for _ in range(2):  # again, as after a crash
        erase_member(tmp_path, place, {members[number].sha256}, sealed=False)
    after = pack_path(tmp_path, 1).read_bytes()
    end = place.offset + BLOCK + place.size
    assert after[: place.offset] == before[: place.offset]
    assert after[place.offset : place.offset + BLOCK] == header("erased", place.size)
    assert not any(after[place.offset + BLOCK : end])
    assert after[end:] == before[end:]
    with tarfile.open(pack_path(tmp_path, 1)) as pack:
        names = [member.sha256 for member in members]
        names[number] = "erased"
        assert pack.getnames() == names


def test_a_sealed_pack_is_read_only_again_afterwards(tmp_path: Path, members: list[Member]) -> None:
    pack = pack_path(tmp_path, 1)
    for mode in (0o444, 0o644):  # a crash may have left it open
        pack.chmod(mode)
        erase_member(tmp_path, place_of(members[0]), {members[0].sha256}, sealed=True)
        assert pack.stat().st_mode & 0o777 == 0o444


@pytest.mark.parametrize(
    "wrong",
    [
        lambda place: Extent(pack=1, offset=place.offset, size=place.size + 1),
        lambda place: Extent(pack=1, offset=place.offset + BLOCK, size=place.size),
        lambda _: Extent(pack=1, offset=1 << 20, size=5),
    ],
    ids=["size", "offset", "beyond"],
)
def test_nothing_is_overwritten_where_something_else_stands(
    tmp_path: Path, members: list[Member], wrong: Callable[[Extent], Extent]
) -> None:
    before = pack_path(tmp_path, 1).read_bytes()
    with pytest.raises(IntegrityError, match="holds something else at byte"):
        erase_member(tmp_path, wrong(place_of(members[1])), {members[1].sha256}, sealed=False)
    with pytest.raises(IntegrityError, match="holds something else at byte"):
        erase_member(tmp_path, place_of(members[1]), {members[0].sha256}, sealed=False)
    assert pack_path(tmp_path, 1).read_bytes() == before


def test_a_link_is_not_followed(tmp_path: Path, members: list[Member]) -> None:
    elsewhere = tmp_path / "elsewhere"
    pack_path(tmp_path, 1).rename(elsewhere)
    elsewhere.chmod(0o444)
    pack_path(tmp_path, 1).symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    with pytest.raises(UnavailableError):
        erase_member(tmp_path, place_of(members[0]), {members[0].sha256}, sealed=True)
    assert elsewhere.read_bytes() == before
    assert elsewhere.stat().st_mode & 0o777 == 0o444


def test_a_large_object_is_overwritten_before_it_goes(tmp_path: Path) -> None:
    content = b"large " * 300_000
    sha256 = sha256_hex(content)
    path = object_path(tmp_path, sha256)
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    path.chmod(0o444)
    other_name = tmp_path / "kept-to-look-at"
    os.link(path, other_name)
    for _ in range(2):
        erase_object(tmp_path, sha256)
        assert list(tmp_path.iterdir()) == [other_name]
    assert other_name.read_bytes() == bytes(len(content))


def test_folders_that_others_need_stay(tmp_path: Path) -> None:
    gone, kept = "ab" * 32, "ab" * 31 + "cd"
    for sha256 in (gone, kept):
        object_path(tmp_path, sha256).parent.mkdir(parents=True, exist_ok=True)
        object_path(tmp_path, sha256).write_bytes(b"x")
    erase_object(tmp_path, gone)
    assert not object_path(tmp_path, gone).exists()
    assert object_path(tmp_path, kept).read_bytes() == b"x"


def test_a_link_in_the_place_of_an_object_is_removed_and_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "elsewhere"
    target.write_bytes(b"not ours")
    path = object_path(tmp_path / "objects", "ef" * 32)
    path.parent.mkdir(parents=True)
    path.symlink_to(target)
    erase_object(tmp_path / "objects", "ef" * 32)
    assert target.read_bytes() == b"not ours"
    assert not (tmp_path / "objects" / "ef").exists()
