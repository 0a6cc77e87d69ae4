"""Frames and descriptors over a unix socket.

A frame is its length (8 bytes, little-endian) and its body. Descriptors travel beside the length
(SCM_RIGHTS, unix(7)).
"""

from __future__ import annotations

import os
import socket
import struct
import time
from collections.abc import Sequence

LENGTH = struct.Struct("<Q")
_CHUNK = 1 << 20


class FrameTooLarge(ValueError):
    """The other side announces more than it may send."""

    def __init__(self, length: int) -> None:
        super().__init__(f"a frame of {length} bytes is announced")
        self.length = length


class Deadline:
    """A point in time after which waiting is over."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that are left.

        Raises:
            TimeoutError: none are.
        """
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds


def send_frame(sock: socket.socket, body: bytes, descriptors: Sequence[int] = ()) -> None:
    """Send one frame, its descriptors with the length."""
    head = LENGTH.pack(len(body))
    sent = socket.send_fds(sock, [head], list(descriptors)) if descriptors else sock.send(head)
    sock.sendall(head[sent:] + body)


def receive_frame(sock: socket.socket, limit: int, deadline: Deadline) -> bytearray:
    """Return the body of the next frame; memory grows with what arrives, not with what is claimed.

    Raises:
        FrameTooLarge: more than `limit` bytes are announced.
        TimeoutError: the deadline passed.
        EOFError: the other side is gone.
    """
    (length,) = LENGTH.unpack(_receive(sock, LENGTH.size, deadline))
    if length > limit:
        raise FrameTooLarge(length)
    return _receive(sock, length, deadline)


def _receive(sock: socket.socket, length: int, deadline: Deadline) -> bytearray:
    body = bytearray()
    while len(body) < length:
        sock.settimeout(deadline.left())
        chunk = sock.recv(min(_CHUNK, length - len(body)))
        if not chunk:
            raise EOFError
        body += chunk
    return body


def receive_order(sock: socket.socket, limit: int) -> tuple[bytes, list[int]] | None:
    """Return the body and the descriptors of the next frame, or None when the other side is gone.

    For the worker: blocking, and with `recvmsg` as the only system call.
    """
    head, descriptors, _flags, _address = socket.recv_fds(sock, LENGTH.size, 2)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    if length > limit:
        raise FrameTooLarge(length)
    body = b""
    while len(body) < length:
        chunk = sock.recvmsg(length - len(body))[0]
        if not chunk:
            return None
        body += chunk
    return body, descriptors


def write_frame(descriptor: int, body: bytes) -> None:
    """Write one frame with `write` as the only system call (for the worker)."""
    for part in (LENGTH.pack(len(body)), body):
        rest = memoryview(part)
        while rest:
            rest = rest[os.write(descriptor, rest) :]


def receive_exactly(sock: socket.socket, length: int) -> bytes:
    """Return the next `length` bytes of a blocking socket.

    Raises:
        EOFError: the other side is gone.
    """
    body = b""
    while len(body) < length:
        chunk = sock.recv(length - len(body))
        if not chunk:
            raise EOFError
        body += chunk
    return body
