"""Replicas that do not have the bytes and say that they do: every audit of everything finds them.

A liar has the files that say whose replica it is, and answers as well as it can from what it kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import amana
from amana.archive import Archive
from amana.archive.copies import Copies
from amana.archive.layout import Layout
from amana.core.settings import ReplicaPlace
from amana.vault import Challenge, Replica
from amana.vault.backends import MemoryReplica
from amana.vault.challenge import answer_to


class Liar(MemoryReplica):
    """A replica that was honest once; `honest` is what it answered then, by challenge."""

    def __init__(self, true: MemoryReplica) -> None:
        super().__init__()
        self.held = dict(true.held)
        self.heard: list[tuple[bytes, Challenge]] = []

    def forget(self) -> None:
        """Drop originals and log, keep what says whose replica it is."""
        kept = ("REPLICA", "custody/checkpoint")
        self.held = {path: data for path, data in self.held.items() if path in kept}


class KeepsDigests(Liar):
    """Keeps the SHA-256 of everything, and answers with it or with what it makes of it."""

    def answer(self, nonce: bytes, challenge: Challenge) -> str | None:
        name = challenge.path.rpartition("/")[2]
        digest = name if len(name) == 64 else hashlib.sha256(name.encode()).hexdigest()
        return answer_to(nonce, [bytes.fromhex(digest)])


class Remembers(Liar):
    """Answers what was right for the nonce of an earlier audit."""

    old: dict[Challenge, str | None]

    def __init__(self, true: MemoryReplica) -> None:
        super().__init__(true)
        self.old = {}

    def answer(self, nonce: bytes, challenge: Challenge) -> str | None:
        if challenge not in self.old:
            self.old[challenge] = super().answer(nonce, challenge)
        return self.old[challenge]


class SaysNothing(Liar):
    """Gives no answers."""

    def answer(self, nonce: bytes, challenge: Challenge) -> str | None:
        del nonce, challenge
        return None


class IgnoresTheNonce(Liar):
    """Answers with the plain digest of the bytes, which it computed once."""

    def answer(self, nonce: bytes, challenge: Challenge) -> str | None:
        del nonce
        data = self.held.get(challenge.path, b"")[challenge.start :][: challenge.size]
        return hashlib.sha256(data).hexdigest()


class AnswersForOthers(Liar):
    """Answers every challenge with right bytes of something else."""

    def answer(self, nonce: bytes, challenge: Challenge) -> str | None:
        del challenge
        return answer_to(nonce, [self.held["custody/checkpoint"]])


@pytest.fixture
def true() -> MemoryReplica:
    return MemoryReplica()


@pytest.fixture
def archive(tmp_path: Path, true: MemoryReplica) -> Iterator[Archive]:
    source = tmp_path / "source"
    source.mkdir()
    for number in range(9):
        (source / f"{number}.txt").write_text(f"letter {number}")
    (source / "large").write_bytes(bytes(range(256)) * 5000)
    amana.init(tmp_path / "archive").close()
    with (tmp_path / "archive" / "amana.toml").open("a") as settings:
        settings.write('[[replicas]]\nname = "cellar"\npath = "/nowhere/x"\nsite = "here"\n')
    with amana.open(tmp_path / "archive", actor="Dalia Haddad") as made:
        made.add([source], amana.Form(source="S-1"), read=False)
        through(made, true).replicate()
        yield made


def through(archive: Archive, replica: Replica) -> Copies:
    def lead(layout: Layout, place: ReplicaPlace) -> Replica:
        del layout, place
        return replica

    return Copies(archive._parts, lead)


def test_the_honest_one_passes(archive: Archive, true: MemoryReplica) -> None:
    (report,) = through(archive, true).audit()
    assert (report.ok, report.asked) == (True, 14)


@pytest.mark.parametrize(
    "liar", [KeepsDigests, SaysNothing, IgnoresTheNonce, AnswersForOthers], ids=lambda c: c.__name__
)
def test_a_liar_is_caught_on_every_question(
    archive: Archive, true: MemoryReplica, liar: type[Liar]
) -> None:
    (report,) = through(archive, liar(true)).audit()
    assert not report.ok
    assert report.failed == report.asked == 14


def test_answers_to_an_older_nonce_are_wrong(archive: Archive, true: MemoryReplica) -> None:
    liar = Remembers(true)
    assert through(archive, liar).audit()[0].ok, "it had the bytes the first time"
    liar.forget()
    (report,) = through(archive, liar).audit()
    assert report.failed == report.asked == 14


def drop_one(replica: MemoryReplica) -> None:
    (large,) = (path for path in replica.held if path.startswith("vault/objects"))
    del replica.held[large]


def cut_the_pack(replica: MemoryReplica) -> None:
    replica.held["vault/packs/00000001.tar"] = replica.held["vault/packs/00000001.tar"][:-512]


def flip_a_bit(replica: MemoryReplica) -> None:
    pack = replica.held["vault/packs/00000001.tar"]
    replica.held["vault/packs/00000001.tar"] = pack[:515] + bytes([pack[515] ^ 1]) + pack[516:]


def swap_members(replica: MemoryReplica) -> None:
    pack = replica.held["vault/packs/00000001.tar"]
    replica.held["vault/packs/00000001.tar"] = pack[1024:2048] + pack[:1024] + pack[2048:]


@pytest.mark.parametrize("spoil", [drop_one, cut_the_pack, flip_a_bit, swap_members])
def test_whoever_lost_a_little_is_caught_at_exactly_that(
    archive: Archive, true: MemoryReplica, spoil: Callable[[MemoryReplica], None]
) -> None:
    spoil(true)
    (report,) = through(archive, true).audit()
    assert report.failed == (2 if spoil is swap_members else 1)
    assert all(len(name) == 64 for name in report.failures)
