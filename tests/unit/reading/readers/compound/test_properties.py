from __future__ import annotations

import struct

from amana.reading.readers.compound.building import compound_file
from amana.reading.readers.compound.properties import (
    DOCUMENT_SUMMARY,
    SUMMARY,
    metadata,
    moment,
)
from amana.reading.readers.compound.streams import Compound
from amana.reading.readers.intake import BytesContent

_2011 = 129_590_496_000_000_000  # 2011-08-29 00:00:00 as FILETIME


def section(properties: dict[int, bytes]) -> bytes:
    places, bodies, at = b"", b"", 8 + 8 * len(properties)
    for number, body in properties.items():
        places += struct.pack("<II", number, at + len(bodies))
        bodies += body
    return struct.pack("<II", at + len(bodies), len(properties)) + places + bodies


def property_set(*sections: bytes) -> bytes:
    head = struct.pack("<HHI16sI", 0xFFFE, 0, 2, bytes(16), len(sections))
    start, places = 28 + 20 * len(sections), b""
    for body in sections:
        places += bytes(16) + struct.pack("<I", start)
        start += len(body)
    return head + places + b"".join(sections)


def text(value: bytes) -> bytes:
    return struct.pack("<II", 30, len(value) + 1) + value + b"\0" + bytes(-(len(value) + 1) % 4)


def read(**streams: bytes) -> list[tuple[str, str]]:
    names = {"summary": SUMMARY, "second": DOCUMENT_SUMMARY}
    data = compound_file({(names[name],): body for name, body in streams.items()})
    return metadata(Compound(BytesContent(data)))


def test_what_the_program_noted_is_given_under_both_names() -> None:
    arabic = "\u062a\u0642\u0631\u064a\u0631"
    summary = section(
        {
            1: struct.pack("<IHH", 2, 1256, 0),
            2: text(arabic.encode("cp1256")),
            10: struct.pack("<IQ", 64, 600_000_000),
            12: struct.pack("<IQ", 64, _2011),
            14: struct.pack("<Ii", 3, 7),
        }
    )
    own = section(
        {
            0: struct.pack("<III", 1, 2, 5) + b"Case\0" + bytes(3),
            1: struct.pack("<IHH", 2, 1252, 0),
            2: text(b"harbour"),
        }
    )
    pairs = read(summary=property_set(summary), second=property_set(section({}), own))
    assert ("dc:title", arabic) in pairs
    assert ("ole:title", arabic) in pairs
    assert ("dcterms:created", "2011-08-29T00:00:00Z") in pairs
    assert ("ole:edit-time", "PT60S") in pairs
    assert ("ole:pages", "7") in pairs
    assert pairs[-1] == ("ole:own", "Case=harbour")


def test_times_that_are_none_are_left_out() -> None:
    assert moment(0) is None
    assert moment(2**63) is None


def test_damage_is_no_failure() -> None:
    whole = property_set(section({2: text(b"title"), 4: text(b"author")}))
    for size in range(len(whole)):
        read(summary=whole[:size])
    assert read(summary=whole)[0] == ("dc:title", "title")
