"""EXIF (CIPA DC-008-2023): what a camera wrote about a picture, raw and normalised."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from PIL import ExifTags, Image

from amana.reading.readers.facts import Facts, decoded

_CAMERA, _PLACE, _THUMBNAIL = ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo, ExifTags.IFD.IFD1
_MOST_BYTES = 300
_MOST_VALUES = 16
_START, _LENGTH = 0x0201, 0x0202
_LEFT_OUT = frozenset({0x8769, 0x8825, 0xA005, 0x927C, 0x02BC, 0x8773, 0x83BB, 0x8649})
_PICTURE_OWN = frozenset(range(0x0111, 0x0119)) | {0x0144, 0x0145, 0x0142, 0x0143, 0x015B}
_MOMENT = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)")
_ZONE = re.compile(r"[+-]\d\d:\d\d|Z")
_DAY = re.compile(r"(\d{4}):(\d\d):(\d\d)")
_CODED = {b"ASCII\0\0\0": "ascii", b"UNICODE\0": "utf-16-be", b"JIS\0\0\0\0\0": "shift_jis"}
_PARTS = 3
_PLACES = 7  # decimals of a degree: about a centimetre


class Thumbnail(NamedTuple):
    """Where the small picture begins, from the first byte of the TIFF header, and its size."""

    start: int
    size: int


def exif_facts(exif: Image.Exif, facts: Facts) -> None:
    """Add every tag as `exif:Name`, and when and where the picture was taken, by it.

    `dcterms:created` is without a zone where none stands beside the time; `dcterms:created.basis`
    says from which tags it comes. Degrees are decimal, metres above the sea may be negative.
    """
    camera, place = _directory(exif, _CAMERA), _directory(exif, _PLACE)
    for tags, names in ((dict(exif), ExifTags.TAGS), (camera, ExifTags.TAGS)):
        for tag in sorted(set(tags) - _LEFT_OUT - _PICTURE_OWN):
            facts.add(f"exif:{names.get(tag, f'0x{tag:04x}')}", _shown(tags[tag]))
    for tag in sorted(place):
        facts.add(f"exif:{ExifTags.GPSTAGS.get(tag, f'GPS-0x{tag:04x}')}", _shown(place[tag]))
    _add_moment(dict(exif) | camera, facts)
    _add_place(place, facts)


def thumbnail_of(exif: Image.Exif) -> Thumbnail | None:
    """Return where the small picture is that was made beside the large one, if there is one."""
    small = _directory(exif, _THUMBNAIL)
    start, size = small.get(_START), small.get(_LENGTH)
    if isinstance(start, int) and isinstance(size, int) and start > 0 and size > 0:
        return Thumbnail(start, size)
    return None


def _directory(exif: Image.Exif, which: int) -> dict[int, Any]:
    """Return a directory of tags beside the main one; empty where it is damaged."""
    try:
        return dict(exif.get_ifd(which))
    except Exception:  # noqa: BLE001 - Pillow raises whatever a damaged directory leads to
        return {}


def _shown(value: object) -> str:
    """Return a value as text: fractions as they are written, long binary ones by their size."""
    if isinstance(value, bytes):
        for head, encoding in _CODED.items():
            if value.startswith(head):
                return value[len(head) :].decode(encoding, "replace").strip("\0 ")
        text = decoded(value.rstrip(b"\0"))
        if len(value) <= _MOST_BYTES and text.isprintable():
            return text
        return value.hex() if len(value) <= _PARTS * 8 else f"{len(value)} bytes"
    if isinstance(value, tuple):
        more = f" … {len(value)} values" if len(value) > _MOST_VALUES else ""
        return " ".join(_shown(part) for part in value[:_MOST_VALUES]) + more
    return str(value).rstrip("\0 ")


def _add_moment(tags: Mapping[int, Any], facts: Facts) -> None:
    base = ExifTags.Base
    for moment, offset in (
        (base.DateTimeOriginal, base.OffsetTimeOriginal),
        (base.DateTimeDigitized, base.OffsetTimeDigitized),
        (base.DateTime, base.OffsetTime),
    ):
        found = _MOMENT.match(_shown(tags.get(moment, "")))
        if found is None or found[1] == "0000":
            continue
        zone = _ZONE.fullmatch(_shown(tags.get(offset, "")))
        stated = "{}-{}-{}T{}".format(*found.groups())
        facts.add("dcterms:created", stated + (zone[0] if zone else ""))
        basis = f"exif:{moment.name}"
        facts.add(
            "dcterms:created.basis",
            f"{basis}, exif:{offset.name}" if zone else f"{basis}, no zone stated",
        )
        return


def _add_place(place: Mapping[int, Any], facts: Facts) -> None:
    tags = ExifTags.GPS
    latitude = _degrees(place.get(tags.GPSLatitude), place.get(tags.GPSLatitudeRef), "S", 90)
    longitude = _degrees(place.get(tags.GPSLongitude), place.get(tags.GPSLongitudeRef), "W", 180)
    if latitude is not None and longitude is not None:
        facts.add("geo:lat", latitude)
        facts.add("geo:long", longitude)
        height = _fraction(place.get(tags.GPSAltitude))
        if height is not None:
            below = _shown(place.get(tags.GPSAltitudeRef, b"")) in {"\x01", "01", "1"}
            facts.add("geo:alt", _decimal(-height if below else height, 3))
    day = _DAY.fullmatch(_shown(place.get(tags.GPSDateStamp, "")))
    clock = _fractions(place.get(tags.GPSTimeStamp))
    if day and clock and all(0 <= part < 60 for part in clock):  # noqa: PLR2004 - minutes and seconds
        hours, minutes, seconds = (int(part) for part in clock)
        facts.add("geo:time", f"{day[1]}-{day[2]}-{day[3]}T{hours:02}:{minutes:02}:{seconds:02}Z")


def _degrees(value: object, half: object, negative: str, most: int) -> str | None:
    parts = _fractions(value)
    if parts is None:
        return None
    degrees = parts[0] + parts[1] / 60 + parts[2] / 3600
    if _shown(half or "").upper().startswith(negative):
        degrees = -degrees
    return _decimal(degrees, _PLACES) if abs(degrees) <= most else None


def _fractions(value: object) -> tuple[Fraction, ...] | None:
    """Return three numbers exactly as they are written."""
    if not isinstance(value, tuple) or len(value) != _PARTS:
        return None
    parts = tuple(_fraction(part) for part in value)
    return tuple(part for part in parts if part is not None) if None not in parts else None


def _fraction(value: object) -> Fraction | None:
    numerator = getattr(value, "numerator", None)
    denominator = getattr(value, "denominator", None)
    if not isinstance(numerator, int) or not isinstance(denominator, int) or not denominator:
        return None
    return Fraction(numerator, denominator)


def _decimal(value: Fraction, places: int) -> str:
    """Return a fraction in decimals, rounded once."""
    whole = round(value * 10**places)
    sign, digits = "-" if whole < 0 else "", f"{abs(whole):0{places + 1}}"
    return f"{sign}{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".")
