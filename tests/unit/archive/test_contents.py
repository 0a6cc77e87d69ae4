from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from amana.archive import Archive
from amana.archive.contents import descriptor_of, open_content, place_of
from amana.archive.parts import Parts
from amana.catalogue import ItemRow
from amana.core import sha256_hex

PLAIN, SQUEEZED = b"The quay was shelled on Monday.\n", b"again and again " * 99


@pytest.fixture
def rows(archive: Archive, tmp_path: Path) -> dict[str, ItemRow]:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as file:
        file.writestr("plain.txt", PLAIN)
    path = tmp_path / "outer.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("inner.zip", inner.getvalue())
        file.writestr("squeezed.txt", SQUEEZED, compress_type=zipfile.ZIP_DEFLATED)
    archive.add([path])
    (root,) = archive.list()[1]
    assert root.item is not None
    listed = archive.list(inside=root.ref)[1] + archive.list(inside=f"{root.ref}.1")[1]
    return {"": root.item} | {str(r.item.path): r.item for r in listed if r.item}


def test_a_slice_of_a_slice_is_where_it_is_in_the_root(
    parts: Parts, rows: dict[str, ItemRow]
) -> None:
    row = rows["plain.txt"]
    assert row.sha256 == sha256_hex(PLAIN)
    place = place_of(parts, row)
    assert place.sha256 == rows[""].sha256
    assert place.start == (row.start or 0) + (rows["inner.zip"].start or 0)
    descriptor, start = descriptor_of(parts, row)
    try:
        assert os.pread(descriptor, row.size, start) == PLAIN
    finally:
        os.close(descriptor)


def test_what_was_decompressed_has_an_object_of_its_own(
    parts: Parts, rows: dict[str, ItemRow]
) -> None:
    row = rows["squeezed.txt"]
    assert place_of(parts, row) == (sha256_hex(SQUEEZED), 0, len(SQUEEZED))
    with open_content(parts, row) as stream:
        assert stream.read() == SQUEEZED


def test_a_slice_can_be_read_from_anywhere_and_ends_with_itself(
    parts: Parts, rows: dict[str, ItemRow]
) -> None:
    with open_content(parts, rows["plain.txt"]) as stream:
        assert stream.seek(-8, os.SEEK_END) == len(PLAIN) - 8
        assert stream.read() == PLAIN[-8:]
        assert stream.seek(4) == 4
        assert stream.read(4) == b"quay"
        assert stream.seek(-4, os.SEEK_CUR) == 4
        assert stream.seek(0) == 0
        assert stream.read() == PLAIN
