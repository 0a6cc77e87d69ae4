"""The table of reader families: which media types each takes, and in which module it lives.

This module imports no reader: the readers load native libraries that must not run in the process
that holds the archive.
"""

from __future__ import annotations

from collections.abc import Iterable

from amana.reading.readers.family import Family

__all__ = ["FAMILIES", "Family", "family_of"]

_OPENDOCUMENT = "application/vnd.oasis.opendocument."
_OFFICE = "application/vnd.openxmlformats-officedocument."

_READERS = "amana.reading.readers"
_EXCHANGED = (
    ("whatsapp", "chats.whatsapp", ("text/x-whatsapp-export",)),
    ("telegram", "chats.telegram", ("application/x-telegram-export+json",)),
    ("telegram-page", "chats.telegram_page", ("application/x-telegram-export+html",)),
    ("jsonlines", "jsonlines", ("application/jsonl",)),
    ("vcard", "cards.vcard", ("text/vcard",)),
    ("icalendar", "cards.icalendar", ("text/calendar",)),
    ("geojson", "places.geojson", ("application/geo+json",)),
    (
        "cms",
        "cms",
        ("application/pkcs7-mime", "application/pkcs7-signature", "application/timestamped-data"),
    ),
    ("tnef", "tnef.reader", ("application/vnd.ms-tnef",)),
    ("sqlite", "sqlite.reader", ("application/vnd.sqlite3",)),
    ("xlsb", "office.xlsb", ("application/vnd.ms-excel.sheet.binary.macroenabled.12",)),
)
FAMILIES = (
    Family(
        name="pdf",
        module="amana.reading.readers.pdf.reader",
        version="5",
        media_types=("application/pdf",),
        programs=("pdftotext", "tesseract"),
        paged=True,
    ),
    Family(
        name="image",
        module="amana.reading.readers.images.reader",
        version="3",
        media_types=(
            "image/jpeg",
            "image/png",
            "image/gif",
            "image/tiff",
            "image/bmp",
            "image/webp",
            "image/heic",
            "image/heif",
            "image/avif",
            "image/vnd.microsoft.icon",
            "image/icns",
            "image/jp2",
            "image/x-jpeg2000-codestream",
            "image/vnd.adobe.photoshop",
            "image/x-portable-anymap",
            "image/x-portable-bitmap",
            "image/x-portable-graymap",
            "image/x-portable-pixmap",
            "image/x-pcx",
            "image/x-photo-cd",
            "image/vnd.ms-dds",
        ),
        programs=("tesseract",),
        paged=True,
        apart=True,
    ),
    Family(
        name="media",
        module="amana.reading.readers.media",
        version="2",
        media_types=("audio/*", "video/*"),
        streams=True,
        programs=("ffprobe", "exiftool"),
    ),
    Family(
        name="svg",
        module="amana.reading.readers.images.svg",
        version="1",
        media_types=("image/svg+xml",),
    ),
    Family(
        name="html",
        module="amana.reading.readers.html.reader",
        version="3",
        media_types=(
            "text/html",
            "application/xhtml+xml",
        ),
    ),
    Family(
        name="docx",
        module="amana.reading.readers.office.docx",
        version="2",
        media_types=(
            _OFFICE + "wordprocessingml.document",
            _OFFICE + "wordprocessingml.template",
            "application/vnd.ms-word.document.macroenabled.12",
            "application/vnd.ms-word.template.macroenabled.12",
        ),
    ),
    Family(
        name="epub",
        module="amana.reading.readers.office.epub",
        version="2",
        media_types=("application/epub+zip",),
    ),
    Family(
        name="csv",
        module="amana.reading.readers.office.csv",
        version="2",
        media_types=("text/csv", "text/tab-separated-values"),
    ),
    Family(
        name="odf",
        module="amana.reading.readers.office.odf",
        version="3",
        media_types=(
            _OPENDOCUMENT + "text",
            _OPENDOCUMENT + "text-template",
            _OPENDOCUMENT + "text-master",
            _OPENDOCUMENT + "spreadsheet",
            _OPENDOCUMENT + "spreadsheet-template",
            _OPENDOCUMENT + "presentation",
            _OPENDOCUMENT + "presentation-template",
            _OPENDOCUMENT + "graphics",
            _OPENDOCUMENT + "graphics-template",
            "application/vnd.sun.xml.writer",
            "application/vnd.sun.xml.calc",
            "application/vnd.sun.xml.impress",
            "application/vnd.sun.xml.draw",
        ),
    ),
    Family(
        name="pptx",
        module="amana.reading.readers.office.pptx",
        version="2",
        media_types=(
            _OFFICE + "presentationml.presentation",
            _OFFICE + "presentationml.template",
            _OFFICE + "presentationml.slideshow",
            "application/vnd.ms-powerpoint.presentation.macroenabled.12",
            "application/vnd.ms-powerpoint.template.macroenabled.12",
            "application/vnd.ms-powerpoint.slideshow.macroenabled.12",
        ),
    ),
    Family(
        name="xlsx",
        module="amana.reading.readers.office.xlsx",
        version="2",
        media_types=(
            _OFFICE + "spreadsheetml.sheet",
            _OFFICE + "spreadsheetml.template",
            "application/vnd.ms-excel.sheet.macroenabled.12",
            "application/vnd.ms-excel.template.macroenabled.12",
        ),
    ),
    Family(
        name="zip",
        module="amana.reading.readers.containers.zip",
        version="2",
        media_types=(
            "application/zip",
            "application/vnd.google-earth.kmz",
            "application/java-archive",
            "application/vnd.android.package-archive",
        ),
        streams=True,
    ),
    Family(
        name="tar",
        module="amana.reading.readers.containers.tar",
        version="1",
        media_types=("application/x-tar",),
        streams=True,
    ),
    Family(
        name="single",
        module="amana.reading.readers.single",
        version="2",
        media_types=(
            "application/gzip",
            "application/x-bzip2",
            "application/x-xz",
            "application/x-lzma",
            "application/zstd",
        ),
        streams=True,
    ),
    Family(
        name="compound",
        module="amana.reading.readers.compound.reader",
        version="2",
        media_types=(
            "application/msword",
            "application/vnd.ms-excel",
            "application/vnd.ms-powerpoint",
            "application/vnd.ms-outlook",
            "application/vnd.ms-works",
            "application/vnd.ms-publisher",
            "application/vnd.visio",
            "application/x-hwp",
            "application/x-ole-storage",
            "application/x-ooxml-protected",
            "application/vnd.ms-project",
            "application/vnd.stardivision.writer",
            "application/vnd.stardivision.calc",
            "application/vnd.stardivision.impress",
            "application/vnd.stardivision.draw",
            "application/x-solidworks",
            "application/x-corelpresentations",
            "application/x-quattro-pro",
            "application/x-thumbs-db",
            "application/x-msi",
            "application/x-3dsmax",
        ),
    ),
    Family(
        name="rtf",
        module="amana.reading.readers.rtf.reader",
        version="2",
        media_types=("application/rtf", "text/rtf"),
    ),
    Family(
        name="libarchive",
        module="amana.reading.readers.containers.libarchive",
        version="2",
        media_types=(
            "application/x-7z-compressed",
            "application/vnd.rar",
            "application/vnd.ms-cab-compressed",
            "application/x-iso9660-image",
            "application/x-archive",
            "application/vnd.debian.binary-package",
            "application/x-cpio",
            "application/x-rpm",
            "application/x-lzh-compressed",
            "application/x-compress",
            "application/x-lzip",
            "application/x-lz4",
        ),
        streams=True,
    ),
    Family(
        name="warc",
        module="amana.reading.readers.warc.reader",
        version="1",
        media_types=("application/warc", "application/x-ia-arc"),
        streams=True,
    ),
    Family(
        name="mail",
        module="amana.reading.readers.mail.message",
        version="1",
        media_types=("message/rfc822", "message/global", "message/news"),
    ),
    Family(
        name="mbox",
        module="amana.reading.readers.mail.mbox",
        version="1",
        media_types=("application/mbox",),
        streams=True,
    ),
    Family(
        name="mhtml",
        module="amana.reading.readers.mail.mhtml",
        version="1",
        media_types=("multipart/related", "application/x-mimearchive"),
    ),
    Family(
        name="wacz",
        module="amana.reading.readers.warc.wacz",
        version="2",
        media_types=("application/wacz",),
        streams=True,
    ),
    Family(
        name="xml",
        module="amana.reading.readers.markup.reader",
        version="1",
        media_types=(
            "application/xml",
            "text/xml",
            "+xml",
            "text/x-opml",
            "application/x-plist",
            "application/vnd.ms-wordml",
            "application/vnd.ms-word2006ml",
            "application/vnd.ms-spreadsheet",
        ),
        streams=True,
    ),
    *(
        Family(name=name, module=f"{_READERS}.{module}", version="1", media_types=kinds)
        for name, module, kinds in _EXCHANGED
    ),
    Family(
        name="tracks",
        module="amana.reading.readers.places.tracks",
        version="2",
        media_types=("application/vnd.google-earth.kml+xml", "application/gpx+xml"),
        streams=True,
    ),
    Family(
        name="parquet",
        module="amana.reading.readers.parquet.reader",
        version="1",
        media_types=("application/vnd.apache.parquet",),
        apart=True,
        distributions=("pyarrow",),
        streams=True,
    ),
    Family(
        name="text",
        module="amana.reading.readers.text",
        version="2",
        media_types=(
            "text/*",
            "application/json",
            "application/x-ipynb+json",
            "application/x-subrip",
            "application/vnd.mif",
            "application/x-empty",
        ),
    ),
)


def family_of(media_type: str, families: Iterable[Family] = FAMILIES) -> Family | None:
    """Return the family that reads a media type, or None: there is no reader yet."""
    kind = media_type.partition("/")[0] + "/*"
    syntax = "+" + media_type.rpartition("+")[2]  # RFC 6838 section 4.2.8
    rows = tuple(families)
    for wanted in (media_type, syntax, kind):
        for family in rows:
            if wanted in family.media_types:
                return family
    return None
