"""How other processes of the same user talk to the committer: frames over its unix socket.

A frame is a length (four bytes, big-endian) and a msgpack value of a fixed type; anything else ends
the conversation. The peer's user id is taken from the kernel and must be that of the committer.
"""

from __future__ import annotations

import contextlib
import os
import socket
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from amana.archive.requests import Confirmation, Group, Receipt
from amana.core import AmanaError, Digests, UnavailableError, prepared

_LENGTH = struct.Struct(">I")
LIMIT = 64 << 20

T = TypeVar("T")


class Commit(msgspec.Struct, frozen=True, kw_only=True, tag="commit"):
    """Commit a group; its bytes stand in files of the incoming folder, under these names."""

    group: Group
    incoming: tuple[tuple[str, Digests], ...]


class Pause(msgspec.Struct, frozen=True, kw_only=True, tag="pause"):
    """Hold commits back until the line ends."""


class Flush(msgspec.Struct, frozen=True, kw_only=True, tag="flush"):
    """Make projections durable."""


class Rebuild(msgspec.Struct, frozen=True, kw_only=True, tag="rebuild"):
    """Make projections again from vault and log."""


class Erase(msgspec.Struct, frozen=True, kw_only=True, tag="erase"):
    """Carry out an erasure order that is hereby confirmed."""

    confirmation: Confirmation


class Ping(msgspec.Struct, frozen=True, kw_only=True, tag="ping"):
    """Say that you are there; answered at once, whatever else is going on."""


Ask = Commit | Pause | Flush | Rebuild | Erase | Ping
ASK: msgspec.msgpack.Decoder[Ask] = msgspec.msgpack.Decoder(prepared(Ask))


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The answer to any frame: receipts of a commit, or an error to be raised again."""

    receipts: tuple[Receipt, ...] = ()
    error: str | None = None
    message: str = ""
    remedy: str | None = None

    def unwrap(self) -> tuple[Receipt, ...]:
        """Return the receipts, or raise what went wrong at the committer.

        Raises:
            AmanaError: of the class whose code the answer carries.
        """
        if self.error is None:
            return self.receipts
        known = {family.code: family for family in _subclasses(AmanaError)}
        raise known.get(self.error, UnavailableError)(self.message, remedy=self.remedy)


ANSWER = msgspec.msgpack.Decoder(prepared(Answer))


def _subclasses(family: type[AmanaError]) -> list[type[AmanaError]]:
    found = [family]
    for child in family.__subclasses__():
        found.extend(_subclasses(child))
    return found


def failure(error: Exception) -> Answer:
    """Return the answer that carries an error across."""
    if isinstance(error, AmanaError):
        return Answer(error=error.code, message=error.message, remedy=error.remedy)
    return Answer(error=UnavailableError.code, message=f"the committer failed: {error!r}")


def send(line: socket.socket, frame: msgspec.Struct) -> None:
    """Send one frame.

    Raises:
        UnavailableError: the frame is longer than 64 MiB.
        OSError: the other end is gone.
    """
    data = msgspec.msgpack.encode(frame)
    if len(data) > LIMIT:
        raise UnavailableError("this is more than the committer takes at once")
    line.sendall(_LENGTH.pack(len(data)) + data)


def receive(line: socket.socket, decoder: msgspec.msgpack.Decoder[T]) -> T | None:
    """Return the next frame (`ASK` or `ANSWER`), or None where the line has ended.

    Raises:
        UnavailableError: the frame is longer than 64 MiB or nothing of that kind.
        OSError: the line broke.
    """
    head = _exactly(line, _LENGTH.size)
    if head is None:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > LIMIT:
        raise UnavailableError("a frame on the committer's line is longer than 64 MiB")
    data = _exactly(line, length)
    if data is None:
        return None
    try:
        return decoder.decode(data)
    except msgspec.DecodeError as error:
        raise UnavailableError("the committer speaks another version of amana") from error


def _exactly(line: socket.socket, size: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < size:
        chunk = line.recv(min(size - len(parts), 1 << 20))
        if not chunk:
            return None
        parts += chunk
    return bytes(parts)


def same_user(line: socket.socket) -> bool:
    """Tell whether the other end belongs to this user (SO_PEERCRED, or the superuser)."""
    credentials = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    _, uid, _ = struct.unpack("3i", credentials)
    return uid in (os.geteuid(), 0)


@contextlib.contextmanager
def socket_address(path: Path) -> Iterator[str]:
    """Give an address for a socket at `path` that fits into the 107 bytes of a socket address."""
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)
