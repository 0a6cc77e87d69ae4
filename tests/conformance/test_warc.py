"""Public WARC, ARC and WACZ files: as many records as other readers find, and no byte lost."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from fastwarc.warc import ArchiveIterator as FastWarc
from warcio.archiveiterator import ArchiveIterator as Warcio  # type: ignore[import-untyped]  # no stubs
from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]  # no stubs

from amana.reading.believing import refuse_impossible
from amana.reading.readers.intake import BytesContent
from amana.reading.readers.warc import reader, wacz
from amana.reading.readers.warc.records import records
from amana.reading.wire import Budget, ChildRow, ReadOrder, TextAnswer

if TYPE_CHECKING:
    from tests.conformance.conftest import Tally

BUDGET = Budget(text_chars=10_000_000, runs=100_000, pages=1, pixels=1)
ENDINGS = (".warc", ".arc", ".warc.gz", ".arc.gz", ".gz.bad")


class Counted:
    """An outlet that counts."""

    def __init__(self) -> None:
        self.children = 0

    def child(self, row: ChildRow, pieces: Iterable[bytes] = ()) -> bool:
        del row
        for _ in pieces:
            pass
        self.children += 1
        return True


def found_by_fastwarc(data: bytes) -> int:
    """Count until the reader stops."""
    count = 0
    try:
        for one in FastWarc(io.BytesIO(data), parse_http=False):
            one.reader.read()
            count += 1
    except OSError:
        return count
    return count


def found_by_warcio(data: bytes) -> int:
    """Count until the reader stops."""
    count = 0
    try:
        for one in Warcio(io.BytesIO(data), no_record_parse=True):
            one.raw_stream.read()
            count += 1
    except (ArchiveLoadFailed, EOFError):
        return count
    return count


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name.endswith(ENDINGS):
            yield str(path.relative_to(folder)), path.read_bytes()
        elif path.suffix == ".wacz":
            with zipfile.ZipFile(path) as archive:
                for name in sorted(archive.namelist()):
                    if name.endswith(ENDINGS):
                        yield f"{path.relative_to(folder)}/{name}", archive.read(name)


def unaccounted(data: bytes) -> tuple[int, bytes]:
    """Return how many records there are, and what is neither one of them nor told."""
    gaps: list[tuple[int, int]] = []
    found = list(records(BytesContent(data), lambda start, end: gaps.append((start, end))))
    held = bytearray(data)
    for start, end in [(one.first, one.last) for one in found] + gaps:
        held[start:end] = bytes(end - start)
    return len(found), bytes(held).translate(None, b"\0\r\n")


def test_every_record_and_every_byte(test_data: Path, tally: Tally) -> None:
    misses, total = [], 0
    for name, data in files(test_data / "warc"):
        total += 1
        count, lost = unaccounted(data)
        peers = max(found_by_fastwarc(data), found_by_warcio(data))
        if count != peers or lost:
            misses.append(f"{name}: {count} records against {peers}, {len(lost)} bytes lost")
    tally("WARC and ARC files", passed=total - len(misses), total=total, misses=misses)
    assert total >= 40
    assert misses == []


def answer_of(data: bytes, read: object) -> TextAnswer:
    order = ReadOrder(family="any", name="", size=len(data), budget=BUDGET)
    assert callable(read)
    answer = read(BytesContent(data), order, Counted())
    assert isinstance(answer, TextAnswer)
    refuse_impossible(answer, order)
    return answer


def test_every_archive_is_read_to_an_answer_that_is_believed(test_data: Path) -> None:
    for name, data in files(test_data / "warc"):
        answer = answer_of(data, reader.read)
        assert dict(answer.metadata)["warc:records"] == str(unaccounted(data)[0]), name


def test_packages_are_held_against_their_digests(test_data: Path, tally: Tally) -> None:
    folder = test_data / "warc" / "py-wacz"
    expected = {
        "valid_example_1.wacz": 0,
        "valid_example_2.wacz": 0,
        "valid_signed_example_1.wacz": 0,
    }
    for name, wrong in expected.items():
        answer = answer_of((folder / name).read_bytes(), wacz.read)
        told = [one.n for one in answer.notices if one.code.value == "digests-wrong"]
        assert sum(told) == wrong, (name, answer.text)
        assert "digest sha256 fits" in answer.text
    tally("WACZ digests", passed=len(expected), total=len(expected))
