from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from amana.reading.readers.containers.zip import read as read_zip
from amana.records import State

if TYPE_CHECKING:
    from tests.unit.reading.conftest import Read
    from tests.unit.reading.readers.conftest import Open


def packed(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, name * 100)
    return file.getvalue()


@pytest.mark.parametrize("length", [60, 100, 140])
def test_an_archive_that_breaks_off_anywhere_gives_what_it_has(opened: Open, length: int) -> None:
    data = packed("first.txt", "second.txt")
    found = opened(read_zip, data[: data.index(b"PK\1\2") * length // 140])
    assert set(found.names()) <= {b"first.txt", b"second.txt"}
    assert all(child.data == child.row.path * 100 for child in found.children)
    assert found.answer.notices


def test_in_the_sandbox(read: Read) -> None:
    data = packed("first.txt", "second.txt")
    outcome = read(data[: data.index(b"PK\1\2")], "a.zip")
    assert outcome.state is State.PARTLY_READ
    assert [child.path for child in outcome.children] == ["first.txt", "second.txt"]
