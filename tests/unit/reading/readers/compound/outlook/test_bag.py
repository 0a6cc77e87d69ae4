from __future__ import annotations

import struct

from amana.reading.readers.compound.outlook.bag import PROPERTIES, Bag, Found, stream_name


def table(*rows: tuple[int, int, bytes]) -> bytes:
    return bytes(8) + b"".join(
        struct.pack("<HHI", kind, number, 6) + value.ljust(8, b"\0") for kind, number, value in rows
    )


def test_properties_are_numbers_times_and_streams() -> None:
    streams = {
        PROPERTIES: table(
            (3, 0x3FFD, struct.pack("<I", 1256)),
            (0x40, 0x0039, struct.pack("<Q", 129_590_496_000_000_000)),
        ),
        stream_name(0x0037, 0x1E): "\u0633\u0644\u0627\u0645\0".encode("cp1256"),
        stream_name(0x1000, 0x1F): "a\r\n b".encode("utf-16-le"),
        stream_name(0x1009, 0x102): b"bytes",
    }
    bag = Bag(streams, 8)
    assert bag.encoding == "windows-1256"
    assert bag.time(0x0039) == "2011-08-29T00:00:00Z"
    subject = Found("\u0633\u0644\u0627\u0645", "__substg1.0_0037001E", "windows-1256", 4)
    assert bag.text(0x9999, 0x0037) == subject
    assert bag.plain(0x1000) == "a b"
    assert bag.bytes(0x1009) == ("__substg1.0_10090102", b"bytes")
    assert (bag.text(1), bag.number(1), bag.time(1), bag.bytes(1)) == (None, None, None, None)


def test_the_encoding_may_follow_from_the_language() -> None:
    streams = {PROPERTIES: table((3, 0x3FF1, struct.pack("<I", 0x0401)))}
    assert Bag(streams, 8).encoding == "windows-1256"
    assert Bag({}, 8).encoding == "windows-1252"
    assert Bag({}, 8, "windows-1251").encoding == "windows-1251"
