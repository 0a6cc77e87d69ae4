"""Property sets ([MS-OLEPS]): what an office program noted about a document.

Normalised names stand beside those of the format (`ole:…`). A value of a kind that is of no use to
a reader (thumbnails, lists of headings) is left out.
"""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta

from amana.reading.charsets import decode
from amana.reading.readers.codepages import DEFAULT, of_code_page
from amana.reading.readers.compound.streams import Compound

Pairs = list[tuple[str, str]]

SUMMARY = "\x05SummaryInformation"
DOCUMENT_SUMMARY = "\x05DocumentSummaryInformation"
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_FIRST_YEAR = 1700  # earlier values are durations, or nothing
_LONGEST = 4000
_MOST = 200
_CODE_PAGE, _DICTIONARY = 1, 0
_STRING, _WIDE, _TIME = 30, 31, 64

# [MS-OLEPS] section 3.1.2 and [MS-OSHARED] section 2.3.3.2: number, own name, normalised name.
_IN_SUMMARY: dict[int, tuple[str, str | None]] = {
    2: ("title", "dc:title"),
    3: ("subject", "dc:subject"),
    4: ("author", "dc:creator"),
    5: ("keywords", None),
    6: ("comments", "dc:description"),
    7: ("template", None),
    8: ("last-author", "dc:contributor"),
    9: ("revision", None),
    10: ("edit-time", None),
    11: ("last-printed", None),
    12: ("created", "dcterms:created"),
    13: ("saved", "dcterms:modified"),
    14: ("pages", None),
    15: ("words", None),
    16: ("characters", None),
    18: ("application", None),
    19: ("security", None),
}
_IN_DOCUMENT_SUMMARY: dict[int, tuple[str, str | None]] = {
    2: ("category", None),
    3: ("presentation-format", None),
    5: ("lines", None),
    6: ("paragraphs", None),
    7: ("slides", None),
    8: ("notes", None),
    9: ("hidden-slides", None),
    14: ("manager", None),
    15: ("company", "dc:publisher"),
    26: ("content-type", None),
    27: ("content-status", None),
    28: ("language", None),
}


def metadata(compound: Compound) -> Pairs:
    """Return what the property sets of a compound file say: normalised first, then as written."""
    summary = _sections(compound.read(SUMMARY) or b"")
    second = _sections(compound.read(DOCUMENT_SUMMARY) or b"")
    normal: Pairs = []
    raw: Pairs = []
    for section, names in ((summary[:1], _IN_SUMMARY), (second[:1], _IN_DOCUMENT_SUMMARY)):
        for number, value in sorted(section[0].items()) if section else ():
            if number in names and isinstance(value, str) and value:
                name, common = names[number]
                raw.append((f"ole:{name}", value))
                normal += [(common, value)] if common else []
    return normal + raw + _own(second[1:2])


def _own(sections: list[dict[int, object]]) -> Pairs:
    """Return what somebody added: the names stand in a dictionary ([MS-OLEPS] 2.17)."""
    pairs = []
    for section in sections:
        names = section.get(_DICTIONARY)
        for number, value in sorted(section.items()):
            name = names.get(number) if isinstance(names, dict) else None
            if name and isinstance(value, str) and value and not name.startswith("_PID_"):
                pairs.append(("ole:own", f"{name}={value}"[:_LONGEST]))
    return pairs


def moment(filetime: int) -> str | None:
    """Return a FILETIME as EDTF to the second, or None where it is none."""
    try:
        at = _EPOCH + timedelta(microseconds=filetime // 10)
    except OverflowError:
        return None
    if at.year < _FIRST_YEAR:
        return None
    return at.replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _sections(data: bytes) -> list[dict[int, object]]:
    try:
        (count,) = struct.unpack_from("<I", data, 24)
        starts = [struct.unpack_from("<I", data, 44 + 20 * n)[0] for n in range(min(count, 2))]
    except struct.error:
        return []
    return [_section(data[start:]) for start in starts]


def _section(data: bytes) -> dict[int, object]:
    """Return the properties of a section by number; what is damaged is left out."""
    places: dict[int, int] = {}
    try:
        (count,) = struct.unpack_from("<I", data, 4)
        for n in range(min(count, _MOST)):
            number, offset = struct.unpack_from("<II", data, 8 + 8 * n)
            places[number] = offset
    except struct.error:
        pass
    encoding = DEFAULT
    if _CODE_PAGE in places:
        page = data[places[_CODE_PAGE] + 4 :][:2]
        encoding = of_code_page(int.from_bytes(page, "little")) or DEFAULT
    found: dict[int, object] = {}
    for number, offset in sorted(places.items()):
        try:
            if number == _DICTIONARY:
                found[number] = _dictionary(data, offset, encoding)
            elif number != _CODE_PAGE:
                found[number] = _value(data, offset, encoding, is_duration=number == 10)  # noqa: PLR2004 - PIDSI_EDITTIME
        except struct.error:
            continue
    return found


def _dictionary(data: bytes, offset: int, encoding: str) -> dict[int, str]:
    (count,) = struct.unpack_from("<I", data, offset)
    names, at = {}, offset + 4
    for _ in range(min(count, _MOST)):
        number, length = struct.unpack_from("<II", data, at)
        size = 2 * length if encoding == "utf-16le" else length
        names[number] = _clean(decode(data[at + 8 : at + 8 + size], encoding))
        at += 8 + size + (-size % 4 if encoding == "utf-16le" else 0)
    return names


def _value(data: bytes, offset: int, encoding: str, *, is_duration: bool) -> str | None:
    """Return a property as text ([MS-OLEPS] 2.15), or None for a kind of no use."""
    kind = struct.unpack_from("<I", data, offset)[0] & 0xFFFF
    at = offset + 4
    match kind:
        case 30 | 31:  # VT_LPSTR, VT_LPWSTR
            (length,) = struct.unpack_from("<I", data, at)
            size = 2 * length if kind == _WIDE else length
            wide = "utf-16le" if kind == _WIDE else encoding
            return _clean(decode(data[at + 4 : at + 4 + size], wide))
        case 64:  # VT_FILETIME
            (ticks,) = struct.unpack_from("<Q", data, at)
            return f"PT{ticks // 10_000_000}S" if is_duration else moment(ticks)
        case 2 | 3 | 18 | 19 | 22 | 23:  # VT_I2, VT_I4, VT_UI2, VT_UI4, VT_INT, VT_UINT
            return str(struct.unpack_from("<h" if kind in {2, 18} else "<i", data, at)[0])
        case 5:  # VT_R8
            return repr(struct.unpack_from("<d", data, at)[0])
        case 11:  # VT_BOOL
            return "true" if struct.unpack_from("<h", data, at)[0] else "false"
    return None


def _clean(text: str) -> str:
    return text.partition("\0")[0].strip()[:_LONGEST]
