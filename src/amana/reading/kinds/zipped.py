"""What a ZIP archive is, by the names of its members (APPNOTE.TXT 6.3.10).

The names stand in the central directory at the end, which no beginning of a long archive shows.
Nothing is unpacked: what only the inside of a member tells (a template from its letter) is taken
from the ending of the name.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from amana.reading.readers.intake import Content

ZIP = "application/zip"

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_END_64 = struct.Struct("<4sQ2H2I4Q")
_LOCATOR_64 = struct.Struct("<4sIQI")
_UNSIZED = 0x8
_ELSEWHERE = 0xFFFFFFFF
_TAIL = _END.size + 0xFFFF
_MAX_DIRECTORY = 2 << 20
_MAX_MEMBERS = 20_000
_MAX_MIMETYPE = 100
_MEDIA_TYPE = re.compile(rb"[a-z]+/[a-z0-9.+-]+")
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OOXML = (
    (
        b"word/",
        ("dotx", "dotm"),
        ("docm", "dotm"),
        (_OFFICE + "wordprocessingml.document", _OFFICE + "wordprocessingml.template"),
        (
            "application/vnd.ms-word.document.macroenabled.12",
            "application/vnd.ms-word.template.macroenabled.12",
        ),
    ),
    (
        b"xl/",
        ("xltx", "xltm"),
        ("xlsm", "xltm"),
        (_OFFICE + "spreadsheetml.sheet", _OFFICE + "spreadsheetml.template"),
        (
            "application/vnd.ms-excel.sheet.macroenabled.12",
            "application/vnd.ms-excel.template.macroenabled.12",
        ),
    ),
    (
        b"ppt/",
        ("potx", "potm"),
        ("pptm", "potm", "ppsm"),
        (_OFFICE + "presentationml.presentation", _OFFICE + "presentationml.template"),
        (
            "application/vnd.ms-powerpoint.presentation.macroenabled.12",
            "application/vnd.ms-powerpoint.template.macroenabled.12",
        ),
    ),
)
"""Folder, endings of templates, endings with macros, plain types, types with macros."""
_SHOWS = {
    "ppsx": _OFFICE + "presentationml.slideshow",
    "ppsm": "application/vnd.ms-powerpoint.slideshow.macroenabled.12",
    "xlam": "application/vnd.ms-excel.addin.macroenabled.12",
    "ppam": "application/vnd.ms-powerpoint.addin.macroenabled.12",
}
_CUT = {
    "docx": _OFFICE + "wordprocessingml.document",
    "xlsx": _OFFICE + "spreadsheetml.sheet",
    "pptx": _OFFICE + "presentationml.presentation",
}
"""For packages that were cut off behind the list of their content types."""
_XLSB = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
_OPENDOCUMENT = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "odg": "application/vnd.oasis.opendocument.graphics",
    "sxw": "application/vnd.sun.xml.writer",
    "sxc": "application/vnd.sun.xml.calc",
    "sxi": "application/vnd.sun.xml.impress",
    "sxd": "application/vnd.sun.xml.draw",
}
_IWORK = {
    "pages": "application/vnd.apple.pages",
    "numbers": "application/vnd.apple.numbers",
    "key": "application/vnd.apple.keynote",
}
_BY_MEMBER = (
    (b"META-INF/container.xml", "application/epub+zip"),
    (b"AndroidManifest.xml", "application/vnd.android.package-archive"),
    (b"META-INF/MANIFEST.MF", "application/java-archive"),
)


def kind_of_zip(document: Content, ending: str) -> str:
    """Return the media type of a ZIP archive.

    Rules, first match wins:

    1. What a stored first member `mimetype` declares (OpenDocument 1.2 part 3 section 3.3, EPUB
       OCF 3 section 4.3).
    2. Office Open XML by its folder, where `[Content_Types].xml` stands beside it; then XPS.
    3. WACZ, iWork, OpenDocument and EPUB without a declaration, Android and Java packages, KMZ.
    4. ZIP.
    """
    declared = _declared(document)
    if declared is not None:
        return declared
    names = member_names(document)
    known = frozenset(names)
    office = _office(names, known, ending)
    return office or _package(names, known, ending) or _places(names, known, ending) or ZIP


def member_names(document: Content) -> tuple[bytes, ...]:
    """Return the names of the members: from the central directory, else from the beginning."""
    return tuple(_central(document)) or tuple(_local(document))


def has_directory(document: Content) -> bool:
    """Tell whether there is a central directory that leads to a member: then it can be opened."""
    return next(_central(document), None) is not None


def _declared(document: Content) -> str | None:
    head = document.at(0, _LOCAL.size + 8 + 0xFF + _MAX_MIMETYPE)
    if len(head) < _LOCAL.size:
        return None
    _sign, _v, _flags, method, *_, size, name_size, extra_size = _LOCAL.unpack_from(head)
    start = _LOCAL.size + name_size + extra_size
    if head[_LOCAL.size : _LOCAL.size + name_size] != b"mimetype" or method:
        return None
    found = _MEDIA_TYPE.match(head[start : start + min(size or _MAX_MIMETYPE, _MAX_MIMETYPE)])
    if found is None:
        return None
    text = found.group()
    # With a data descriptor the size is unknown here, and what follows begins with its sign.
    return text.partition(b"PK")[0].decode("ascii")


def _central(document: Content) -> Iterator[bytes]:
    tail_start = max(0, document.size - _TAIL)
    tail = document.at(tail_start, _TAIL)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) - end < _END.size:
        return
    *_, size, start, _comment = _END.unpack_from(tail, end)
    before = tail_start + end
    if _ELSEWHERE in {start, size}:
        size, start, before = _far(document, before)
    data = document.at(start, min(size, _MAX_DIRECTORY))
    if not data.startswith(b"PK\x01\x02"):  # something stands before the archive
        data = document.at(max(0, before - size), min(size, _MAX_DIRECTORY))
    at = 0
    for _ in range(_MAX_MEMBERS):
        if data[at : at + 4] != b"PK\x01\x02" or len(data) - at < _CENTRAL.size:
            return
        fields = _CENTRAL.unpack_from(data, at)
        name_size, extra_size, comment_size = fields[10:13]
        yield data[at + _CENTRAL.size : at + _CENTRAL.size + name_size]
        at += _CENTRAL.size + name_size + extra_size + comment_size


def _far(document: Content, end: int) -> tuple[int, int, int]:
    """Return size and start of a ZIP64 directory, and where what describes it stands."""
    locator = document.at(max(0, end - _LOCATOR_64.size), _LOCATOR_64.size)
    if not locator.startswith(b"PK\x06\x07") or len(locator) < _LOCATOR_64.size:
        return 0, 0, end
    place = _LOCATOR_64.unpack(locator)[2]
    head = document.at(min(place, document.size), _END_64.size)
    if not head.startswith(b"PK\x06\x06") or len(head) < _END_64.size:
        return 0, 0, end
    *_, size, start = _END_64.unpack(head)
    return min(size, document.size), min(start, document.size), place


def _local(document: Content) -> Iterator[bytes]:
    """Go along the local headers of the first part, for an archive that was cut off."""
    head = document.at(0, 1 << 16)
    at = max(0, head.find(b"PK\x03\x04"))
    for _ in range(_MAX_MEMBERS):
        if head[at : at + 4] != b"PK\x03\x04" or len(head) - at < _LOCAL.size:
            return
        _sign, _v, flags, *_, packed, _size, name_size, extra_size = _LOCAL.unpack_from(head, at)
        yield head[at + _LOCAL.size : at + _LOCAL.size + name_size]
        following = at + _LOCAL.size + name_size + extra_size
        at = head.find(b"PK\x03\x04", following) if flags & _UNSIZED else following + packed
        if at < 0:
            return


def _office(names: tuple[bytes, ...], known: frozenset[bytes], ending: str) -> str | None:
    if any(name.endswith(b".fdseq") for name in names):
        return "application/oxps" if ending == "oxps" else "application/vnd.ms-xpsdocument"
    if b"[Content_Types].xml" not in known:
        return None
    macros = any(name.endswith(b"/vbaProject.bin") for name in names)
    for folder, templates, with_macros, plain, risky in _OOXML:
        if not any(name.startswith(folder) for name in names):
            continue
        if b"xl/workbook.bin" in known or ending in _SHOWS:
            return _SHOWS.get(ending, _XLSB)
        return (risky if macros or ending in with_macros else plain)[ending in templates]
    visio = any(name.startswith(b"visio/") for name in names)
    return "application/vnd.visio" if visio else _CUT.get(ending)


def _package(names: tuple[bytes, ...], known: frozenset[bytes], ending: str) -> str | None:
    if b"datapackage.json" in known and any(name.startswith(b"archive/") for name in names):
        return "application/wacz"
    old = b"index.xml" in known and ending in _IWORK
    if old or any(n.endswith((b".iwa", b"index.apxl", b"Index.zip")) for n in names):
        return _IWORK.get(ending, "application/vnd.apple.iwork")
    if b"content.xml" in known and b"META-INF/manifest.xml" in known:
        return _OPENDOCUMENT.get(ending, _OPENDOCUMENT["odt"])
    return next((media_type for member, media_type in _BY_MEMBER if member in known), None)


def _places(names: tuple[bytes, ...], known: frozenset[bytes], ending: str) -> str | None:
    """Tell a KMZ: its first KML is in the root folder, `doc.kml` by custom (KML 2.3 annex C)."""
    kml = any(name.lower().endswith(b".kml") and b"/" not in name for name in names)
    said = ending == "kmz" or b"doc.kml" in known
    return "application/vnd.google-earth.kmz" if kml and said else None
