from __future__ import annotations

import errno
import os
import stat
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from amana.core import IntegrityError, StorageFull, UnavailableError, sha256_hex
from amana.vault.packs import Member, PackWriter, cut_packs, pack_numbers, pack_path
from amana.vault.ustar import END, extent

Write = Callable[..., list[Member]]


def put(writer: PackWriter, *contents: bytes) -> list[Member]:
    return [writer.append(sha256_hex(content), content) for content in contents]


def test_a_pack_is_a_tar_file_that_grows(packs: Path, writer: PackWriter, write: Write) -> None:
    members = put(writer, b"one", b"", b"x" * 1000)
    writer.sync()
    path = pack_path(packs, 1)
    grown = path.read_bytes()
    assert writer.length == len(grown) == extent(3) + extent(0) + extent(1000)
    for member, content in zip(members, (b"one", b"", b"x" * 1000), strict=True):
        assert grown[member.offset : member.offset + member.size] == content
    with tarfile.open(path, "r:") as tar:
        assert tar.getnames() == [member.sha256 for member in members]
    write(b"one", b"", b"x" * 1000)
    assert path.read_bytes() == grown, "the same bytes, however they came"


def test_nothing_is_on_the_disk_before_it_must_be(packs: Path, writer: PackWriter) -> None:
    put(writer, b"one")
    assert not packs.exists()
    writer.sync()
    assert pack_path(packs, 1).exists()


def test_much_is_written_on_the_way(packs: Path, writer: PackWriter) -> None:
    put(writer, *(bytes([i]) * (1 << 20) for i in range(5)))
    assert pack_path(packs, 1).stat().st_size > 4 << 20


def test_a_full_pack_is_sealed_and_the_next_begins(packs: Path) -> None:
    writer = PackWriter(packs, 1, 0, seal_at=extent(100) * 2 + len(END))
    members = put(writer, b"a" * 100, b"b" * 100, b"c" * 100)
    writer.sync()
    assert [member.pack for member in members] == [1, 1, 2]
    assert (writer.number, writer.length) == (2, extent(100))
    sealed = pack_path(packs, 1)
    assert sealed.stat().st_size == extent(100) * 2 + len(END)
    assert sealed.read_bytes().endswith(END)
    assert stat.S_IMODE(sealed.stat().st_mode) == 0o444
    assert members[2].offset == 512


def test_a_member_greater_than_a_pack_gets_one_of_its_own(packs: Path) -> None:
    writer = PackWriter(packs, 1, 0, seal_at=2048)
    members = put(writer, b"x" * 9000, b"y")
    writer.sync()
    assert [member.pack for member in members] == [1, 2]


def test_an_open_pack_is_gone_on_with(packs: Path, writer: PackWriter) -> None:
    put(writer, b"one")
    writer.sync()
    writer.close()
    again = PackWriter(packs, 1, writer.length)
    [member] = put(again, b"two")
    again.sync()
    assert member.offset == extent(3) + 512
    assert pack_path(packs, 1).stat().st_size == 2 * extent(3)


@pytest.mark.parametrize("length", [0, 512, 2048])
def test_a_pack_of_another_length_is_not_appended_to(
    packs: Path, write: Write, length: int
) -> None:
    write(b"one")
    before = pack_path(packs, 1).read_bytes()
    writer = PackWriter(packs, 1, length)
    put(writer, b"two")
    with pytest.raises(IntegrityError, match=f"has 1024 bytes where {length} were expected"):
        writer.sync()
    assert pack_path(packs, 1).read_bytes() == before


def test_a_pack_that_is_a_link_is_not_written_through(
    packs: Path, writer: PackWriter, tmp_path: Path
) -> None:
    packs.mkdir()
    (tmp_path / "elsewhere").touch()
    pack_path(packs, 1).symlink_to(tmp_path / "elsewhere")
    put(writer, b"one")
    with pytest.raises(UnavailableError, match="refused to write"):
        writer.sync()


