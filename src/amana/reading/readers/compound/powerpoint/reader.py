"""The reader of presentations: what stands on each slide, then its notes and comments."""

from __future__ import annotations

import struct
import zlib

from amana.reading.notices import Code
from amana.reading.readers.compound.embedded import NATIVE, hand_out_storage
from amana.reading.readers.compound.pictures import found_in, hand_out_pictures
from amana.reading.readers.compound.powerpoint.frames import Frame, walk
from amana.reading.readers.compound.powerpoint.slides import Slide, read_presentation
from amana.reading.readers.compound.powerpoint.texts import texts_of, write_text
from amana.reading.readers.compound.properties import metadata
from amana.reading.readers.compound.streams import MAGIC, Compound
from amana.reading.readers.intake import BytesContent, GiveUp, Outlet
from amana.reading.readers.paragraphs import Full, Paragraphs
from amana.reading.wire import ChildRow, ReadOrder, TextAnswer, Told
from amana.records import Derivation

STREAM = "PowerPoint Document"
_USER, _PICTURES = "Current User", "Pictures"
_LOCKED = 0xF3D1C4DF  # the mark of an encrypted presentation ([MS-PPT] section 2.3.2)
_INFO, _OBJECT, _HIDDEN = 0x03F9, 0x1011, 0x04
_COMPRESSED = 1
_OF_95 = "PersistentStorage Directory"  # PowerPoint 95 keeps its parts in another way
_LARGEST = 256 << 20
_PACKAGED = frozenset({NATIVE, "Package", "CONTENTS"})


def read_powerpoint(compound: Compound, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read a presentation.

    Raises:
        GiveUp: it needs a password.
    """
    data, edit = compound.read(STREAM) or b"", 0
    user = compound.read(_USER) or b""
    if len(user) >= 20:  # noqa: PLR2004 - CurrentUserAtom
        mark, edit = struct.unpack_from("<II", user, 12)
        if mark == _LOCKED:
            raise GiveUp(Code.ENCRYPTED)
    presentation = read_presentation(data, edit)
    if not presentation.whole and not presentation.slides:
        raise GiveUp(Code.NO_READER if compound.has(_OF_95) else Code.CONTAINER_BROKEN)
    text, notices, hidden = Paragraphs(order.budget), list[Told](), 0
    try:
        for slide in presentation.slides:
            _write_slide(data, slide, text)
            hidden += slide.record is not None and _is_hidden(data, slide.record)
            text.page()
    except Full as full:
        notices.append(Told(full.code, text.length))
    notices += [] if presentation.whole else [Told(Code.STRUCTURE_DAMAGED, 1)]
    notices += [Told(Code.SHEETS_HIDDEN, hidden)] if hidden else []
    lost = hand_out_pictures(found_in(compound.read(_PICTURES) or b""), out)
    lost += _hand_out_objects(data, out)
    notices += [Told(Code.CHILDREN_DAMAGED, lost)] if lost else []
    return text.answer(notices=tuple(notices), metadata=tuple(metadata(compound)))


def _write_slide(data: bytes, slide: Slide, text: Paragraphs) -> None:
    nothing = Frame(0, 0, 0, 0)
    for found in texts_of(data, slide.record or nothing, slide.outline):
        write_text(data, found, STREAM, text)
    if slide.notes is not None:
        for found in texts_of(data, slide.notes, (), "notes"):
            write_text(data, found, STREAM, text)


def _is_hidden(data: bytes, slide: Frame) -> bool:
    """Tell whether a slide is left out of the show ([MS-PPT] section 2.6.6)."""
    for record in walk(data, slide.start, slide.end, deepest=0):
        if record.kind == _INFO and record.end - record.start >= 12:  # noqa: PLR2004 - its flags
            return bool(data[record.start + 10] & _HIDDEN)
    return False


def _hand_out_objects(data: bytes, out: Outlet) -> int:
    """Hand out embedded objects ([MS-PPT] section 2.10.34); return how many are damaged."""
    number = damaged = 0
    for record in walk(data, 0, len(data), deepest=0):
        if record.kind != _OBJECT:
            continue
        number += 1
        content = _unpacked(data[record.start : record.end], record.instance)
        if content is None:
            damaged += 1
        else:
            _hand_out(content, f"objects/{number}", record.instance, out)
    return damaged


def _unpacked(body: bytes, instance: int) -> bytes | None:
    if instance != _COMPRESSED:
        return body
    unpacker = zlib.decompressobj()
    try:
        return unpacker.decompress(body[4:], _LARGEST)
    except zlib.error:
        return None


def _hand_out(content: bytes, path: str, instance: int, out: Outlet) -> None:
    """Hand out an object: what is packaged in it, or the compound file that it is."""
    if content.startswith(MAGIC):
        try:
            streams = Compound(BytesContent(content)).below()
        except GiveUp:
            streams = {}
        if any(stream[0] in _PACKAGED for stream in streams):
            hand_out_storage(streams, path, out)
            return
    packed = instance == _COMPRESSED
    derivation = Derivation.DECOMPRESSED if packed else Derivation.DECODED
    out.child(ChildRow(path=path.encode(), derivation=derivation), [content])
