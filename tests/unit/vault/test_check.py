from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from amana.core import sha256_hex
from amana.vault.check import VaultCheck, object_path, size_of, units_in
from amana.vault.erasing import erase_member
from amana.vault.packs import Member, pack_path
from amana.vault.ports import Extent, Verdict
from amana.vault.units import Unit, object_unit, pack_unit

Write = Callable[..., list[Member]]
LARGE = b"large" * 300_000


@pytest.fixture
def vault(packs: Path, write: Write) -> Path:
    """Return a vault of two packs and a large object."""
    write(b"one", b"two", sealed=True)
    write(b"six", number=2)
    place = object_path(packs.parent / "objects", sha256_hex(LARGE))
    place.parent.mkdir(parents=True)
    place.write_bytes(LARGE)
    return packs.parent


ALL = {sha256_hex(content) for content in (b"one", b"two", b"six", LARGE)}


def found(vault: Path, wanted: set[str] = ALL) -> dict[str, str]:
    verdicts = list(VaultCheck(vault, wanted).run())
    return {v.problem.path: v.problem.detail for v in verdicts if v.problem}


def test_a_vault_as_it_was_written_has_no_problems(vault: Path) -> None:
    verdicts = list(VaultCheck(vault, ALL).run())
    assert {v.sha256 for v in verdicts} == ALL
    assert sum(v.size for v in verdicts) == 9 + len(LARGE)
    assert not any(v.problem for v in verdicts)


def test_an_empty_vault_is_whole(tmp_path: Path) -> None:
    assert found(tmp_path / "nothing", set()) == {}
    (tmp_path / "packs").mkdir()
    (tmp_path / "objects" / "ab").mkdir(parents=True)
    assert found(tmp_path, set()) == {}


def test_a_changed_member_is_named_in_its_pack(vault: Path) -> None:
    path = pack_path(vault / "packs", 1)
    path.write_bytes(path.read_bytes().replace(b"two", b"tow"))
    name = f"vault/packs/00000001.tar/{sha256_hex(b'two')}"
    assert found(vault) == {name: "has other bytes than when it was taken in (member at byte 1024)"}


def test_a_changed_object_is_named(vault: Path) -> None:
    path = object_path(vault / "objects", sha256_hex(LARGE))
    path.write_bytes(LARGE[:-1])
    [(name, detail)] = found(vault).items()
    assert name == f"vault/{path.relative_to(vault)}"
    assert detail == "has other bytes than when it was taken in"


def test_what_the_log_does_not_know_is_named(vault: Path) -> None:
    told = found(vault, ALL - {sha256_hex(b"six"), sha256_hex(LARGE)})
    place = object_path(vault / "objects", sha256_hex(LARGE)).relative_to(vault)
    unknown = "is not in the custody log"
    assert told == {
        f"vault/packs/00000002.tar/{sha256_hex(b'six')}": f"{unknown} (member at byte 0)",
        f"vault/{place}": unknown,
    }


def test_what_is_missing_is_named(vault: Path) -> None:
    object_path(vault / "objects", sha256_hex(LARGE)).unlink()
    gone = "ab" * 32
    assert found(vault, ALL | {gone}) == {
        f"vault/**/{sha256}": "is missing from the vault" for sha256 in (gone, sha256_hex(LARGE))
    }


def test_a_missing_pack_is_named_itself(vault: Path) -> None:
    path = pack_path(vault / "packs", 1)
    path.rename(pack_path(vault / "packs", 9))
    told = found(vault)
    assert told["vault/packs/00000001.tar"] == "is missing"
    assert told["vault/packs/00000003.tar"] == "is missing, with all before 00000009.tar"
    assert told["vault/packs/00000002.tar"] == "is not sealed (from byte 1024)"
    assert told["vault/packs/00000009.tar"] == "is sealed, but no pack follows (from byte 2048)"


def test_strays_are_named_wherever_they_lie(vault: Path) -> None:
    sha256 = sha256_hex(b"one")
    strays = [
        "stray",
        ".hidden",
        "packs/1.tar",
        "packs/sub/00000003.tar",
        f"objects/{sha256}",
        f"objects/ff/ff/{sha256}",
        f"objects/{sha256[:2]}/{sha256[2:4]}/{sha256}.bak",
        "objects/README",
    ]
    for stray in strays:
        (vault / stray).parent.mkdir(parents=True, exist_ok=True)
        (vault / stray).write_bytes(b"one")
    assert found(vault) == {f"vault/{stray}": "does not belong to the vault" for stray in strays}


def test_links_and_pipes_are_strays(vault: Path) -> None:
    place = object_path(vault / "objects", sha256_hex(LARGE))
    place.rename(vault.parent / "elsewhere")
    place.symlink_to(vault.parent / "elsewhere")
    (vault / "objects" / "aa").symlink_to(vault.parent)
    (vault / "packs" / "00000003.tar").symlink_to(pack_path(vault / "packs", 1))
    (vault / "objects" / "dangling").symlink_to("nowhere")
    os.mkfifo(vault / "packs" / "00000004.tar")
    told = found(vault)
    missing = f"vault/**/{sha256_hex(LARGE)}"
    assert told.pop(missing) == "is missing from the vault"
    assert told == {
        f"vault/{stray}": "does not belong to the vault"
        for stray in (place.relative_to(vault), "objects/aa", "objects/dangling",
                      "packs/00000003.tar", "packs/00000004.tar")
    }  # fmt: skip


