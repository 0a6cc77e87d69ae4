from __future__ import annotations

import hashlib

import pytest

from amana.core import CustodyError
from amana.custody.head import Head, decode_head, encode_head

HEAD = Head(size=12, root=bytes(range(32)), vault="00000001:4096")
DATA = encode_head(HEAD)


def spelled(body: bytes) -> bytes:
    return body + b"sha256 %s\n" % hashlib.sha256(body).hexdigest().encode()


def test_a_head_is_four_lines_and_their_digest() -> None:
    body = (
        b"amana head v1\nsize 12\nroot %s\nvault 00000001:4096\n" % bytes(range(32)).hex().encode()
    )
    assert spelled(body) == DATA
    assert decode_head(DATA) == HEAD


def test_every_single_flipped_bit_is_noticed() -> None:
    for place in range(len(DATA)):
        for bit in range(8):
            damaged = bytearray(DATA)
            damaged[place] ^= 1 << bit
            with pytest.raises(CustodyError, match="head is damaged"):
                decode_head(bytes(damaged))


def test_every_cut_and_every_byte_more_is_noticed() -> None:
    for data in (
        *(DATA[:end] for end in range(len(DATA))),
        DATA + b"\n",
        DATA + b"\0",
        b"\n" + DATA,
    ):
        with pytest.raises(CustodyError, match="head is damaged"):
            decode_head(data)


@pytest.mark.parametrize("size", [b"012", b"-1", b"", b"1e3", b"9" * 5000])
def test_a_size_has_one_spelling(size: bytes) -> None:
    with pytest.raises(CustodyError, match="head is damaged"):
        decode_head(spelled(b"amana head v1\nsize %s\nroot %064d\nvault 0\n" % (size, 0)))


@pytest.mark.parametrize(
    "head",
    [
        Head(size=-1, root=bytes(32), vault="0"),
        Head(size=1, root=bytes(31), vault="0"),
        Head(size=1, root=bytes(32), vault="A state with spaces"),
        Head(size=1, root=bytes(32), vault="0\nsize 9"),
        Head(size=1, root=bytes(32), vault=""),
    ],
)
def test_what_could_not_be_read_again_is_not_written(head: Head) -> None:
    with pytest.raises(ValueError, match="a head cannot state"):
        encode_head(head)
