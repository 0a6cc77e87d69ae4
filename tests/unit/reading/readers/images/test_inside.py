from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable
from typing import TYPE_CHECKING

import pytest

from amana.reading.notices import Code
from amana.reading.readers.facts import Facts
from amana.reading.readers.images.extent import extent
from amana.reading.readers.images.inside import hand_out
from amana.reading.readers.images.opening import Picture
from amana.reading.wire import ChildRow, Told

if TYPE_CHECKING:
    from tests.unit.reading.readers.images.conftest import Make


class Kept:
    """Keeps what is handed out."""

    def __init__(self) -> None:
        self.rows: list[ChildRow] = []

    def child(self, row: ChildRow, pieces: Iterable[bytes] = ()) -> bool:
        """Keep a child."""
        assert not list(pieces)
        self.rows.append(row)
        return True


def inside(data: bytes, kind: str = "JPEG") -> tuple[list[ChildRow], list[Told]]:
    """Return what is inside a picture, and what is told about it."""
    kept = Kept()
    told = hand_out(Picture(data, 1_000_000), data, extent(data, kind, Facts()).end, kept)
    return kept.rows, told


def with_thumbnail(make: Make, small: bytes) -> bytes:
    """Return a picture that holds a small one."""
    main = struct.pack("<HHHII", 1, 0x0112, 3, 1, 1) + struct.pack("<I", 26)
    place = struct.pack("<HHHII", 2, 0x0201, 4, 1, 56) + struct.pack(
        "<HHII", 0x0202, 4, 1, len(small)
    )
    return make(exif=b"Exif\0\0II*\0\x08\0\0\0" + main + place + struct.pack("<I", 0) + small)


def test_the_small_picture_is_a_slice(make: Make) -> None:
    small = make("JPEG", (16, 12))
    data = with_thumbnail(make, small)
    (row,), told = inside(data)
    assert row.path == b"thumbnail.jpg"
    assert row.start is not None
    assert data[row.start : row.end] == small
    assert told == []


@pytest.mark.parametrize("small", [b"not a picture at all", b"\xff\xd8\xff"])
def test_what_is_no_small_picture_is_none(small: bytes, make: Make) -> None:
    rows, _ = inside(with_thumbnail(make, small))
    assert len(rows) == small.startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF"])
def test_an_archive_behind_a_picture_is_found(kind: str, make: Make) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("list.txt", "names")
    data = make(kind) + file.getvalue()
    (row,), told = inside(data, kind)
    assert row.start is not None
    assert data[row.start : row.end] == file.getvalue()
    assert told == [Told(Code.BYTES_APPENDED, len(file.getvalue()))]


def test_padding_is_told_and_not_handed_out(make: Make) -> None:
    assert inside(make() + b"\0" * 100) == ([], [Told(Code.BYTES_APPENDED, 100)])
    assert inside(make()) == ([], [])