def test_a_name_that_is_no_text_can_be_told(vault: Path) -> None:
    (vault / os.fsdecode(b"stray-\xff")).touch()
    assert list(found(vault)) == ["vault/stray-\\xff"]


def test_what_cannot_be_read_is_named_and_the_rest_is_checked(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = {pack_path(vault / "packs", 2), object_path(vault / "objects", sha256_hex(LARGE))}
    whole = Path.open

    def read(self: Path, *args: object, **kwargs: object) -> object:
        if self in broken:
            raise OSError(5, "Input/output error")
        return whole(self, *args, **kwargs)  # type: ignore[call-overload]  # passed on as it came

    monkeypatch.setattr(Path, "open", read)
    verdicts = list(VaultCheck(vault, ALL).run())
    told = {v.problem.path: v.problem.detail for v in verdicts if v.problem}
    for path in broken:
        detail = told[f"vault/{path.relative_to(vault)}"]
        assert detail == "cannot be read: Input/output error"
    assert {v.sha256 for v in verdicts if not v.problem} == {sha256_hex(b"one"), sha256_hex(b"two")}


# Only some bytes are read.

CHANGED = b"two".replace(b"w", b"v")


def test_only_what_is_chosen_is_read_and_everything_is_looked_for(vault: Path) -> None:
    path = pack_path(vault / "packs", 1)
    path.write_bytes(path.read_bytes().replace(b"two", CHANGED))
    gone = "ab" * 32

    def verdicts(*units: Unit) -> list[Verdict]:
        check = VaultCheck(vault, ALL | {gone}, reads=lambda unit, _: unit in units)
        return list(check.run())

    second = verdicts(pack_unit(2))
    assert [v.sha256 for v in second if v.read and v.unit] == [sha256_hex(b"six")]
    assert {v.sha256 for v in second} == ALL | {gone}
    assert [v.problem.path for v in second if v.problem] == [f"vault/**/{gone}"]
    first = [v.problem for v in verdicts(pack_unit(1)) if v.problem]
    assert first[0].detail.startswith("has other bytes than when it was taken in")


def test_what_is_read_is_counted_and_can_be_stopped(vault: Path) -> None:
    heard: list[int] = []
    list(VaultCheck(vault, ALL, on_bytes=heard.append).run())
    assert sum(heard) == 9 + len(LARGE)

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(VaultCheck(vault, ALL, on_bytes=stop).run())


def test_what_a_commit_is_adding_is_passed_over(vault: Path, write: Write) -> None:
    length = pack_path(vault / "packs", 2).stat().st_size
    write(b"six", b"new", number=2)
    pack_path(vault / "packs", 3).write_bytes(b"half a header")
    check = VaultCheck(vault, ALL, state=(2, length))
    assert [v.problem for v in check.run() if v.problem] == []
    details = {v.problem.path: v.problem.detail for v in check.beyond() if v.problem}
    assert details == {
        "vault/packs/00000002.tar": f"holds bytes that no commit accounts for (from byte {length})",
        "vault/packs/00000003.tar": "holds bytes that no commit accounts for (from byte 0)",
    }


def test_what_the_log_does_not_know_yet_is_told_as_stray(vault: Path) -> None:
    verdicts = list(VaultCheck(vault, ALL - {sha256_hex(LARGE)}).run())
    assert [v.sha256 for v in verdicts if v.stray] == [sha256_hex(LARGE)]


def test_units_are_told_in_order_with_their_sizes(vault: Path) -> None:
    units = list(units_in(vault))
    assert units == [pack_unit(1), pack_unit(2), object_unit(sha256_hex(LARGE))]
    sizes = [size_of(vault, unit) for unit in units]
    assert sizes[2] == len(LARGE)
    assert sizes[0] == pack_path(vault / "packs", 1).stat().st_size


def test_tombstones_are_held_against_the_log(vault: Path) -> None:
    first, second = (Extent(pack=1, offset=at, size=3) for at in (0, 1024))
    pack = vault / "packs"
    left = {sha256_hex(content) for content in (b"two", b"six", LARGE)}
    erase_member(pack, first, {sha256_hex(b"one")}, sealed=True)

    def told(erased: set[Extent]) -> dict[str, str]:
        verdicts = list(VaultCheck(vault, left, erased=erased).run())
        return {v.problem.path: v.problem.detail for v in verdicts if v.problem}

    assert told({first}) == {}
    name = "vault/packs/00000001.tar"
    nobody = (
        "holds a member that was erased, but no entry of the custody log says so (member at byte 0)"
    )
    assert told(set()) == {name: nobody}
    still = (
        "was erased as the custody log says, but that is not to be seen there (member at byte 1024)"
    )
    assert told({first, second}) == {name: still}


@pytest.mark.parametrize("at", [512, 514, 520, 1023])
def test_a_tombstone_that_holds_bytes_is_named(vault: Path, at: int) -> None:
    place = Extent(pack=1, offset=0, size=3)
    erase_member(vault / "packs", place, {sha256_hex(b"one")}, sealed=False)
    path = pack_path(vault / "packs", 1)
    data = bytearray(path.read_bytes())
    data[at] = 1
    path.write_bytes(data)
    verdicts = VaultCheck(vault, ALL - {sha256_hex(b"one")}, erased={place}).run()
    (problem,) = [v.problem for v in verdicts if v.problem]
    assert problem.detail == "is named erased, but its bytes are still there (member at byte 0)"
