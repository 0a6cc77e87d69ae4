from __future__ import annotations

import struct

import pytest

from amana.reading.notices import Code
from amana.reading.readers.compound.building import compound_file
from amana.reading.readers.compound.streams import Compound
from amana.reading.readers.intake import BytesContent, GiveUp

STREAMS = {("Letter",): b"L" * 6000, ("Pool", "_1", "Inside"): b"in", ("Small",): b"s"}


def opened(data: bytes) -> Compound:
    return Compound(BytesContent(data))


def test_streams_are_found_by_their_path_whatever_their_case() -> None:
    compound = opened(compound_file(STREAMS))
    assert compound.has("letter")
    assert not compound.has("pool")
    assert compound.read("LETTER") == b"L" * 6000
    assert compound.read("Pool", "_1", "inside") == b"in"
    assert compound.read("nothing") is None
    assert compound.children("Pool") == ["_1"]
    assert compound.below("Pool") == {("_1", "Inside"): b"in"}
    assert compound.damaged == 0


def test_what_is_no_compound_file_is_given_up() -> None:
    whole = compound_file(STREAMS)
    for data in (b"", b"short", whole[:100], b"x" * 5000, whole[:512]):
        with pytest.raises(GiveUp) as gave_up:
            opened(data)
        assert gave_up.value.code is Code.CONTAINER_BROKEN


def test_a_header_that_claims_more_than_the_file_holds_is_given_up() -> None:
    for place in (0x2C, 0x40, 0x48):
        data = bytearray(compound_file(STREAMS))
        struct.pack_into("<I", data, place, 0x7FFFFFFF)
        with pytest.raises(GiveUp):
            opened(bytes(data))


def test_a_stream_that_claims_more_than_the_file_holds_is_told() -> None:
    data = bytearray(compound_file(STREAMS))
    at = data.index("Letter".encode("utf-16-le"))
    struct.pack_into("<Q", data, at + 120, 1 << 31)
    compound = opened(bytes(data))
    assert (compound.read("Letter") or b"").startswith(b"LLL")
    assert compound.damaged


def test_sectors_that_lead_in_a_circle_end() -> None:
    data = bytearray(compound_file(STREAMS))
    table = 512 * (1 + struct.unpack_from("<I", data, 0x4C)[0])
    struct.pack_into("<I", data, table + 8, 0)
    compound = opened(bytes(data))
    assert len(compound.read("Letter") or b"") <= len(data)
    compound.below("Pool")


def test_a_file_that_is_cut_short_tells_what_is_lost() -> None:
    data = compound_file({("Letter",): b"L" * 60_000, ("Small",): b"s"})
    for size in range(600, len(data), 2048):
        try:
            compound = opened(data[:size])
        except GiveUp:
            continue
        compound.read("Letter")
