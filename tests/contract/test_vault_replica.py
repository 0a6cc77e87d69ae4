"""What every place that keeps copies must do (`amana.vault.Replica`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from amana.core import IntegrityError, NotFound
from amana.vault import Challenge, Replica
from amana.vault.backends import MemoryReplica, PosixReplica
from amana.vault.challenge import answer_to

NONCE = bytes(range(32))
LARGE = bytes(range(256)) * 40_000


def posix(folder: Path) -> Replica:
    return PosixReplica(folder / "replica")


def memory(_: Path) -> Replica:
    return MemoryReplica()


@pytest.fixture(params=[posix, memory])
def replica(request: pytest.FixtureRequest, tmp_path: Path) -> Replica:
    make: Callable[[Path], Replica] = request.param
    return make(tmp_path)


def read(replica: Replica, path: str) -> bytes:
    with replica.open(path) as stream:
        return stream.read()


def broken(*pieces: bytes) -> Iterator[bytes]:
    yield from pieces
    raise IntegrityError("damaged here")


def test_an_empty_place_holds_nothing(replica: Replica) -> None:
    assert list(replica.files()) == []
    assert list(replica.files("custody")) == []
    assert replica.size("FORMAT") is None
    with pytest.raises(NotFound):
        replica.open("vault/packs/00000001.tar")
    replica.remove("FORMAT")
    replica.settle()


def test_what_is_put_is_there(replica: Replica) -> None:
    replica.put("vault/packs/00000001.tar", [b"one", b"", b"two"])
    replica.put("FORMAT", [LARGE[:70], LARGE[70:]])
    replica.settle()
    assert sorted(replica.files()) == [("FORMAT", len(LARGE)), ("vault/packs/00000001.tar", 6)]
    assert list(replica.files("vault")) == [("vault/packs/00000001.tar", 6)]
    assert list(replica.files("vault/pack")) == []
    assert (read(replica, "FORMAT"), replica.size("FORMAT")) == (LARGE, len(LARGE))
    with replica.open("FORMAT") as stream:
        stream.seek(300)
        assert stream.read(5) == LARGE[300:305]


def test_what_is_put_again_replaces_what_was_there(replica: Replica) -> None:
    replica.put("a/b", [b"longer than the next"])
    replica.put("a/b", [b"next"])
    assert read(replica, "a/b") == b"next"


def test_a_put_that_fails_leaves_what_was_there(replica: Replica) -> None:
    replica.put("a/b", [b"old"])
    for path in ("a/b", "a/new"):
        with pytest.raises(IntegrityError):
            replica.put(path, broken(b"new"))
    replica.settle()
    assert list(replica.files()) == [("a/b", 3)]
    assert read(replica, "a/b") == b"old"


def test_a_file_is_cut_and_extended(replica: Replica) -> None:
    replica.put("pack", [b"one two"])
    replica.extend("pack", 4, [b"three", b" four"])
    assert read(replica, "pack") == b"one three four"
    with pytest.raises(IntegrityError):
        replica.extend("pack", 14, broken(b" five"))
    assert read(replica, "pack").startswith(b"one three four")
    with pytest.raises(IntegrityError, match="too short"):
        replica.extend("pack", 100, [b"x"])


def test_what_is_removed_is_gone(replica: Replica) -> None:
    replica.put("a/b", [b"old"])
    replica.remove("a/b")
    replica.settle()
    assert list(replica.files()) == []


def test_a_challenge_is_answered_from_the_bytes(replica: Replica) -> None:
    replica.put("a/b", [LARGE])
    whole = Challenge(path="a/b", start=0, size=len(LARGE))
    part = Challenge(path="a/b", start=100, size=17)
    assert replica.answer(NONCE, whole) == answer_to(NONCE, [LARGE])
    assert replica.answer(NONCE, part) == answer_to(NONCE, [LARGE[100:117]])
    assert replica.answer(NONCE[::-1], whole) != replica.answer(NONCE, whole)
    assert replica.answer(NONCE, Challenge(path="a/c", start=0, size=3)) is None
    short = Challenge(path="a/b", start=0, size=len(LARGE) + 1)
    assert replica.answer(NONCE, short) == answer_to(NONCE, [LARGE]), "no bytes are made up"
