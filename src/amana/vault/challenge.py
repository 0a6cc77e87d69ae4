r"""Challenges: how a replica shows that it has the bytes now, and does not answer from memory.

    answer = SHA-256("amana challenge v1\n" || nonce || bytes), in hexadecimal

The nonce has 32 bytes, is random, and used for one audit only. Whoever stored digests, or answers
to older nonces, instead of the bytes cannot compute it. Format: docs/reference/formats/replicas.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec

from amana.core import CHUNK

NONCE_SIZE = 32
_DOMAIN = b"amana challenge v1\n"


class Challenge(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for: `size` bytes of the file at `path`, from byte `start` on."""

    path: str
    start: int
    size: int


class Answer:
    """Computes the answer over bytes that pass through it.

    Raises:
        ValueError: the nonce has not 32 bytes.
    """

    def __init__(self, nonce: bytes) -> None:
        if len(nonce) != NONCE_SIZE:
            msg = f"a nonce has {NONCE_SIZE} bytes, not {len(nonce)}"
            raise ValueError(msg)
        self._digest = hashlib.sha256(_DOMAIN + nonce)

    def update(self, piece: bytes) -> None:
        """Take in the next bytes."""
        self._digest.update(piece)

    def text(self) -> str:
        """Return the answer over everything taken in."""
        return self._digest.hexdigest()


def answer_to(nonce: bytes, pieces: Iterable[bytes]) -> str:
    """Return the answer over `pieces`."""
    answer = Answer(nonce)
    for piece in pieces:
        answer.update(piece)
    return answer.text()


def stretch(stream: BinaryIO, challenge: Challenge) -> Iterator[bytes]:
    """Yield the bytes that a challenge asks for from its file, fewer where the file ends before."""
    stream.seek(challenge.start)
    left = challenge.size
    while left and (piece := stream.read(min(left, CHUNK))):
        left -= len(piece)
        yield piece
