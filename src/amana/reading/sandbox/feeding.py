"""The standard input of a program: bytes, or a document by itself, open for reading only."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import NamedTuple

_IN_MEMORY = 64 << 20
_CHUNK = 1 << 20


class Slice(NamedTuple):
    """`size` bytes behind a descriptor, from byte `start` on."""

    descriptor: int
    start: int
    size: int


@contextmanager
def standard_input(given: Slice | bytes) -> Iterator[int]:
    """Have a read-only descriptor at whose beginning are the bytes that are given, and no others.

    A file that is given as a whole is opened once more; of a part of one, a copy is made, which
    vanishes with its descriptor.
    """
    with ExitStack() as closing:
        if isinstance(given, Slice) and _is_whole(given):
            source = given.descriptor
        else:
            source = _copied(given, closing)
        own = os.open(f"/dev/fd/{source}", os.O_RDONLY | os.O_CLOEXEC)
        closing.callback(os.close, own)
        yield own


def _is_whole(given: Slice) -> bool:
    return given.start == 0 and given.size == os.fstat(given.descriptor).st_size


def _copied(given: Slice | bytes, closing: ExitStack) -> int:
    size = given.size if isinstance(given, Slice) else len(given)
    if size <= _IN_MEMORY:
        copy = os.memfd_create("input", os.MFD_CLOEXEC)
        closing.callback(os.close, copy)
    else:
        copy = closing.enter_context(tempfile.TemporaryFile()).fileno()  # noqa: SIM115 - closing does
    for piece in _pieces(given):
        rest = memoryview(piece)
        while rest:
            rest = rest[os.write(copy, rest) :]
    return copy


def _pieces(given: Slice | bytes) -> Iterator[bytes]:
    if isinstance(given, bytes):
        yield given
        return
    at, end = given.start, given.start + given.size
    while at < end and (piece := os.pread(given.descriptor, min(_CHUNK, end - at), at)):
        yield piece
        at += len(piece)
