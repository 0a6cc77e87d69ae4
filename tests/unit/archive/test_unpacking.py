from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from amana.archive import Archive
from amana.archive.unpacking import TakenOut, results_of
from amana.catalogue import ItemRow
from amana.core import Digests, sha256_hex
from amana.reading import ChildRow
from amana.records import Child, Derivation


def child(n: int, path: str, content: str, derivation: Derivation = Derivation.DECODED) -> Child:
    digests = Digests(sha256=sha256_hex(content.encode()), blake3="0" * 64, size=len(content))
    return Child(n=n, path=path, derivation=derivation, digests=digests)


def row(archive: Archive, ref: str | None = None) -> ItemRow:
    found = archive.show(ref or archive.list()[1][0].ref).item
    assert isinstance(found, ItemRow)
    return found


@pytest.fixture
def packed(archive: Archive, tmp_path: Path) -> Archive:
    path = tmp_path / "letters.zip"
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("deep.txt", "deep " * 50)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.txt", "one " * 50)
        file.writestr("inner.zip", inner.getvalue())
    archive.add([path])
    return archive


def test_bytes_wait_for_the_commit_and_slices_stay_where_they_are(tmp_path: Path) -> None:
    taken = TakenOut(tmp_path)
    with taken.spool:
        own = taken.take(ChildRow(path=b"a", derivation=Derivation.DECODED), [b"on", b"", b"e"])
        assert own.sha256 == sha256_hex(b"one")
        part = ChildRow(path=b"b", derivation=Derivation.SLICE, start=0, end=3)
        assert taken.take(part, [b"two"]).sha256 == sha256_hex(b"two")
        assert [digests.sha256 for _, digests in taken.spool.names()] == [own.sha256]


def test_what_breaks_off_is_forgotten(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise EOFError

    taken = TakenOut(tmp_path)
    with taken.spool:
        with pytest.raises(EOFError):
            taken.take(ChildRow(path=b"a", derivation=Derivation.DECODED), broken())
        assert taken.spool.names() == ()


def test_new_children_are_numbered_and_known_ones_are_not_entered_again(packed: Archive) -> None:
    item = row(packed)
    _, listed = packed.list(inside=item.ref)
    known = [each.item for each in listed if each.item]
    first, second = (
        child(1, "a.txt", "one " * 50, Derivation.DECOMPRESSED),
        child(2, "b.txt", "new"),
    )
    again = child(3, "a.txt", "one " * 50, Derivation.DECOMPRESSED)
    found = dict(results_of(item, [first, second, again], known))
    assert list(found) == [f"{item.ref}.3", f"{item.ref}.4"]
    assert [result.inside for result in found.values()] == [second, again]
