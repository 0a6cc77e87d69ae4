from __future__ import annotations

import struct
from collections.abc import Callable

from amana.reading.readers.compound.building import compound_file
from amana.reading.readers.compound.embedded import NATIVE, embedded, hand_out_storage
from amana.reading.readers.compound.streams import MAGIC, Compound
from amana.reading.readers.intake import BytesContent, Outlet
from amana.reading.wire import ChildRow
from amana.records import Derivation

Named = Callable[[], dict[bytes, bytes]]
Rows = Callable[[], list[ChildRow]]


def package(name: bytes, data: bytes) -> bytes:
    body = b"\x02\x00" + name + b"\0" + b"C:\\" + name + b"\0" + bytes(4)
    body += struct.pack("<I", 5) + b"C:\\t\0" + struct.pack("<I", len(data)) + data
    return struct.pack("<I", len(body)) + body


def test_storages_become_children(taken: Outlet, named: Named, rows: Rows) -> None:
    data = compound_file(
        {
            ("Pool", "_1", NATIVE): package(b"a.wav", b"sound"),
            ("Pool", "_2", "Contents"): b"%PDF",
            ("Pool", "_3", "WordDocument"): b"word" * 2000,
            ("Pool", "_4", "\x01Ole"): b"nothing of use",
        }
    )
    assert embedded(Compound(BytesContent(data)), taken, "Pool") == 0
    found = rows()
    assert [row.path for row in found] == [b"Pool/_1/a.wav", b"Pool/_2/Contents", b"Pool/_3"]
    assert [row.derivation for row in found] == [
        Derivation.DECODED,
        Derivation.DECODED,
        Derivation.SYNTHESISED,
    ]
    made = named()[b"Pool/_3"]
    assert made.startswith(MAGIC)
    assert Compound(BytesContent(made)).read("WordDocument") == b"word" * 2000


def test_a_package_of_the_newer_kind_is_handed_out_as_it_is(taken: Outlet, named: Named) -> None:
    hand_out_storage({("Package",): b"PK\3\4"}, "x", taken)
    assert named() == {b"x/Package": b"PK\3\4"}
