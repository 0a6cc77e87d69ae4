"""The texts of a slide: those of its shapes, its comments, its header and footer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from amana.reading.charsets import decode
from amana.reading.readers.codepages import is_exact
from amana.reading.readers.compound.powerpoint.frames import Frame, walk
from amana.reading.readers.compound.powerpoint.slides import (
    HEADER,
    TEXT_KINDS,
    Outline,
    text_kind,
)
from amana.reading.readers.paragraphs import Paragraphs, Place, Within

_TITLES, _OTHER = frozenset({0, 6}), 4
_CHARACTERS, _REFERENCE = 0x0FA0, 0x0F9E
_STRING, _COMMENT, _HEADERS_FOOTERS = 0x0FBA, 0x2EE0, 0x0FD9
_AUTHOR, _REMARK = 0, 1
_SLIDE_NUMBER = "*"


class Text(NamedTuple):
    """A text, the bytes of the stream that it comes from, and what it is."""

    record: Frame
    tag: str
    hint: str = ""


def texts_of(
    data: bytes, slide: Frame, outline: tuple[Outline, ...], hint: str = ""
) -> Iterator[Text]:
    """Return the texts of a slide or of notes in the order of its records."""
    kind, used, left = _OTHER, set[int](), []
    for record in walk(data, slide.start, slide.end):
        if record.kind == HEADER:
            kind = text_kind(data, record)
        elif record.kind in TEXT_KINDS:
            yield Text(record, _tag(kind), hint)
        elif record.kind == _REFERENCE:
            number = int.from_bytes(data[record.start : record.start + 4], "little")
            text = outline[number].text if number < len(outline) else None
            used.add(number)
            if text is not None:
                yield Text(text, _tag(outline[number].kind), hint)
        elif record.kind == _STRING and _COMMENT in record.within:
            left += [Text(record, "p", "comment")] if record.instance == _REMARK else []
        elif record.kind == _STRING and _HEADERS_FOOTERS in record.within:
            left.append(Text(record, "p", "footer"))
    for number, entry in enumerate(outline):
        if number not in used and entry.text is not None:
            yield Text(entry.text, _tag(entry.kind), hint)
    yield from left


def _tag(kind: int) -> str:
    return "h2" if kind in _TITLES else "p"


def write_text(data: bytes, text: Text, stream: str, out: Paragraphs) -> None:
    """Write the paragraphs of a text.

    Raises:
        Full: the budget is used up.
    """
    record = text.record
    is_wide = record.kind in {_CHARACTERS, _STRING}
    encoding = "utf-16le" if is_wide else "windows-1252"
    raw = data[record.start : record.end]
    letters = decode(raw, encoding) if is_wide else raw.decode("latin-1")
    if letters.strip() == _SLIDE_NUMBER:
        return
    exact = is_exact(letters, raw, encoding) if is_wide else decode(raw, encoding) == letters
    part = out.part(stream, encoding)
    within: Within = ("aside",) if text.hint else ()
    hints = (text.hint,) if text.hint else ()
    at = record.start
    for line in letters.splitlines(keepends=True) or [letters]:
        size = len(line.encode("utf-16-le", "replace")) if is_wide else len(line)
        shown = line.rstrip("\r\n\x0b\x00")
        length = len(shown.encode("utf-16-le", "replace")) if is_wide else len(shown)
        out.put(shown, Place(at, at + length, exact=exact, part=part))
        if line.endswith("\x0b"):
            out.put("\n")
        else:
            out.end(text.tag, within=within, hints=hints)
        at += size
    out.end(text.tag, within=within, hints=hints)
