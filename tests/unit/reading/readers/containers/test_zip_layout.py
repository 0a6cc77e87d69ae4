from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from amana.reading.readers.containers.zip import member_of
from amana.reading.readers.containers.zip_layout import (
    Layout,
    directory_is_encrypted,
    layout,
    unicode_path,
)
from amana.reading.readers.intake import BytesContent


class Stream(io.RawIOBase):
    """A file that cannot go back, so that sizes follow the members."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # narrower than any buffer
        self.data += data
        return len(data)


def laid(data: bytes) -> tuple[Layout, list[tuple[int, int]]]:
    document, gaps = BytesContent(data), list[tuple[int, int]]()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [member_of(document, info) for info in archive.infolist()]
        found = layout(document, members, archive.start_dir, lambda *gap: gaps.append(gap))
    return found, [gap for gap in gaps if gap[0] < gap[1]]


def test_sizes_that_follow_a_member_are_part_of_it() -> None:
    file = Stream()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"one")
        archive.writestr("b", b"two")
    assert laid(bytes(file.data)) == (Layout(0, 0, 0, b""), [])


def test_the_comment_is_part_of_the_archive() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a", b"one")
        archive.comment = b"packed on a Tuesday"
    assert laid(file.getvalue()) == (Layout(0, 0, 0, b"packed on a Tuesday"), [])
    assert laid(file.getvalue() + b"more")[1] == [(len(file.getvalue()), len(file.getvalue()) + 4)]


@pytest.mark.parametrize(
    ("extra", "path"),
    [
        (b"", None),
        (struct.pack("<HH", 1, 2) + b"xx", None),
        (struct.pack("<HHBI", 0x7075, 6, 1, zlib.crc32(b"a")) + b"b", b"b"),
        (struct.pack("<HHBI", 0x7075, 6, 1, 0) + b"b", None),
        (struct.pack("<HHBI", 0x7075, 6, 2, zlib.crc32(b"a")) + b"b", None),
        (struct.pack("<HH", 0x7075, 9), None),
    ],
)
def test_names_beside_names(extra: bytes, path: bytes | None) -> None:
    assert unicode_path(extra, b"a") == path


def test_encrypted_directories() -> None:
    assert directory_is_encrypted(BytesContent(b"PK\x06\x08" + bytes(30)))
    assert not directory_is_encrypted(BytesContent(b"PK\x05\x06" + bytes(18)))
