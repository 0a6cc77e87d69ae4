from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from amana.core import IntegrityError, sha256_hex
from amana.vault.packs import Member, pack_path
from amana.vault.scan import Scan, readable, scan_pack
from amana.vault.ustar import END, extent, header

Write = Callable[..., list[Member]]
STRAY = "holds bytes that are no member, or a damaged header"
BAD_END = "ends in two blocks that are neither a member nor zero"


def scan(
    packs: Path, *, is_open: bool = True, hash_bytes: bool = True, start: int = 0
) -> list[Scan]:
    return list(scan_pack(packs, 1, is_open=is_open, hash_bytes=hash_bytes, start=start))


def damage(packs: Path, place: int, bits: int = 1) -> None:
    path = pack_path(packs, 1)
    data = bytearray(path.read_bytes())
    data[place] ^= bits
    path.write_bytes(bytes(data))


def details(found: list[Scan]) -> list[tuple[str | None, str | None]]:
    return [(s.member.sha256[:4] if s.member else None, s.detail) for s in found]


@pytest.mark.parametrize("sealed", [True, False])
def test_a_pack_is_walked_member_by_member(packs: Path, write: Write, *, sealed: bool) -> None:
    members = write(b"one", b"", bytes(5000), b"x" * 512, sealed=sealed)
    found = scan(packs, is_open=not sealed)
    assert [s.member for s in found] == members
    assert [s.size for s in found] == [3, 0, 5000, 512]
    assert not any(s.detail for s in found)


def test_a_walk_can_begin_where_another_ended(packs: Path, write: Write) -> None:
    members = write(b"one", b"two", b"six")
    assert [s.member for s in scan(packs, start=extent(3))] == members[1:]
    assert scan(packs, start=3 * extent(3)) == []


def test_every_flipped_bit_is_told_with_its_place(packs: Path, write: Write) -> None:
    members = write(b"first", b"second", sealed=True)
    total = pack_path(packs, 1).stat().st_size
    for place in (*range(0, 280, 3), *range(280, total, 23), total - 1):
        damage(packs, place, 1 << place % 8)
        wrong = [s for s in scan(packs, is_open=False) if s.detail]
        assert len(wrong) == 1, place
        assert wrong[0].offset <= place < wrong[0].offset + max(wrong[0].size, 1) + 1024, place
        damage(packs, place, 1 << place % 8)
    assert [s.member for s in scan(packs, is_open=False)] == members


def test_what_is_wrong_is_told_in_its_own_words(packs: Path, write: Write) -> None:
    first, second = write(b"first", b"second")
    cases = {
        3: [
            (None, STRAY),
            (second.sha256[:4], None),
        ],
        first.offset: [
            (first.sha256[:4], "has other bytes than when it was taken in"),
            (second.sha256[:4], None),
        ],
        first.offset + 9: [
            (first.sha256[:4], "has padding that is not zero"),
            (second.sha256[:4], None),
        ],
    }
    for place, expected in cases.items():
        damage(packs, place)
        assert details(scan(packs)) == expected
        damage(packs, place)


def test_without_hashing_only_the_frame_is_seen(packs: Path, write: Write) -> None:
    first, _ = write(b"first", b"second")
    damage(packs, first.offset)
    assert not any(s.detail for s in scan(packs, hash_bytes=False))


@pytest.mark.parametrize("cut", [1, 500, 512, 515, 1000])
def test_a_pack_that_ends_too_early_is_told(packs: Path, write: Write, cut: int) -> None:
    write(b"first", b"x" * 600)
    path = pack_path(packs, 1)
    path.write_bytes(path.read_bytes()[:-cut])
    for hash_bytes in (True, False):
        *_, last = scan(packs, hash_bytes=hash_bytes)
        assert last.detail == "ends inside a member"
        assert last.offset + last.size == path.stat().st_size


def test_a_size_that_promises_gigabytes_costs_no_memory(packs: Path) -> None:
    packs.mkdir()
    pack_path(packs, 1).write_bytes(header("ab" * 32, 8**11 - 1) + b"little")
    assert [s.detail for s in scan(packs)] == ["ends inside a member"]


@pytest.mark.parametrize(
    ("tail", "told"),
    [
        (b"", ["is not sealed"]),
        (END[:512], [STRAY, "is not sealed"]),
        (END[:-1], [STRAY, "is not sealed"]),
        (END + b"\0", [STRAY, "is not sealed"]),
        (END + END, [STRAY]),
        (b"stray" + END, [STRAY, "is not sealed"]),
        (bytes(512) + b"\1" + bytes(511) + END, [STRAY]),
        (END[:-1] + b"\1", [BAD_END]),
        (b"\1" + END[1:], [BAD_END]),
    ],
)
def test_a_sealed_pack_ends_in_two_zero_blocks(
    packs: Path, write: Write, tail: bytes, told: list[str]
) -> None:
    write(b"one")
    path = pack_path(packs, 1)
    path.write_bytes(path.read_bytes() + tail)
    assert [s.detail for s in scan(packs, is_open=False) if s.detail] == told


@pytest.mark.parametrize(
    ("tail", "told"),
    [
        (END, "is sealed, but no pack follows"),
        (b"\0", STRAY),
        (bytes(512), STRAY),
        (bytes(4096), STRAY),
    ],
)
def test_an_open_pack_ends_with_its_last_member(
    packs: Path, write: Write, tail: bytes, told: str
) -> None:
    write(b"one")
    path = pack_path(packs, 1)
    path.write_bytes(path.read_bytes() + tail)
    assert [s.detail for s in scan(packs) if s.detail] == [told]


def test_a_damaged_last_member_does_not_hide_the_seal(packs: Path, write: Write) -> None:
    write(b"one", b"two", sealed=True)
    damage(packs, extent(3) + 5)
    assert [s.detail for s in scan(packs, is_open=False) if s.detail] == [STRAY]


def test_behind_a_damaged_header_the_members_are_found_again(packs: Path, write: Write) -> None:
    members = write(b"one", b"x" * 3000, b"two")
    damage(packs, members[1].offset - 512)
    found = scan(packs)
    assert [s.member for s in found] == [members[0], None, members[2]]
    assert found[1].size == extent(3000)


def test_a_pack_inside_a_member_is_no_part_of_the_walk(packs: Path, write: Write) -> None:
    inner = header(sha256_hex(b"inner"), 5) + b"inner" + bytes(507)
    members = write(b"one", inner, b"two")
    assert [s.member for s in scan(packs)] == members


def test_what_cannot_be_read_is_told_as_such(packs: Path, tmp_path: Path) -> None:
    with pytest.raises(IntegrityError, match=r"00000001.tar cannot be read: No such file"):
        scan(packs)
    with pytest.raises(IntegrityError, match="cannot be read"), readable(tmp_path):
        tmp_path.read_bytes()


def test_a_member_says_that_it_begins_there_and_a_stretch_that_it_does(
    tmp_path: Path, write: Write
) -> None:
    write(b"one", b"two")
    packs = tmp_path / "packs"
    assert [each.place for each in scan(packs)] == ["member at byte 0", "member at byte 1024"]
    damage(packs, 0)
    assert [each.place for each in scan(packs)] == ["from byte 0", "member at byte 1024"]
