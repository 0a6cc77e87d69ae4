"""What a picture says about itself: format and size, EXIF, XMP, IPTC, colour profile, comments."""

from __future__ import annotations

from PIL import ImageFile, IptcImagePlugin

from amana.reading.readers.facts import Facts, decoded
from amana.reading.readers.images.exif import exif_facts
from amana.reading.readers.images.opening import BROKEN, Picture
from amana.reading.readers.xmp import xmp_facts

_MOST_PROFILE = 1 << 20
_PROFILE_NAME = b"desc"
_IPTC = {
    (2, 5): "ObjectName", (2, 25): "Keywords", (2, 55): "DateCreated", (2, 60): "TimeCreated",
    (2, 62): "DigitalCreationDate", (2, 63): "DigitalCreationTime", (2, 80): "Byline",
    (2, 85): "BylineTitle", (2, 90): "City", (2, 92): "Sublocation", (2, 95): "ProvinceState",
    (2, 101): "CountryName", (2, 103): "OriginalTransmissionReference", (2, 105): "Headline",
    (2, 110): "Credit", (2, 115): "Source", (2, 116): "CopyrightNotice", (2, 118): "Contact",
    (2, 120): "Caption", (2, 122): "Writer", (2, 40): "SpecialInstructions",
}  # fmt: skip
"""Names of datasets (IPTC-IIM 4.2, section 6)."""


def statements(picture: Picture, data: bytes, frames: int, facts: Facts) -> None:
    """Add what the first page says; `frames` were counted, or 0."""
    image = picture.image
    facts.add("image:format", picture.kind)
    facts.add("image:width", image.width)
    facts.add("image:height", image.height)
    facts.add("image:mode", image.mode)
    many = frames or _frames(image, picture.kind)
    if many > 1:
        facts.add("image:frames", many)
    for dimension in ("dpi", "jfif_version"):
        value = image.info.get(dimension)
        if isinstance(value, tuple) and all(isinstance(part, int | float) for part in value):
            facts.add(f"image:{dimension}", " ".join(f"{float(part):g}" for part in value))
    try:
        exif_facts(image.getexif(), facts)
    except BROKEN:
        facts.add("exif:damaged", "yes")
    packet = _packet(image, data)
    if packet:
        xmp_facts(packet, facts)
        moment = facts.first("xmp:photoshop:DateCreated") or facts.first("xmp:xmp:CreateDate")
        if moment and facts.first("dcterms:created") is None:
            facts.add("dcterms:created", moment)
            facts.add("dcterms:created.basis", "xmp")
    _add_iptc(image, facts)
    _add_profile(image, facts)


def _frames(image: ImageFile.ImageFile, kind: str) -> int:
    """Return of how many frames an animation says it is; those of a TIFF are pages."""
    if kind not in {"PNG", "WEBP", "AVIF"}:
        return 0
    count = getattr(image, "n_frames", 0)
    return count if isinstance(count, int) else 0


def _packet(image: ImageFile.ImageFile, data: bytes) -> bytes:
    """Return the XMP packet: where the format keeps it, or by its wrapper."""
    kept = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
    if isinstance(kept, str):
        return kept.encode()
    if isinstance(kept, bytes):
        return kept
    start = data.find(b"<x:xmpmeta")
    end = data.find(b"</x:xmpmeta>", start)
    return data[start : end + len(b"</x:xmpmeta>")] if 0 <= start < end else b""


def _add_iptc(image: ImageFile.ImageFile, facts: Facts) -> None:
    try:
        found = IptcImagePlugin.getiptcinfo(image) or {}
    except BROKEN:
        return
    for number in sorted(key for key in found if key in _IPTC):
        values = found[number]
        for value in values if isinstance(values, list) else [values]:
            if isinstance(value, bytes):
                facts.add(f"iptc:{_IPTC[number]}", decoded(value))


def _add_profile(image: ImageFile.ImageFile, facts: Facts) -> None:
    """Add the name of the colour profile (ICC.1:2022 section 10)."""
    profile = image.info.get("icc_profile")
    if not isinstance(profile, bytes) or len(profile) > _MOST_PROFILE:
        return
    for at in range(132, min(len(profile) - 11, 132 + 12 * 100), 12):
        if profile[at : at + 4] == _PROFILE_NAME:
            start = int.from_bytes(profile[at + 4 : at + 8], "big")
            size = int.from_bytes(profile[at + 8 : at + 12], "big")
            facts.add("icc:description", _profile_name(profile[start : start + size]))
            return


def _profile_name(tag: bytes) -> str:
    """Return the text of a description, in the form of version 2 or of version 4."""
    if tag.startswith(b"desc"):
        size = int.from_bytes(tag[8:12], "big")
        return decoded(tag[12 : 12 + size].rstrip(b"\0"))
    if tag.startswith(b"mluc"):
        size, start = int.from_bytes(tag[20:24], "big"), int.from_bytes(tag[24:28], "big")
        return tag[start : start + size].decode("utf-16-be", "replace")
    return ""
