"""Damaged packs and objects: what can be put right, and from where."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

from amana.vault import VaultMending, VaultSource, find_in_packs, parse_state
from amana.vault.backends import MemoryReplica, PosixVault
from amana.vault.mending import OWN, Patch
from amana.vault.ports import Extent
from amana.vault.ustar import ERASED, header

SMALL = [b"small %d " % n * 60 for n in range(12)]
PACK = "vault/packs/00000001.tar"


class House:
    """A vault of two packs and a large object, and a copy of it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        vault = PosixVault(root / "vault", root / "work", root / "c" / "vault.db", seal_at=8000)
        large = [bytes([n]) * (1 << 20) for n in range(2)]
        self.wanted = {vault.put(io.BytesIO(content)).sha256 for content in (*SMALL, *large)}
        self.state = parse_state(vault.sync())
        vault.accept()
        vault.close()
        self.copy = MemoryReplica()
        for path in (root / "vault").rglob("*"):
            if path.is_file():
                self.copy.put(str(path.relative_to(root)), [path.read_bytes()])

    def mending(self, *, alone: bool = False, erased: set[Extent] | None = None) -> VaultMending:
        sources = [] if alone else [VaultSource(name="copy", replica=self.copy)]
        return VaultMending(self.root / "vault", self.state, self.wanted, erased or set(), sources)

    def damage(self, path: str, data: bytes) -> None:
        place = self.root / path
        place.chmod(0o644)
        place.write_bytes(data)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def right(house: House, patch: Patch) -> bool:
    """Tell whether a patch gives back what the copy has."""
    return patch.pieces is not None and b"".join(patch.pieces()) == house.copy.held[patch.path]


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def test_a_vault_as_it_was_needs_nothing(house: House) -> None:
    assert list(house.mending().packs()) == []
    assert list(house.mending().large([])) == []


@pytest.mark.parametrize(("at", "source"), [(7, OWN), (130, OWN), (1020, OWN), (600, "copy")])
def test_a_damaged_stretch_is_filled(house: House, at: int, source: str) -> None:
    data = house.copy.held[PACK]
    house.damage(PACK, flipped(data, at))
    (patch,) = house.mending().packs()
    assert patch.source == source
    assert right(house, patch)
    alone = list(house.mending(alone=True).packs())
    assert (alone[0].pieces is None) == (source == "copy")


@pytest.mark.parametrize("keep", [0, 700, 2048, 5000])
def test_a_pack_that_was_cut_short_comes_from_a_copy(house: House, keep: int) -> None:
    house.damage(PACK, house.copy.held[PACK][:keep])
    (patch,) = house.mending().packs()
    assert right(house, patch)


def test_a_copy_that_is_damaged_itself_is_not_used(house: House) -> None:
    data = house.copy.held[PACK]
    house.damage(PACK, flipped(data, 600))
    house.copy.held[PACK] = flipped(data, 601)
    (patch,) = house.mending().packs()
    assert patch.pieces is None
    assert patch.source == "no copy has all of it"


def test_what_was_erased_comes_back_as_a_tombstone(house: House) -> None:
    (house.root / PACK).unlink()
    first = Extent(pack=1, offset=0, size=len(SMALL[0]))
    (patch,) = house.mending(erased={first}).packs()
    assert patch.pieces
    data = b"".join(patch.pieces())
    assert data[:512] == header(ERASED, len(SMALL[0]))
    assert not any(data[512:1024])
    assert data[1024:] == house.copy.held[PACK][1024:]


def test_what_the_log_does_not_name_is_not_brought_back(house: House) -> None:
    (house.root / PACK).unlink()
    house.wanted.pop()
    found = [patch for patch in house.mending().packs() if patch.pieces is not None]
    for patch in found:
        assert right(house, patch)


def test_large_objects_come_from_a_copy_or_from_under_another_name(house: House) -> None:
    one, other = sorted(
        path for path in (house.root / "vault/objects").rglob("*") if path.is_file()
    )
    first, second = one.read_bytes(), other.read_bytes()
    house.damage(str(one.relative_to(house.root)), second)
    house.damage(str(other.relative_to(house.root)), first)
    patches = list(house.mending(alone=True).large([]))
    assert [patch.source for patch in patches] == [OWN, OWN]
    shutil.rmtree(house.root / "vault" / "objects")
    patches = list(house.mending().large([one.name, "0" * 64]))
    assert [patch.source for patch in patches] == ["copy"]
    assert right(house, patches[0])


def test_small_objects_are_found_in_the_packs_of_a_copy(house: House) -> None:
    source = VaultSource(name="copy", replica=house.copy)
    assert set(find_in_packs(source, house.wanted)) == set(SMALL)
    house.copy.held[PACK] = flipped(house.copy.held[PACK], 600)
    assert len(set(find_in_packs(source, house.wanted))) == len(SMALL) - 1


def test_what_is_wrong_says_where_its_member_begins(house: House) -> None:
    damaged = flipped(house.copy.held[PACK], 900)
    house.damage(PACK, damaged)
    (patch,) = house.mending().packs()
    assert patch.detail == "has other bytes than when it was taken in (member at byte 0)"
    house.damage(PACK, flipped(damaged, 3))
    (patch,) = house.mending().packs()
    assert patch.detail.endswith("(from byte 0)"), "of what is no member, it is where damage begins"