@pytest.mark.parametrize("call", ["write", "fdatasync", "fsync"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_after_a_failure_nothing_more_is_written(
    packs: Path, writer: PackWriter, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    def fail(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    put(writer, b"one")
    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        with pytest.raises(StorageFull if number == errno.ENOSPC else UnavailableError):
            writer.sync()
    for more in (writer.sync, lambda: put(writer, b"two")):
        with pytest.raises(UnavailableError, match="an earlier write to the vault failed"):
            more()
    writer.close()
    cut_packs(packs, 1, 0, None)
    assert [path.stat().st_size for path in packs.glob("*")] in ([], [0])


def test_the_name_of_a_new_pack_is_made_durable(
    packs: Path, writer: PackWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    fsync = os.fsync

    def note(descriptor: int) -> None:
        synced.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    put(writer, b"one")
    writer.sync()
    assert synced == [packs.parent.name, "packs"]
    put(writer, b"two")
    writer.sync()
    assert len(synced) == 2, "once is enough"


def test_only_packs_are_counted(packs: Path) -> None:
    assert pack_numbers(packs) == []
    packs.mkdir()
    strays = ["1.tar", "000000002.tar", "00000000.tar", "0000000\u0663.tar", "00000003.tar.bak"]
    for name in ("00000002.tar", "00000010.tar", "123456789.tar", "00000004.zip", *strays):
        (packs / name).touch()
    (packs / "00000005.tar").mkdir()
    (packs / "00000006.tar").symlink_to(packs / "00000002.tar")
    assert pack_numbers(packs) == [2, 10, 123456789]
    assert pack_path(packs, 10).name == "00000010.tar"


def test_what_stands_behind_a_length_goes_to_quarantine(
    packs: Path, write: Write, tmp_path: Path
) -> None:
    quarantine = tmp_path / "quarantine"
    write(b"one", b"two")
    write(b"three", number=2)
    first, second = (pack_path(packs, number).read_bytes() for number in (1, 2))
    cut_packs(packs, 1, extent(3), quarantine)
    assert pack_path(packs, 1).read_bytes() == first[: extent(3)]
    assert pack_numbers(packs) == [1]
    kept = sorted(quarantine.iterdir(), key=lambda path: path.name.split("-", 5)[5])
    assert [path.name.split("-", 5)[5] for path in kept] == [
        "00000001.tar.from-1024", "00000002.tar.from-0",
    ]  # fmt: skip
    assert [path.read_bytes() for path in kept] == [first[extent(3) :], second]


def test_quarantine_never_overwrites(packs: Path, write: Write, tmp_path: Path) -> None:
    quarantine = tmp_path / "quarantine"
    for content in (b"one", b"two", b"six"):
        write(content)
        cut_packs(packs, 1, 0, quarantine)
        for stray in sorted(quarantine.iterdir())[:-2]:
            stray.unlink()
    assert len(list(quarantine.iterdir())) == 2


def test_without_a_quarantine_it_is_dropped(packs: Path, write: Write) -> None:
    write(b"one", b"two")
    cut_packs(packs, 1, extent(3), None)
    assert pack_path(packs, 1).stat().st_size == extent(3)
    cut_packs(packs, 1, 0, None)
    assert pack_numbers(packs) == []
    cut_packs(packs, 1, 0, None)


def test_a_seal_that_was_not_committed_is_undone(packs: Path, write: Write, tmp_path: Path) -> None:
    write(b"one", sealed=True)
    pack_path(packs, 1).chmod(0o444)
    (packs / "00000002.tar").touch()
    cut_packs(packs, 1, extent(3), tmp_path / "quarantine")
    assert pack_path(packs, 1).stat().st_size == extent(3)
    assert pack_numbers(packs) == [1]
    writer = PackWriter(packs, 1, extent(3))
    put(writer, b"two")
    writer.sync()


@pytest.mark.parametrize("length", [1025, 4096])
def test_a_pack_that_lost_bytes_is_left_alone(
    packs: Path, write: Write, tmp_path: Path, length: int
) -> None:
    write(b"one")
    write(b"two", number=2)
    with pytest.raises(IntegrityError, match=f"has 1024 bytes, but {length} were committed"):
        cut_packs(packs, 1, length, tmp_path / "quarantine")
    assert pack_numbers(packs) == [1, 2]
    with pytest.raises(IntegrityError, match="has 0 bytes"):
        cut_packs(packs, 3, length, tmp_path / "quarantine")
