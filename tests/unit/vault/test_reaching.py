"""How far a vault reaches by its packs alone."""

from __future__ import annotations

import hashlib

import pytest

from amana.vault import OWN_VAULT, Extent, VaultSource, reach
from amana.vault.backends import MemoryReplica
from amana.vault.ustar import END, ERASED, header, padding

FIRST, OTHER = b"first", b"another letter" * 60


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def member(data: bytes) -> bytes:
    return header(digest(data), len(data)) + data + padding(len(data))


def source(name: str, packs: dict[str, bytes]) -> VaultSource:
    replica = MemoryReplica()
    replica.held = {f"vault/packs/{path}": data for path, data in packs.items()}
    return VaultSource(name=name, replica=replica)


WANTED = {digest(FIRST), digest(OTHER)}
TWO = member(FIRST) + member(OTHER)


def test_where_there_is_nothing_it_reaches_nowhere() -> None:
    assert reach([], WANTED, ()) == reach([source(OWN_VAULT, {})], WANTED, ()) == (1, 0)


@pytest.mark.parametrize("name", [OWN_VAULT, "cellar"])
def test_it_reaches_to_the_last_member_that_the_log_names(name: str) -> None:
    beyond = member(b"never committed")
    assert reach([source(name, {"00000001.tar": TWO + beyond})], WANTED, ()) == (1, len(TWO))
    packs = {"00000001.tar": member(FIRST) + END, "00000002.tar": member(OTHER) + beyond}
    assert reach([source(name, packs)], WANTED, ()) == (2, len(member(OTHER)))


@pytest.mark.parametrize("name", [OWN_VAULT, "cellar"])
def test_a_tombstone_counts_where_the_log_tells_of_it(name: str) -> None:
    pack = member(FIRST) + header(ERASED, 3) + bytes(512)
    erased = Extent(pack=1, offset=len(member(FIRST)), size=3)
    assert reach([source(name, {"00000001.tar": pack})], WANTED, {erased}) == (1, len(pack))
    assert reach([source(name, {"00000001.tar": pack})], WANTED, ()) == (1, len(member(FIRST)))


def test_damage_counts_in_the_vault_and_never_in_a_copy() -> None:
    damaged = {"00000001.tar": member(FIRST) + b"x" * 1024}
    assert reach([source(OWN_VAULT, damaged)], WANTED, ()) == (1, 1024 + 1024)
    assert reach([source("cellar", damaged)], WANTED, ()) == (1, 1024)


def test_names_and_claims_of_a_copy_are_not_believed() -> None:
    lies = {
        "x.tar": TWO,
        "00000000.tar": TWO,
        "00000900.tar": header(digest(FIRST), len(FIRST)) + b"other" + padding(5),
        "00000901.tar": b"z" * 600,
        "00000902.tar": header(digest(FIRST), 1 << 30),
    }
    assert reach([source("cellar", lies)], WANTED, ()) == (1, 0)
    good = source("lawyer", {"00000001.tar": TWO})
    assert reach([source("cellar", lies), good], WANTED, ()) == (1, len(TWO))
