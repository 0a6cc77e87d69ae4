"""What a ZIP archive is made of, and what in it does not belong together (APPNOTE.TXT 4.3).

Programs that unpack go by the central directory, others by the headers before each member, others
by whatever comes first. Where the two disagree, where members share bytes, and where bytes belong
to neither, an archive shows different things to different people.
"""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from amana.reading.readers.containers.gaps import without_padding
from amana.reading.readers.intake import Content

LOCAL = struct.Struct("<4s5H3I2H")
UTF_8 = 0x800
_END = struct.Struct("<4s4H2IH")
_SIZED_LATER = 0x8
_LATER = 0xFFFFFFFF
_COMMENT = 0xFFFF
_DESCRIPTORS = (24, 20, 16, 12)
_UNICODE_PATH = 0x7075
_ENCRYPTED_DIRECTORY = b"PK\x06\x08"


class Info(Protocol):
    """What `zipfile.ZipInfo` knows of a member."""

    header_offset: int
    flag_bits: int
    compress_type: int
    compress_size: int
    file_size: int
    CRC: int
    extra: bytes


class Placed(Protocol):
    """A member: what the central directory says, its raw name there, and where its bytes end."""

    @property
    def info(self) -> Info:
        """What the central directory says."""
        ...

    @property
    def name(self) -> bytes:
        """Its raw name there."""
        ...

    @property
    def end(self) -> int:
        """The end of its bytes."""
        ...


class Layout(NamedTuple):
    """How many members share bytes, contradict their own header, and share a name."""

    overlapping: int
    contradicted: int
    repeated: int
    comment: bytes


def layout(
    document: Content,
    members: Sequence[Placed],
    directory: int,
    gap: Callable[[int, int], None],
) -> Layout:
    """Go through an archive whose central directory begins at `directory`.

    `members` come in the order of their places; what belongs to nothing is reported to `gap`.
    """
    end, comment = _end(document)
    ranges = [(one.info.header_offset, _behind(document, one)) for one in members]
    last = overlapping = 0
    for start, stop in [*ranges, (directory, end)]:
        overlapping += start < last
        gap(*without_padding(document, last, max(last, min(start, document.size))))
        last = max(last, min(stop, document.size))
    gap(*without_padding(document, end, document.size))
    names = Counter(one.name for one in members)
    return Layout(
        overlapping=overlapping,
        contradicted=sum(_contradicted(document, one) for one in members),
        repeated=sum(count > 1 for count in names.values()),
        comment=comment,
    )


def _end(document: Content) -> tuple[int, bytes]:
    """Return where the end of the central directory ends, and the comment in it."""
    start = max(0, document.size - _END.size - _COMMENT)
    tail = document.at(start, document.size - start)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + _END.size:
        return document.size, b""
    length = _END.unpack_from(tail, at)[-1]
    comment = tail[at + _END.size : at + _END.size + length]
    return start + at + _END.size + len(comment), comment


def _behind(document: Content, member: Placed) -> int:
    """Return where a member ends, its data descriptor included (APPNOTE 4.3.9)."""
    if not member.info.flag_bits & _SIZED_LATER:
        return member.end
    tail = document.at(member.end, _DESCRIPTORS[0] + 2)
    fits = (size for size in _DESCRIPTORS if tail[size : size + 2] == b"PK")
    signed = tail.startswith(b"PK\x07\x08")
    return member.end + next(fits, 16 if signed else 12)


def _contradicted(document: Content, member: Placed) -> bool:
    info, local = member.info, document.at(max(0, member.info.header_offset), LOCAL.size)
    if len(local) < LOCAL.size or not local.startswith(b"PK\x03\x04"):
        return False  # that is damage, and told as such
    _, _, flags, method, _, _, crc, packed, size, name_size, _ = LOCAL.unpack(local)
    name = document.at(info.header_offset + LOCAL.size, name_size)
    sized = not flags & _SIZED_LATER and _LATER not in {packed, size}
    known = (info.CRC, info.compress_size, info.file_size)
    return (
        name != member.name
        or method != info.compress_type
        or (sized and (crc, packed, size) != known)
    )


def directory_is_encrypted(document: Content) -> bool:
    """Tell whether the central directory is encrypted (APPNOTE 4.3.11 and 7.3)."""
    start = max(0, document.size - _END.size - _COMMENT)
    return _ENCRYPTED_DIRECTORY in document.at(start, document.size - start)


def unicode_path(extra: bytes, name: bytes) -> bytes | None:
    """Return the name in UTF-8 that stands beside another one (APPNOTE 4.6.9), if it is of it."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        field = extra[at + 4 : at + 4 + size]
        if kind == _UNICODE_PATH and field[:1] == b"\x01":
            return field[5:] if field[1:5] == struct.pack("<I", zlib.crc32(name)) else None
        at += 4 + size
    return None
