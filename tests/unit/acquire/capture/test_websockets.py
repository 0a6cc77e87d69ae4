"""Messages out of frames, however they come apart (RFC 6455 section 5.7, RFC 7692 7.2.3)."""

from __future__ import annotations

import itertools
import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.acquire.capture.framing import Head
from amana.acquire.capture.websockets import LONGEST, Decoded, Reading, readings_of


def frame(
    content: bytes, code: int = 1, *, final: bool = True, mask: bytes = b"", rsv: int = 0
) -> bytes:
    first = (0x80 if final else 0) | rsv | code
    size = len(content)
    if size < 126:
        length = bytes([size | (0x80 if mask else 0)])
    elif size < 65_536:
        length = bytes([126 | (0x80 if mask else 0)]) + size.to_bytes(2, "big")
    else:
        length = bytes([127 | (0x80 if mask else 0)]) + size.to_bytes(8, "big")
    sealed = bytes(b ^ mask[n % 4] for n, b in enumerate(content)) if mask else content
    return bytes([first]) + length + mask + sealed


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("810548656c6c6f", [("text", b"Hello")]),
        ("818537fa213d7f9f4d5158", [("text", b"Hello")]),
        ("010348656c80026c6f", [("text", b"Hello")]),
        ("890548656c6c6f", [("ping", b"Hello")]),
        ("8a8537fa213d7f9f4d5158", [("pong", b"Hello")]),
        ("880203e8", [("close", b"\x03\xe8")]),
    ],
)
def test_the_examples_of_the_standard(raw: str, told: list[tuple[str, bytes]]) -> None:
    found = list(Reading().feed(bytes.fromhex(raw)))
    assert [(each.kind, each.content) for each in found] == told


def test_packed_messages_are_unpacked_with_and_without_what_came_before() -> None:
    first, second = bytes.fromhex("c107f248cdc9c90700"), bytes.fromhex("c105f200110000")
    kept = Reading(packed=True)
    assert [each.content for each in kept.feed(first + second)] == [b"Hello", b"Hello"]
    fresh = Reading(packed=True, keeps_window=False)
    assert [each.content for each in fresh.feed(first + first)] == [b"Hello", b"Hello"]


@given(
    contents=st.lists(st.binary(max_size=300), max_size=5),
    cuts=st.lists(st.integers(0, 1_000), max_size=6),
    mask=st.sampled_from([b"", b"\x01\x02\x03\x04"]),
)
def test_pieces_make_no_difference(contents: list[bytes], cuts: list[int], mask: bytes) -> None:
    raw = b"".join(frame(content, 2, mask=mask) for content in contents)
    edges = sorted({0, len(raw), *(cut % (len(raw) + 1) for cut in cuts)})
    reading = Reading()
    pieces = [raw[a:b] for a, b in itertools.pairwise(edges)]
    found = [each for piece in pieces for each in reading.feed(piece)]
    assert [each.content for each in found] == contents


def test_a_long_message_is_told_by_its_length_and_the_next_is_read() -> None:
    raw = frame(b"x" * (LONGEST + 5), 2) + frame(b"after")
    reading = Reading()
    found = [
        each for at in range(0, len(raw), 70_000) for each in reading.feed(raw[at : at + 70_000])
    ]
    assert found == [Decoded("binary", LONGEST + 5, None), Decoded("text", 5, b"after")]


def test_what_does_not_unpack_is_told_as_it_is_and_bombs_stay_small() -> None:
    reading = Reading(packed=True)
    assert list(reading.feed(frame(b"\xff\xff\xff", rsv=0x40))) == [Decoded("text", 3, None)]
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = packer.compress(bytes(50 << 20)) + packer.flush(zlib.Z_SYNC_FLUSH)
    (told,) = Reading(packed=True).feed(frame(bomb[:-4], 2, rsv=0x40))
    assert told.content is None


@given(raw=st.binary(max_size=200), seed=st.integers(0, 99))
def test_any_bytes_are_read_without_a_complaint(raw: bytes, seed: int) -> None:
    reading = Reading(packed=bool(random.Random(seed).randrange(2)))  # noqa: S311 - chance
    list(reading.feed(raw))


def test_the_answer_says_what_was_agreed() -> None:
    def head(*fields: tuple[bytes, bytes]) -> Head:
        return Head(b"HTTP/1.1 101 Go", fields, ())

    assert readings_of(head((b"upgrade", b"h2c"))) is None
    assert readings_of(head((b"upgrade", b"WebSocket"))) is not None
