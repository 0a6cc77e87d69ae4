from __future__ import annotations

import struct

from amana.reading.readers.packaged import unpack


def package(name: bytes, data: bytes) -> bytes:
    body = b"\x02\x00" + name + b"\0" + b"C:\\" + name + b"\0" + bytes(4)
    body += struct.pack("<I", 5) + b"C:\\t\0" + struct.pack("<I", len(data)) + data
    return struct.pack("<I", len(body)) + body


def test_a_packaged_file_has_its_name_and_bytes() -> None:
    assert unpack(package(b"map.pdf", b"%PDF")) == (b"map.pdf", b"%PDF")
    assert unpack(struct.pack("<I", 4) + b"data") == (b"", b"data")
    for size in range(40):
        unpack(package(b"map.pdf", b"%PDF")[:size])
