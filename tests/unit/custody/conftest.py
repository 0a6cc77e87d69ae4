"""A log in memory whose every byte is the same in each run."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

import pytest

from amana.custody import LogWriter, Signer, salted
from amana.custody.backends import MemoryLog
from amana.records import Field

Grow = Callable[[int], LogWriter]


def salts() -> Callable[[int], bytes]:
    """Return a source of bytes that look random and are not."""

    def blocks() -> Iterator[bytes]:
        number = 0
        while True:
            yield hashlib.sha256(b"salt %d" % number).digest()
            number += 1

    source = blocks()
    return lambda count: b"".join(next(source) for _ in range(-(-count // 32)))[:count]


@pytest.fixture
def signer() -> Signer:
    return Signer.from_seeds("example.org/log", bytes(range(32)), bytes(range(32, 64)))


@pytest.fixture
def storage() -> MemoryLog:
    return MemoryLog()


@pytest.fixture
def entry() -> Callable[[int], tuple[Field, ...]]:
    random = salts()
    return lambda number: salted(
        [("type", "acquired"), ("number", number), ("source", f"S-{number}")], random
    )


@pytest.fixture
def grow(storage: MemoryLog, signer: Signer, entry: Callable[[int], tuple[Field, ...]]) -> Grow:
    """Return what makes the log in `storage` grow to a size, one group at a time."""
    writers: list[LogWriter] = []

    def to(size: int) -> LogWriter:
        if not writers:
            storage.files["log.vkey"] = f"{signer.verifier.vkey()}\n".encode()
            writers.append(LogWriter.create(storage, signer, "0"))
        writer = writers[0]
        writer.append([entry(i) for i in range(writer.size, size)], lambda: str(size))
        return writer

    return to
