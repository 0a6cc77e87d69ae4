from __future__ import annotations

import pytest

from amana.reading.kinds.compound import SIGNATURE, kind_of_compound
from amana.reading.readers.intake import BytesContent

FREE = 0xFFFFFFFF
END = 0xFFFFFFFE


def entry(name: str, left: int = FREE, right: int = FREE, child: int = FREE) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    head = raw.ljust(64, b"\0") + len(raw).to_bytes(2, "little") + b"\2\1"
    links = b"".join(number.to_bytes(4, "little") for number in (left, right, child))
    return (head + links).ljust(128, b"\0")


def compound(*entries: bytes, chain: tuple[int, ...] = (END,), gap: int = 0) -> bytes:
    """Write a header, one allocation table (sector 0), the directory behind a gap of sectors."""
    first = 1 + gap
    header = SIGNATURE + bytes(16) + b"\x3e\0\3\0\xfe\xff\x09\0\6\0" + bytes(6)
    header += bytes(4) + (1).to_bytes(4, "little") + first.to_bytes(4, "little") + bytes(16)
    header += END.to_bytes(4, "little") + bytes(4) + (0).to_bytes(4, "little")
    header = header.ljust(512, b"\xff")
    table = [FREE] * 128
    for number, following in enumerate(chain):
        table[first + number] = following
    raw = b"".join(number.to_bytes(4, "little") for number in table)
    directory = b"".join(entries)
    return header + raw + bytes(512 * gap) + directory.ljust(512 * len(chain), b"\0")


def test_only_the_root_counts() -> None:
    data = compound(
        entry("Root Entry", child=1),
        entry("Workbook", left=2),
        entry("MBD001", child=3),
        entry("WordDocument"),
    )
    assert kind_of_compound(BytesContent(data), "doc") == "application/vnd.ms-excel"


def test_directory_far_behind() -> None:
    data = compound(entry("Root Entry", child=1), entry("WORDDOCUMENT"), gap=100)
    assert kind_of_compound(BytesContent(data), "") == "application/msword"


def test_directory_in_several_sectors() -> None:
    entries = [entry("Root Entry", child=4), *[entry("x")] * 3, entry("EncryptedPackage")]
    data = compound(*entries, chain=(2, END))
    assert kind_of_compound(BytesContent(data), "docx") == "application/x-ooxml-protected"


@pytest.mark.parametrize(
    "data",
    [
        SIGNATURE,
        SIGNATURE + b"\xff" * 600,
        SIGNATURE + bytes(600),
        compound(entry("Root Entry", child=1), entry("a", left=1, right=0), chain=(1,)),
        compound(entry("Root Entry", child=999999)),
        compound(entry("Root Entry", child=1), chain=(1, 2, 1)),
    ],
)
def test_circles_and_lies_end(data: bytes) -> None:
    assert kind_of_compound(BytesContent(data), "") == "application/x-ole-storage"


def test_by_the_name_when_the_directory_says_nothing() -> None:
    assert kind_of_compound(BytesContent(SIGNATURE + bytes(9)), "xls") == "application/vnd.ms-excel"
    name = "WordDocument".encode("utf-16-le")
    assert kind_of_compound(BytesContent(SIGNATURE + name), "xls") == "application/msword"
