"""How a worker takes in the bytes of one original, and how a reader gives up."""

from __future__ import annotations

import os

from amana.reading.notices import Code

_CHUNK = 16 << 20


class GiveUp(Exception):
    """The document cannot be read; the notice says why."""

    def __init__(self, code: Code, n: int = 0) -> None:
        super().__init__(code.value)
        self.code = code
        self.n = n


def take_in(descriptor: int, size: int) -> bytes:
    """Return the first `size` bytes behind a descriptor, with `pread64` as the only system call.

    Raises:
        GiveUp: there are fewer.
    """
    data = bytearray()
    while len(data) < size:
        chunk = os.pread(descriptor, min(_CHUNK, size - len(data)), len(data))
        if not chunk:
            raise GiveUp(Code.READER_FAILED)
        data += chunk
    return bytes(data)
