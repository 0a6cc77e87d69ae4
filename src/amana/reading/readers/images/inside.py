"""What else is inside the bytes of a picture: the small picture of the camera, what was appended.

Both can be evidence. The small picture may show what the large one showed before it was changed;
behind the end of a picture there may be anything, an archive or a film.
"""

from __future__ import annotations

from amana.reading.notices import Code
from amana.reading.readers.images.exif import thumbnail_of
from amana.reading.readers.images.opening import BROKEN, Picture
from amana.reading.readers.intake import Outlet
from amana.reading.wire import ChildRow, Told
from amana.records import Derivation

_EXIF = b"Exif\0\0"
_LEAST = 16
_JPEG = b"\xff\xd8\xff"


def hand_out(picture: Picture, data: bytes, end: int | None, out: Outlet) -> list[Told]:
    """Hand out what is inside besides the picture, which ends at byte `end` where that is known."""
    _hand_out_thumbnail(picture, data, out)
    if end is None or end >= len(data):
        return []
    behind = len(data) - end
    if behind >= _LEAST and data[end:].strip(b"\0\r\n "):
        out.child(_slice(b"appended", end, len(data)))
    return [Told(Code.BYTES_APPENDED, behind)]


def _hand_out_thumbnail(picture: Picture, data: bytes, out: Outlet) -> None:
    try:
        thumbnail = thumbnail_of(picture.image.getexif())
    except BROKEN:
        return
    block = picture.image.info.get("exif")
    if thumbnail is None or not isinstance(block, bytes):
        return
    block = block.removeprefix(_EXIF)
    at = data.find(block) if block else -1
    start = at + thumbnail.start
    if at >= 0 and data.startswith(_JPEG, start) and start + thumbnail.size <= len(data):
        out.child(_slice(b"thumbnail.jpg", start, start + thumbnail.size))


def _slice(path: bytes, start: int, end: int) -> ChildRow:
    return ChildRow(path=path, derivation=Derivation.SLICE, start=start, end=end)
