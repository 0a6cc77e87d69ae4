"""What the tests of compound files share: an outlet that keeps everything, documents in code."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from itertools import pairwise

import pytest

from amana.reading.readers.compound.building import compound_file
from amana.reading.wire import ChildRow


class Taken:
    """An outlet that keeps everything."""

    def __init__(self) -> None:
        self.children: list[tuple[ChildRow, bytes]] = []

    def child(self, row: ChildRow, pieces: Iterable[bytes] = ()) -> bool:
        self.children.append((row, b"".join(pieces)))
        return True


@pytest.fixture
def taken() -> Taken:
    """An outlet that keeps everything."""
    return Taken()


@pytest.fixture
def rows(taken: Taken) -> Callable[[], list[ChildRow]]:
    """Return what was taken out."""
    return lambda: [row for row, _ in taken.children]


@pytest.fixture
def named(taken: Taken) -> Callable[[], dict[bytes, bytes]]:
    """Return the bytes of what was taken out, by their paths."""
    return lambda: {row.path: data for row, data in taken.children}


def _look_page(limits: list[int], entries: list[bytes], size: int) -> bytes:
    """Return a formatted disk page ([MS-DOC] 2.9.33): entries lie at its end."""
    page = bytearray(512)
    struct.pack_into(f"<{len(limits)}I", page, 0, *limits)
    at = 510
    for n, entry in enumerate(entries):
        at -= len(entry) + len(entry) % 2
        page[at : at + len(entry)] = entry
        page[4 * len(limits) + size * n] = at // 2 if entry else 0
    page[511] = len(entries)
    return bytes(page)


def _counted(body: bytes) -> bytes:
    """Return the looks of a paragraph with their length before them ([MS-DOC] 2.9.179)."""
    odd = bytes([(len(body) + 1) // 2])
    return (odd if len(body) % 2 else bytes([0, len(body) // 2])) + body


def word_streams(
    pieces: list[tuple[str, bool]],
    counts: tuple[int, ...] = (),
    *,
    hidden: tuple[int, int, int] | None = None,
    styles: list[tuple[int, int, bytes]] | None = None,
    flags: int = 0,
) -> dict[tuple[str, ...], bytes]:
    """Return the streams of a Word 97 document.

    Each piece says whether it is in UTF-16. `hidden` is a range of bytes and the modifier that
    hides it, `styles` are ranges of bytes of paragraphs with what their entry holds.
    """
    text, rows, limits = bytearray(), [], [0]
    for letters, wide in pieces:
        start = 2048 + len(text)
        text += letters.encode("utf-16-le" if wide else "cp1252")
        text += bytes(len(text) % 2)
        rows.append(struct.pack("<HIH", 0, start if wide else start * 2 | 0x40000000, 0))
        limits.append(limits[-1] + len(letters))
    table = struct.pack(f"<{len(limits)}I", *limits) + b"".join(rows)
    clx = b"\x01\x02\x00ab" + b"\x02" + struct.pack("<I", len(table)) + table
    main = bytearray(2048) + text + bytes(-len(text) % 512)
    struct.pack_into("<6H", main, 0, 0xA5EC, 0xC1, 0, 0x0409, 0, 0x0200 | flags)
    struct.pack_into("<I", main, 0x18, 2048)
    counts = counts or (limits[-1],)
    struct.pack_into(f"<{len(counts)}i", main, 0x4C, *counts)
    struct.pack_into("<II", main, 0x1A2, 0, len(clx))
    marks = [(hidden[0], hidden[1], struct.pack("<BHB", 3, hidden[2], 1))] if hidden else []
    kinds = [(start, end, _counted(body)) for start, end, body in styles or ()]
    for place, size, entries in ((0xFA, 1, marks), (0x102, 13, kinds)):
        if not entries:
            continue
        bounds = sorted({edge for start, end, _ in entries for edge in (start, end)})
        kept = {(start, end): body for start, end, body in entries}
        page = _look_page(bounds, [kept.get(edges, b"") for edges in pairwise(bounds)], size)
        struct.pack_into("<II", main, place, len(clx), 12)
        clx += struct.pack("<3I", bounds[0], bounds[-1], len(main) // 512)
        main += page
    return {("WordDocument",): bytes(main), ("1Table",): clx}


@pytest.fixture
def word() -> Callable[..., bytes]:
    """Make a Word 97 document; see `word_streams`; `more` are further streams."""

    def make(
        *args: object, more: dict[tuple[str, ...], bytes] | None = None, **kw: object
    ) -> bytes:
        return compound_file(word_streams(*args, **kw) | (more or {}))  # type: ignore[arg-type]  # passed on

    return make


def biff(kind: int, body: bytes = b"") -> bytes:
    """Return a record of a workbook ([MS-XLS] section 2.1.4)."""
    return struct.pack("<HH", kind, len(body)) + body


def _label(row: int, column: int, text: str) -> bytes:
    raw = text.encode("utf-16-le")
    return biff(0x204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + raw)


def sheet_records() -> bytes:
    """Return a sheet: two labels, a number, a comment at B2 and a text box."""
    text = b"\x00" + b"Look here"
    note = struct.pack("<4H", 1, 1, 0, 7) + struct.pack("<HB", 3, 0) + b"Ana\0"
    return b"".join(
        (
            biff(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)),
            biff(0x200, struct.pack("<IIHHH", 0, 2, 0, 2, 0)),
            _label(0, 0, "Name"),
            _label(0, 1, "\u0639\u062f\u062f"),
            biff(0x203, struct.pack("<HHHd", 1, 1, 0, 12.0)),
            biff(0x5D, struct.pack("<5H", 0x15, 0x12, 0x19, 7, 0)),
            biff(0x1B6, struct.pack("<HH6sHH4s", 0, 0, bytes(6), 9, 0, bytes(4))),
            biff(0x3C, text),
            biff(0x1C, note),
            biff(0x5D, struct.pack("<5H", 0x15, 0x12, 6, 8, 0)),
            biff(0x1B6, struct.pack("<HH6sHH4s", 0, 0, bytes(6), 3, 0, bytes(4))),
            biff(0x3C, b"\x01" + "Box".encode("utf-16-le")),
            biff(0x0A),
        )
    )


@pytest.fixture
def workbook() -> Callable[..., bytes]:
    """Make the stream of a workbook of one sheet; `extra` records stand at its beginning."""

    def make(name: str = "Lists", state: int = 0, extra: bytes = b"") -> bytes:
        head = biff(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + extra
        head += biff(0x42, struct.pack("<H", 1200))
        size = 4 + 8 + len(name)
        start = len(head) + size + 4
        row = struct.pack("<IBBBB", start, state, 0, len(name), 0) + name.encode("latin-1")
        return head + biff(0x85, row) + biff(0x0A) + sheet_records()

    return make


def ppt(kind: int, body: bytes, instance: int = 0, *, holds: bool = False) -> bytes:
    """Return a record of a presentation ([MS-PPT] section 2.3.1)."""
    return struct.pack("<HHI", instance << 4 | (15 if holds else 0), kind, len(body)) + body


def _slide(text: bytes, notes: int = 0, *, hidden: bool = False) -> bytes:
    atom = ppt(0x03EF, bytes(16) + struct.pack("<I", notes) + bytes(4))
    info = ppt(0x03F9, bytes(10) + bytes([4 if hidden else 0]) + bytes(5))
    box = ppt(0xF00D, ppt(0x0F9F, struct.pack("<I", 1)) + text, holds=True)
    return ppt(
        0x03EE, atom + info + ppt(0x040C, ppt(0xF002, box, holds=True), holds=True), holds=True
    )


@pytest.fixture
def slides() -> Callable[..., dict[tuple[str, ...], bytes]]:
    """Make the streams of a presentation: two slides in use and one that was deleted."""

    def make(mark: int = 0xE391C05F) -> dict[tuple[str, ...], bytes]:
        outline = ppt(0x0F9E, struct.pack("<I", 0))
        parts = {
            2: _slide(outline, notes=300),
            3: _slide(ppt(0x0FA8, b"Second caf\xe9\rline"), hidden=True),
            4: _slide(ppt(0x0FA8, b"Deleted")),
            5: ppt(0x03F0, ppt(0xF00D, ppt(0x0FA8, b"Say this"), holds=True), holds=True),
        }
        title = ppt(0x0F9F, struct.pack("<I", 0)) + ppt(
            0x0FA0, "\u0639\u0646\u0648".encode("utf-16-le")
        )
        listed = ppt(0x03F3, struct.pack("<5I", 2, 0, 1, 256, 0)) + title
        listed += ppt(0x03F3, struct.pack("<5I", 3, 0, 0, 257, 0))
        document = ppt(0x0FF0, listed, holds=True)
        document += ppt(0x0FF0, ppt(0x03F3, struct.pack("<5I", 5, 0, 0, 300, 0)), 2, holds=True)
        stream, places = b"", []
        for body in (ppt(0x03E8, document, holds=True), *parts.values()):
            places.append(len(stream))
            stream += body
        directory = len(stream)
        stream += ppt(0x1772, struct.pack("<I5I", 1 | 5 << 20, *places))
        edit = len(stream)
        stream += ppt(0x0FF5, struct.pack("<5I", 0, 0, 0, directory, 1) + bytes(8))
        user = bytes(8) + struct.pack("<III", 0x14, mark, edit) + bytes(8)
        return {("PowerPoint Document",): stream, ("Current User",): user}

    return make


@pytest.fixture
def mail() -> Callable[..., dict[tuple[str, ...], bytes]]:
    """Make the streams of a mail: text properties by number, below storages if need be."""

    def make(
        texts: dict[int, str], *, storage: tuple[str, ...] = (), head: int = 32, **numbers: int
    ) -> dict[tuple[str, ...], bytes]:
        table = bytes(head)
        for name, value in numbers.items():
            number = int(name[1:], 16)
            is_time = value > 1 << 40
            table += struct.pack("<HHIQ", 0x40 if is_time else 3, number, 6, value)
        streams = {(*storage, "__properties_version1.0"): table}
        for number, text in texts.items():
            streams[*storage, f"__substg1.0_{number:04X}001F"] = text.encode("utf-16-le")
        return streams

    return make
