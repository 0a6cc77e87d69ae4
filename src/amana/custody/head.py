"""The head: the one small file whose replacement is the commit.

It states how many entries are committed, the root over them, and how far the vault's open pack
was durable at that moment. It is never restored from a backup: an old head would fork the log.
Format: docs/reference/formats/custody.md.
"""

from __future__ import annotations

import hashlib
import re

import msgspec

from amana.core import CustodyError

_SHAPE = re.compile(
    rb"amana head v1\nsize (0|[1-9][0-9]{0,17})\nroot ([0-9a-f]{64})\nvault ([0-9a-z.:-]+)\n"
    rb"sha256 ([0-9a-f]{64})\n\Z"
)


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The committed state: log size, root hash, and the vault's durable extent."""

    size: int
    root: bytes
    vault: str


def encode_head(head: Head) -> bytes:
    """Return the bytes of a head: four lines and the SHA-256 over them.

    Raises:
        ValueError: the head could not be read again.
    """
    body = f"amana head v1\nsize {head.size}\nroot {head.root.hex()}\nvault {head.vault}\n".encode()
    data = body + f"sha256 {hashlib.sha256(body).hexdigest()}\n".encode()
    if not _SHAPE.match(data):
        msg = f"a head cannot state {head}"
        raise ValueError(msg)
    return data


def decode_head(data: bytes) -> Head:
    """Return the head that `data` states.

    Raises:
        CustodyError: the bytes are no head, or their checksum does not fit.
    """
    match = _SHAPE.match(data)
    body = data[: data.rindex(b"sha256 ")] if match else b""
    if match is None or hashlib.sha256(body).hexdigest() != match.group(4).decode():
        raise CustodyError(
            "custody/head is damaged: its checksum does not fit",
            remedy="do not write to this archive; `amana check` compares the rest of the log",
        )
    return Head(
        size=int(match.group(1)),
        root=bytes.fromhex(match.group(2).decode()),
        vault=match.group(3).decode(),
    )
