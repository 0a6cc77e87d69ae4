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

from amana.archive.requests import Group, Receipt
from amana.core import AmanaError, Digests, UnavailableError
from amana.core import errors as families

_LENGTH = struct.Struct(">I")
LIMIT = 64 << 20

T = TypeVar("T")


class Commit(msgspec.Struct, frozen=True, kw_only=True, tag="commit"):
    """Commit a group; its bytes stand in files of the incoming folder, by their SHA-256."""

    group: Group
    incoming: tuple[tuple[str, Digests], ...]


class Pause(msgspec.Struct, frozen=True, kw_only=True, tag="pause"):
    """Hold commits back until the next frame, or until the line breaks."""


class Resume(msgspec.Struct, frozen=True, kw_only=True, tag="resume"):
    """End a pause."""


class Flush(msgspec.Struct, frozen=True, kw_only=True, tag="flush"):
    """Make projections durable."""


Ask = Commit | Pause | Resume | Flush


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


def _subclasses(family: type[AmanaError]) -> list[type[AmanaError]]:
    found = [family]
    for child in family.__subclasses__():
        found.extend(_subclasses(child))
    return found


def failure(error: Exception) -> Answer:
    """Return the answer that carries an error across."""
    if isinstance(error, AmanaError):
        return Answer(error=error.code, message=error.message, remedy=error.remedy)
    return Answer(error=families.UnavailableError.code, message=f"the committer failed: {error!r}")


def send(line: socket.socket, frame: msgspec.Struct) -> None:
    """Send one frame."""
    data = msgspec.msgpack.encode(frame)
    line.sendall(_LENGTH.pack(len(data)) + data)


def receive(line: socket.socket, kind: type[T]) -> T | None:
    """Return the next frame as a value of `kind`, or None where the line has ended.

    Raises:
        UnavailableError: the frame is longer than 64 MiB or no value of `kind`.
    """
    head = _exactly(line, _LENGTH.size)
    if head is None:
        return None
    (length,) = _LENGTH.unpack(head)
    data = _exactly(line, length) if length <= LIMIT else None
    if data is None:
        raise UnavailableError("the line to the committer broke")
    try:
        return msgspec.msgpack.decode(data, type=kind)
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
