from __future__ import annotations

import struct

from amana.reading.readers.compound.outlook.lzfu import unpack_rtf

# The example of [MS-OXRTFCP] section 3.1.1
SIMPLE = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232"
    "0af32068656c090020627705b06c647d0a800fa0"
)


def test_the_example_of_the_specification() -> None:
    assert unpack_rtf(SIMPLE) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


def test_references_to_what_is_just_being_written() -> None:
    # [MS-OXRTFCP] section 3.1.2
    data = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")
    assert unpack_rtf(data) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"


def test_what_is_not_compressed_and_what_is_damaged() -> None:
    plain = struct.pack("<4I", 20, 4, 0x414C454D, 0) + b"{rtf more"
    assert unpack_rtf(plain) == b"{rtf"
    assert unpack_rtf(b"short") is None
    assert unpack_rtf(struct.pack("<4I", 20, 4, 7, 0)) is None
    for size in range(16, len(SIMPLE)):
        unpack_rtf(SIMPLE[:size])
