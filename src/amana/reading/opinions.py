"""Who takes an original for what, and what follows when they disagree.

Our own signs decide, then libmagic, then magika. Every opinion is kept with the reading, the ending
of the name among them. They are compared by *nature*: what is text is text, whatever kind of it,
and a package is a package; only a difference of nature is worth the time of a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from amana.reading.identify import UNKNOWN, ending_of
from amana.reading.kinds.zipped import ZIP, has_directory
from amana.reading.notices import Code
from amana.reading.readers.intake import Content
from amana.reading.signatures import OLE_NAMES, TEXT_NAMES
from amana.reading.wire import Told
from amana.records import Warning  # noqa: A004 - the word of the field

Opinions = tuple[tuple[str, str], ...]

OURS = "amana"
BY_NAME = "name"
BY_PARENT = "parent"

SYNONYMS = {
    "application/x-rar": "application/vnd.rar",
    "application/x-dosexec": "application/vnd.microsoft.portable-executable",
    "application/x-sharedlib": "application/x-elf",
    "application/x-pie-executable": "application/x-elf",
    "application/x-executable": "application/x-elf",
    "application/x-object": "application/x-elf",
    "application/x-shockwave-flash": "application/vnd.adobe.flash.movie",
    "application/x-grib": "application/wmo-grib",
    "application/x-grib2": "application/wmo-grib",
    "application/x-netcdf": "application/netcdf",
    "application/x-iso9660": "application/x-iso9660-image",
    "application/x-bzip": "application/x-bzip2",
    "application/zlib": "application/zlib",
    "application/x-zstd": "application/zstd",
    "application/x-gzip": "application/gzip",
    "application/x-bentley-dgn": "image/vnd.dgn",
    "application/x-sqlite3": "application/vnd.sqlite3",
    "application/ms-tnef": "application/vnd.ms-tnef",
    "image/x-icns": "image/icns",
    "image/x-icon": "image/vnd.microsoft.icon",
    "image/x-ms-bmp": "image/bmp",
    "image/x-bmp": "image/bmp",
    "image/x-win-bitmap": "image/vnd.microsoft.icon",
    "image/x-emf": "image/emf",
    "image/x-wmf": "image/wmf",
    "image/heif": "image/heic",
    "audio/x-m4a": "audio/mp4",
    "audio/x-wav": "audio/wav",
    "audio/x-hx-aac-adts": "audio/aac",
    "audio/x-flac": "audio/flac",
    "audio/x-aiff": "audio/aiff",
    "video/x-ms-asf": "video/x-ms-wmv",
    "audio/x-ms-wma": "video/x-ms-wmv",
    "video/x-m4v": "video/mp4",
    "application/x-font-ttf": "font/ttf",
    "font/sfnt": "font/ttf",
    "application/vnd.ms-opentype": "font/otf",
    "application/x-chm": "application/vnd.ms-htmlhelp",
    "application/x-msaccess": "application/x-msaccess",
    "application/vnd.lotus-1-2-3": "application/x-quattro-pro",
    "application/x-lnk": "application/x-ms-shortcut",
    "application/vnd.tcpdump.pcap": "application/x-pcapng",
    "application/x-dbf": "application/vnd.dbf",
    "application/x-dbt": "application/vnd.dbf",
    "application/vnd.ms-cab-compressed": "application/vnd.ms-cab-compressed",
}
_TEXTS = ("text/", "message/", "multipart/")
_TEXT_KINDS = frozenset(
    {"application/json", "application/jsonl", "application/xml", "application/mbox"}
    | {"application/javascript", "application/rtf", "application/postscript", "application/x-tex"}
    | {"application/x-subrip", "application/pgp-keys", "application/pgp-signature", "image/svg+xml"}
    | {"application/vnd.mif", "application/x-pem-file", "image/vnd.dxf"}
    | {"application/x-wine-extension-ini"}
    | {"application/vnd.ms-wordml", "application/vnd.ms-spreadsheet", "application/x-setupscript"}
    | {"application/vnd.ms-word2006ml", "application/x-plist", "application/x-ndjson"}
    | {"application/x-telegram-export+json", "application/x-telegram-export+html"}
    | {"application/x-sas-xport", "application/marc", "application/x-ia-arc", "application/warc"}
    | {"image/x-portable-bitmap", "image/x-portable-graymap", "image/x-portable-pixmap"}
)  # fmt: skip
_PACKAGES = (
    *("application/vnd.openxmlformats-", "application/vnd.oasis.opendocument.", "application/oxps"),
    *("application/epub+zip", "application/java-archive", "application/wacz"),
    "application/vnd.sun.",
    *("application/vnd.apple.", "application/vnd.google-earth.kmz", "application/vnd.android."),
    *("application/vnd.ms-xpsdocument", "application/x-krita", "application/vnd.visio"),
    *("application/vnd.ms-visio.",),
)  # fmt: skip
_COMPOUND = frozenset(OLE_NAMES.values()) | {
    *("application/x-ole-storage", "application/vnd.ms-office", "application/encrypted"),
    *("application/x-ooxml-protected", "application/x-corelpresentations", "application/x-msi"),
    *("application/vnd.stardivision.impress", "application/x-solidworks", "application/cdfv2"),
    *("application/x-thumbs-db", "image/vnd.dgn", "application/vnd.stardivision.writer"),
    "application/vnd.ms-outlook-pst",  # libmagic has one name for mailbox and message
    *("application/vnd.stardivision.calc", "application/vnd.stardivision.draw"),
}  # fmt: skip
_TEXT, _PACKAGE, _STORAGE = "text", "package", "storage"
_VAGUE = frozenset({"", UNKNOWN, "application/x-empty", "inode/x-empty"})
_WEAK = frozenset(
    {"image/x-tga", "image/x-pcx", "image/g3fax", "audio/x-mod", "audio/x-mp4a-latm"}
    | {"application/x-dbt", "application/x-123", "application/vnd.dbf", "audio/mpeg"}
)
"""What libmagic says by signs of two bytes: kept as an opinion, and decides nothing."""
_NAMES = {
    **{ending: {_STORAGE} for ending in OLE_NAMES},
    **{ending: {_TEXT} for ending in TEXT_NAMES},
    **{e: {_PACKAGE, _STORAGE} for e in ("docx", "xlsx", "pptx", "docm", "xlsm", "pptm")},
    **{e: {_PACKAGE} for e in ("odt", "ods", "odp", "epub", "jar", "zip", "kmz", "wacz")},
    **{e: {_TEXT} for e in ("txt", "log", "svg", "rtf", "kml", "gpx", "rss")},
    **{e: {"image/jpeg"} for e in ("jpg", "jpeg", "jpe", "jfif")},
    **{e: {"image/tiff"} for e in ("tif", "tiff")},
    **{e: {"application/vnd.microsoft.portable-executable"} for e in ("exe", "dll", "scr")},
    **{e: {"video/mp4", "video/quicktime", "audio/mp4"} for e in ("mp4", "mov", "m4a", "m4v")},
    **{e: {"audio/ogg", "audio/opus", "video/ogg"} for e in ("ogg", "opus", "oga", "ogv")},
    **{e: {"image/heic"} for e in ("heic", "heif")},
    **{e: {"video/x-ms-wmv"} for e in ("wmv", "wma", "asf")},
    "pdf": {"application/pdf"}, "png": {"image/png"}, "gif": {"image/gif"},
    "bmp": {"image/bmp"}, "webp": {"image/webp"}, "mp3": {"audio/mpeg"},
    "wav": {"audio/wav"}, "flac": {"audio/flac"}, "avi": {"video/x-msvideo"},
    "webm": {"video/webm"}, "gz": {"application/gzip", "application/warc", "application/x-ia-arc"},
    "rar": {"application/vnd.rar"}, "7z": {"application/x-7z-compressed"},
    "tar": {"application/x-tar"}, "dot": {_STORAGE, _TEXT},
}  # fmt: skip
"""Which natures an ending stands for. `.doc` stands for a storage: what is else is worth a look."""
_MAY_HIDE = ("image/", "audio/", "video/", "font/", "application/pdf", "text/html")
_PDF_WITHIN = 1024
_MEDIA_TYPE = re.compile(
    r"\s*+([A-Za-z0-9][A-Za-z0-9.+-]{0,40}+/[A-Za-z0-9][A-Za-z0-9._+-]{0,50}+)\s*+(?:;|$)"
)
_DISPUTES = frozenset(
    code.value for code in (Code.KIND_DISPUTED, Code.NAME_MISLEADS, Code.KIND_DOUBLE)
)


def nature(media_type: str) -> str:
    """Return what all kinds that are told apart by their inside only have in common."""
    kind = SYNONYMS.get(media_type, media_type)
    if kind in _VAGUE:
        return ""
    if kind == ZIP or kind.startswith(_PACKAGES) or "macroenabled" in kind:
        return _PACKAGE
    if kind.startswith(_TEXTS) or kind in _TEXT_KINDS or kind.endswith(("+xml", "+json")):
        return _TEXT
    return _STORAGE if kind in _COMPOUND else kind


def decided(ours: str, opinions: Opinions) -> str:
    """Return what an original is taken for: by us, else by the first that has an opinion."""
    if ours != UNKNOWN:
        return ours
    said = (SYNONYMS.get(kind, kind) for _who, kind in opinions)
    # Text would have been told by us: those bytes are in no encoding that can be read.
    return next(
        (kind for kind in said if nature(kind) not in {"", _TEXT} and kind not in _WEAK), UNKNOWN
    )


def gathered(ours: str, others: Opinions, name: str, declared: str | None = None) -> Opinions:
    """Return all opinions: ours first, then others, what the parent states, the name last."""
    by_name = sorted(_NAMES.get(ending_of(name), set()))
    hint = ((BY_NAME, f".{ending_of(name)}"),) if by_name else ()
    stated = media_type_of(declared)
    return ((OURS, ours), *others, *(((BY_PARENT, stated),) if stated else ()), *hint)


def media_type_of(declared: str | None) -> str | None:
    """Return the media type in what a parent states of a child, without parameters; None: none."""
    found = _MEDIA_TYPE.match(declared or "")
    return found.group(1).lower() if found else None


def disagreements(kind: str, others: Opinions, name: str, document: Content) -> tuple[Told, ...]:
    """Return the notices for opinions of another nature than what was decided."""
    own = nature(kind)
    if not own:
        return ()
    said = [nature(other) for _who, other in others]
    told = [Told(Code.KIND_DISPUTED)] if any(n not in {"", own} for n in said) else []
    expected = _NAMES.get(ending_of(name))
    if expected is not None and own not in expected and SYNONYMS.get(kind, kind) not in expected:
        told.append(Told(Code.NAME_MISLEADS))
    if also_another(kind, document):
        told.append(Told(Code.KIND_DOUBLE))
    return tuple(told)


def is_disputed(warnings: Iterable[Warning]) -> bool:
    """Tell whether the opinions on what an original is are worth the time of a person."""
    return any(warning.code in _DISPUTES for warning in warnings)


def also_another(kind: str, document: Content) -> bool:
    """Tell whether programs may open what was taken for one kind as another kind too.

    A picture, recording or PDF with a readable ZIP archive at its end, or with the beginning of a
    PDF in its first 1024 bytes.
    """
    if not kind.startswith(_MAY_HIDE):
        return False
    if kind != "application/pdf" and b"%PDF-" in document.at(0, _PDF_WITHIN):
        return kind != "text/html"
    return has_directory(document)
