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
