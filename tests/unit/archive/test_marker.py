from __future__ import annotations

import msgspec
import pytest

from amana.archive.marker import Marker, decode_marker, encode_marker
from amana.core import UsageError

MARKER = Marker(
    origin="amana.example/log",
    entries=12,
    root=bytes(range(32)),
    vault="00000001:512",
    complete=True,
)


@pytest.mark.parametrize("complete", [True, False])
def test_a_marker_is_read_as_it_was_written(complete: bool) -> None:
    marker = msgspec.structs.replace(MARKER, complete=complete)
    assert decode_marker(encode_marker(marker)) == marker


def test_the_words_for_people_do_not_matter() -> None:
    data = encode_marker(MARKER)
    assert b"amana check" in data
    assert decode_marker(data[: data.index(b"\n\n") + 1]) == MARKER


@pytest.mark.parametrize("place", [0, 20, 45, 60, 140, 160, 190])
def test_a_flipped_bit_is_noticed(place: int) -> None:
    data = bytearray(encode_marker(MARKER))
    data[place] ^= 1
    with pytest.raises(UsageError, match="REPLICA is not the marker"):
        decode_marker(bytes(data))


@pytest.mark.parametrize("data", [b"", b"amana archive 1\n", b"\xff\xfe"])
def test_something_else_is_no_marker(data: bytes) -> None:
    with pytest.raises(UsageError):
        decode_marker(data)
