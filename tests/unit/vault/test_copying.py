"""Bringing a replica's packs and objects up to date, and what must never replace anything there."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from amana.core import IntegrityError, StorageFull, sha256_hex
from amana.vault import VaultCheck
from amana.vault.backends import PosixReplica, PosixVault
from amana.vault.copying import Stamp, VaultCopy, pack_pieces

LARGE = [bytes([n]) * (1 << 20) for n in range(3)]
SMALL = [b"small %d " % n * 60 for n in range(40)]
PACK = "vault/packs/00000001.tar"


class House:
    """A vault, what it should hold, and a replica of it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.vault = PosixVault(
            root / "vault", root / "work", root / "cache" / "vault.db", seal_at=8000
        )
        self.state = self.vault.empty_state
        self.wanted: set[str] = set()
        self.stamps: dict[str, Stamp] = {}
        self.replica = PosixReplica(root / "replica")

    def add(self, *contents: bytes) -> None:
        self.wanted |= {self.vault.put(io.BytesIO(content)).sha256 for content in contents}
        self.state = self.vault.sync()
        self.vault.accept()

    def copy(self) -> VaultCopy:
        run = VaultCopy(self.root / "vault", self.replica, self.stamps, self.wanted.__contains__)
        for _ in run.run(self.state):
            pass
        self.replica.settle()
        return run

    def problems(self) -> list[str]:
        """Check the replica."""
        verdicts = VaultCheck(self.root / "replica" / "vault", self.wanted).run()
        return [f"{v.problem.path} {v.problem.detail}" for v in verdicts if v.problem]

    def held(self) -> dict[str, bytes]:
        return {
            path: (self.root / "replica" / path).read_bytes() for path, _ in self.replica.files()
        }


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    made.add(*SMALL[:20], LARGE[0])
    yield made
    made.vault.close()


def overwrite(path: Path, data: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(data)


def flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    overwrite(path, bytes(data))


def test_a_copy_is_whole_and_the_second_run_copies_nothing(house: House) -> None:
    assert house.copy().copied > 1 << 20
    assert house.problems() == []
    assert house.copy().copied == 0


def test_what_is_new_is_added_and_nothing_is_copied_twice(house: House) -> None:
    house.copy()
    more = SMALL[20:] + LARGE[1:2]
    house.add(*more)
    run = house.copy()
    assert house.problems() == []
    assert run.problems == []
    assert run.copied < sum(len(content) + 1024 for content in more) + 4096


def test_without_stamps_bytes_are_compared_and_not_copied(house: House) -> None:
    house.copy()
    house.stamps.clear()
    assert house.copy().copied == 0
    assert house.stamps


def test_what_is_not_committed_is_not_copied(house: House) -> None:
    house.vault.put(io.BytesIO(b"pending"))
    house.vault.put(io.BytesIO(LARGE[2]))
    house.vault.sync()
    house.copy()
    assert house.problems() == []
    assert sha256_hex(LARGE[2]) not in " ".join(house.held())
    house.vault.discard()


@pytest.mark.parametrize("place", [5, 130, 600, 1020])
def test_a_damaged_pack_never_replaces_a_good_one(house: House, place: int) -> None:
    house.copy()
    before = house.held()
    flip(house.root / PACK, place)
    house.stamps.clear()
    run = house.copy()
    assert [problem.path for problem in run.problems] == [PACK]
    assert house.held() == before


def test_a_damaged_object_is_not_copied(house: House) -> None:
    sha256 = sha256_hex(LARGE[0])
    path = house.root / "vault" / "objects" / sha256[:2] / sha256[2:4] / sha256
    flip(path, 77)
    run = house.copy()
    assert [problem.detail for problem in run.problems] == [
        f"{sha256} has other bytes than when it was taken in".removeprefix(f"{sha256} ")
    ]
    assert sha256 not in " ".join(house.held())


def test_what_is_lost_here_stays_there(house: House) -> None:
    house.copy()
    before = house.held()
    shutil.rmtree(house.root / "vault" / "objects")
    (house.root / PACK).unlink()
    run = house.copy()
    assert {problem.detail for problem in run.problems} == {
        "is missing here",
        "is missing here; the replica has it",
    }
    assert house.held() == before


def test_what_was_erased_here_is_removed_there(house: House) -> None:
    house.copy()
    sha256 = sha256_hex(LARGE[0])
    house.wanted.remove(sha256)
    shutil.rmtree(house.root / "vault" / "objects")
    assert house.copy().problems == []
    assert sha256 not in " ".join(house.held())


def test_a_pack_that_was_written_anew_here_is_copied_again(house: House) -> None:
    house.copy()
    path = house.root / PACK
    beside = path.with_suffix(".new")
    data = path.read_bytes()
    first = 1024  # the first member: header and a block
    house.wanted.remove(sha256_hex(SMALL[0]))
    beside.write_bytes(data[first:])
    beside.rename(path)
    house.copy()
    assert house.problems() == []
    assert house.held()[PACK] == data[first:]


def test_a_stopped_run_is_gone_on_with(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.add(*SMALL[20:])
    put = house.replica.put
    left = 2

    def failing(path: str, pieces: Iterator[bytes]) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise StorageFull("no room left")
        put(path, pieces)

    monkeypatch.setattr(house.replica, "put", failing)
    with pytest.raises(StorageFull):
        house.copy()
    monkeypatch.undo()
    stamps = dict(house.stamps)
    assert len(stamps) == 2
    house.copy()
    assert house.problems() == []
    assert stamps.items() <= house.stamps.items()


def test_a_pack_that_was_cut_short_there_is_copied_again(house: House) -> None:
    house.copy()
    path = house.root / "replica" / PACK
    overwrite(path, path.read_bytes()[:1500])
    house.copy()
    assert house.problems() == []


def test_pieces_stop_before_damage(house: House) -> None:
    path = house.root / PACK
    flip(path, 3 * 1024 + 600)
    pieces = pack_pieces(path, 0, path.stat().st_size, sealed=True)
    assert b"".join(next(pieces) for _ in range(3)) == path.read_bytes()[:3072]
    with pytest.raises(IntegrityError, match="damaged in the member at byte 3072"):
        next(pieces)


def test_a_pack_without_its_end_is_not_sealed(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.add(b"x" * 2000)
    path = house.root / PACK
    assert list(pack_pieces(path, 0, path.stat().st_size, sealed=False)) == [path.read_bytes()]
    with pytest.raises(IntegrityError, match="not sealed"):
        list(pack_pieces(path, 0, path.stat().st_size, sealed=True))
