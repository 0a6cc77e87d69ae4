"""Which parts of a presentation are in use, in the order of its slides ([MS-PPT] section 2.1.2).

A presentation that was saved again and again keeps its earlier states. The last user edit leads to
directories that say where each persistent part stands now; what no list names any more, a deleted
slide, is not read.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

from amana.reading.readers.compound.powerpoint.frames import Frame, frame_at, walk

USER_EDIT, _DIRECTORY = 0x0FF5, 0x1772
DOCUMENT, SLIDE, NOTES, MASTER = 0x03E8, 0x03EE, 0x03F0, 0x03F8
_LIST, _SLIDE_PLACE = 0x0FF0, 0x03F3
_SLIDES, _NOTES = 0, 2
_MOST_EDITS = 10_000
_MOST_PARTS = 200_000
TEXT_KINDS = frozenset({0x0FA0, 0x0FA8})
"""TextCharsAtom and TextBytesAtom."""

HEADER = 0x0F9F
"""TextHeaderAtom: what kind of text follows."""


class Outline(NamedTuple):
    """A text in the list of slides: its kind ([MS-PPT] section 2.13.33), and its record."""

    kind: int
    text: Frame | None


class Slide(NamedTuple):
    """A slide: its record, its notes, and the text of its outline in the list of slides."""

    record: Frame | None
    notes: Frame | None
    outline: tuple[Outline, ...]


class Presentation(NamedTuple):
    """The parts in use. `whole` is false where no directory leads to them."""

    document: Frame | None
    slides: tuple[Slide, ...]
    whole: bool


def read_presentation(data: bytes, edit: int) -> Presentation:
    """Find what is in use, from the place of the last user edit on.

    Where that fails, every slide of the stream is taken, in the order in which they stand.
    """
    places, number = _directory(data, edit)
    document = frame_at(data, places.get(number, -1))
    if document is None or document.kind != DOCUMENT:
        return _every(data)
    notes = {
        identity: frame_at(data, places.get(part, -1))
        for part, identity, _ in _listed(data, document, _NOTES)
    }
    slides = []
    for part, _, outline in _listed(data, document, _SLIDES):
        record = frame_at(data, places.get(part, -1))
        own = notes.get(_notes_of(data, record)) if record else None
        slides.append(Slide(record, own, outline))
    return Presentation(document, tuple(slides), whole=True)


def _directory(data: bytes, edit: int) -> tuple[dict[int, int], int]:
    """Return where each persistent part stands, and the number of the document."""
    places: dict[int, int] = {}
    document, seen = 0, set[int]()
    while edit not in seen and len(seen) < _MOST_EDITS:
        seen.add(edit)
        record = frame_at(data, edit)
        if record is None or record.kind != USER_EDIT or record.end - record.start < 20:  # noqa: PLR2004 - its size
            break
        _, _, edit, directory, number = struct.unpack_from("<5I", data, record.start)
        document = document or number
        for part, place in _persisted(data, directory):
            places.setdefault(part, place)
        if not edit:
            break
    return places, document


def _persisted(data: bytes, at: int) -> list[tuple[int, int]]:
    """Read a PersistDirectoryAtom ([MS-PPT] section 2.3.4)."""
    record = frame_at(data, at)
    found: list[tuple[int, int]] = []
    if record is None or record.kind != _DIRECTORY:
        return found
    at = record.start
    while at + 4 <= record.end and len(found) < _MOST_PARTS:
        (head,) = struct.unpack_from("<I", data, at)
        first, count = head & 0xFFFFF, head >> 20
        at += 4
        known = min(count, (record.end - at) // 4)
        places = struct.unpack_from(f"<{known}I", data, at)
        found += [(first + n, place) for n, place in enumerate(places)]
        at += 4 * count
    return found


def _listed(data: bytes, document: Frame, which: int) -> list[tuple[int, int, tuple[Outline, ...]]]:
    """Return the entries of a list: part, identity, and the texts that follow each."""
    found: list[tuple[int, int, list[Outline]]] = []
    for record in walk(data, document.start, document.end):
        if record.kind != _LIST or record.instance != which:
            continue
        for inner in walk(data, record.start, record.end):
            if inner.kind == _SLIDE_PLACE and inner.end - inner.start >= 16:  # noqa: PLR2004 - its size
                part, _, _, identity = struct.unpack_from("<4I", data, inner.start)
                found.append((part, identity, []))
            elif inner.kind == HEADER and found:
                found[-1][2].append(Outline(text_kind(data, inner), None))
            elif inner.kind in TEXT_KINDS and found and found[-1][2]:
                found[-1][2][-1] = found[-1][2][-1]._replace(text=inner)
    return [(part, identity, tuple(texts)) for part, identity, texts in found]


def text_kind(data: bytes, header: Frame) -> int:
    """Return which kind of text follows a header."""
    return int.from_bytes(data[header.start : header.start + 4], "little")


def _notes_of(data: bytes, slide: Frame) -> int:
    """Return the identity of the notes of a slide ([MS-PPT] section 2.5.2), or 0."""
    atom = frame_at(data, slide.start)
    if atom is None or atom.kind != 0x03EF or atom.end - atom.start < 20:  # noqa: PLR2004 - SlideAtom
        return 0
    return int(struct.unpack_from("<I", data, atom.start + 16)[0])


def _every(data: bytes) -> Presentation:
    """Take every slide there is, with the notes that follow it."""
    slides: list[Slide] = []
    document: Frame | None = None
    for record in walk(data, 0, len(data), deepest=0):
        if record.kind == DOCUMENT:
            document = record
        elif record.kind == SLIDE:
            slides.append(Slide(record, None, ()))
        elif record.kind == NOTES:
            slides.append(Slide(None, record, ()))
    return Presentation(document, tuple(slides), whole=False)
