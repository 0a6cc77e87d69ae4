"""Building the folder of an object: its files, what describes them, making it durable."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

from amana.core.durable import write_all
from amana.sharing.ocfl.digests import CHUNK, Tally, tally_stream
from amana.sharing.ocfl.inventory import INVENTORY
from amana.sharing.ocfl.spelling import (
    ALGORITHM,
    FIXITY,
    OBJECT_DECLARATION,
    VERSION,
    sidecar,
)

_SYNCS = 8  # a disk makes several files durable in the time of one


def digests_of(content: bytes) -> dict[str, str]:
    """Return every digest that an inventory of ours states of these bytes."""
    tally = Tally((ALGORITHM, *FIXITY))
    tally.update(content)
    return tally.digests()


def digests_at(path: Path) -> dict[str, str] | None:
    """Return the digests of a file that an earlier run staged; None: it did not."""
    try:
        with path.open("rb") as stream:
            return tally_stream(stream, (ALGORITHM, *FIXITY)).digests()
    except FileNotFoundError:
        return None


def write_file(path: Path, stream: BinaryIO) -> dict[str, str]:
    """Write a file out of a stream, hashing it on the way."""
    path.parent.mkdir(parents=True, exist_ok=True)
    tally = Tally((ALGORITHM, *FIXITY))
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
    try:
        while chunk := stream.read(CHUNK):
            tally.update(chunk)
            write_all(descriptor, chunk)
    finally:
        os.close(descriptor)
    return tally.digests()


def describe(tree: Path, inventory: bytes) -> None:
    """Write what makes a folder an object."""
    beside, stated = sidecar(inventory)
    (tree / VERSION).mkdir(parents=True, exist_ok=True)
    for home in (tree / VERSION, tree):
        (home / INVENTORY).write_bytes(inventory)
        (home / beside).write_bytes(stated)
    (tree / OBJECT_DECLARATION[0]).write_bytes(OBJECT_DECLARATION[1])


def make_durable(top: Path) -> None:
    """Make everything below `top` durable, files first."""
    with ThreadPoolExecutor(_SYNCS) as pool:
        for found in (_files(top), _folders(top)):
            for done in [pool.submit(_sync_one, path) for path in found]:
                done.result()


def _sync_one(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _files(top: Path) -> Iterator[Path]:
    for folder, _, names in os.walk(top):
        yield from (Path(folder, name) for name in names)


def _folders(top: Path) -> Iterator[Path]:
    for folder, _, _ in os.walk(top, topdown=False):
        yield Path(folder)
