"""Whatever the bytes are: an answer that is believed, or one that gives up; nothing else."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amana.reading.believing import refuse_impossible
from amana.reading.readers import single
from amana.reading.readers.containers import libarchive, tar
from amana.reading.readers.containers import zip as archives
from amana.reading.readers.intake import BytesContent, GiveUp
from amana.reading.readers.warc import reader, wacz
from amana.reading.readers.warc.http import Body, head_of
from amana.reading.readers.warc.records import records
from amana.reading.wire import Budget, ChildRow, ReadOrder, TextAnswer

BUDGET = Budget(text_chars=100_000, runs=10_000, pages=1, pixels=1)
MOST = 4 << 20

ANSWER = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
ENTRY = (
    b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/\r\n"
    b"Content-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
    % (len(ANSWER), ANSWER)
)


class Bounded:
    """An outlet that takes a little of everything."""

    def child(self, row: ChildRow, pieces: Iterable[bytes] = ()) -> bool:
        assert row.start is None or row.end is None or row.start <= row.end
        taken = 0
        for piece in pieces:
            taken += len(piece)
            if taken > MOST:
                return False
        return True


def in_tar() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name in ("a" * 120, "b"):
            info = tarfile.TarInfo(name)
            info.size = 5
            archive.addfile(info, io.BytesIO(b"hello"))
    return file.getvalue()


def in_zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("datapackage.json", '{"resources": [{"path": "a", "hash": "md5:0"}]}')
        archive.writestr("pages/pages.jsonl", '{"url": "http://example.org/"}\n')
    return file.getvalue()


AR = b"!<arch>\na.txt/          1700000000  0     0     100644  3         `\nabc\n"
SAMPLES: list[tuple[Callable[..., TextAnswer], str, bytes]] = [
    (tar.read, "application/x-tar", in_tar()),
    (archives.read, "application/zip", in_zip()),
    (wacz.read, "application/wacz", in_zip()),
    (single.read, "application/gzip", gzip.compress(b"hello" * 100)),
    (single.read, "application/gzip", gzip.compress(ENTRY)),
    (reader.read, "application/warc", ENTRY * 3),
    (reader.read, "application/warc", gzip.compress(ENTRY) * 3),
    (libarchive.read, "application/x-archive", AR),
    (libarchive.read, "application/x-7z-compressed", b"7z\xbc\xaf\x27\x1c" + bytes(80)),
    (libarchive.read, "application/vnd.rar", b"Rar!\x1a\x07\0" + bytes(80)),
]

edits = st.lists(
    st.tuples(st.integers(0, 5000), st.binary(max_size=6), st.integers(0, 8)), max_size=6
)


def edited(data: bytes, changes: list[tuple[int, bytes, int]]) -> bytes:
    """Put bytes in the place of others, here and there."""
    for place, new, lost in changes:
        at = place % (len(data) + 1)
        data = data[:at] + new + data[at + lost :]
    return data


def is_answered(read: Callable[..., TextAnswer], media_type: str, data: bytes) -> None:
    order = ReadOrder(family="any", name="a", size=len(data), budget=BUDGET, media_type=media_type)
    try:
        answer = read(BytesContent(data), order, Bounded())
    except (GiveUp, MemoryError):
        return
    refuse_impossible(answer, order)


@pytest.mark.parametrize("sample", range(len(SAMPLES)))
@given(changes=edits)
@settings(max_examples=25, deadline=None)
def test_damaged_containers(sample: int, changes: list[tuple[int, bytes, int]]) -> None:
    read, media_type, data = SAMPLES[sample]
    is_answered(read, media_type, edited(data, changes))


@pytest.mark.deep
@pytest.mark.parametrize("sample", range(len(SAMPLES)))
@given(changes=edits)
@settings(max_examples=2000, deadline=None)
def test_damaged_containers_deep(sample: int, changes: list[tuple[int, bytes, int]]) -> None:
    read, media_type, data = SAMPLES[sample]
    is_answered(read, media_type, edited(data, changes))


@given(changes=edits, packed=st.booleans())
@settings(max_examples=60, deadline=None)
def test_no_byte_of_a_web_archive_is_lost(
    changes: list[tuple[int, bytes, int]], packed: bool
) -> None:
    data = edited(gzip.compress(ENTRY) * 3 if packed else ENTRY * 3, changes)
    gaps: list[tuple[int, int]] = []
    found = list(records(BytesContent(data), lambda start, end: gaps.append((start, end))))
    held = bytearray(data)
    for start, end in [(one.first, one.last) for one in found] + gaps:
        assert 0 <= start <= end <= len(data)
        held[start:end] = bytes(end - start)
    assert bytes(held).strip(b"\0\r\n").translate(None, b"\0\r\n") == b""


@given(data=st.binary(max_size=300), size=st.integers(1, 400), changes=edits)
@settings(max_examples=100, deadline=None)
def test_no_http_message_raises(
    data: bytes, size: int, changes: list[tuple[int, bytes, int]]
) -> None:
    coded = b"HTTP/1.1 200 OK\r\nContent-Encoding: br, deflate, gzip\r\n\r\n"
    for message in (data, ANSWER + data, coded + gzip.compress(data), edited(ANSWER, changes)):
        head = head_of(message)
        rest = message[head.size :]
        body = Body(head, (rest[at : at + size] for at in range(0, len(rest), size)))
        for _ in body.decoded(body.framed()).pieces:
            pass
