"""By which first bytes a format is known.

Sources: the registrations of the media types (IANA), the PRONOM registry, the formats' own
specifications. Longer and more specific signatures stand before shorter ones.
"""

from __future__ import annotations

SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (0, b"\0\0\0\x0cjP  \r\n\x87\n", "image/jp2"),
    (0, b"\xff\x4f\xff\x51", "image/jp2"),
    (0, b"8BPS", "image/vnd.adobe.photoshop"),
    (0, b"\0\0\x01\0", "image/vnd.microsoft.icon"),
    (0, b"icns", "image/icns"),
    (0, b"BPG\xfb", "image/bpg"),
    (0, b"AT&TFORM", "image/vnd.djvu"),
    (0, b"\x97JB2\r\n\x1a\n", "image/x-jbig2"),
    (0, b"AC10", "image/vnd.dwg"),
    (0, b"\xd7\xcd\xc6\x9a", "image/wmf"),
    (0, b"\x01\0\x09\0\0\x03", "image/wmf"),
    (40, b" EMF", "image/emf"),
    (4, b"ftypavi", "image/avif"),
    (4, b"ftyphei", "image/heic"),
    (4, b"ftypmif1", "image/heif"),
    (4, b"ftypmsf1", "image/heif"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftypqt", "video/quicktime"),
    (4, b"moov", "video/quicktime"),
    (4, b"ftyp3g", "video/3gpp"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/x-matroska"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video/x-ms-asf"),
    (0, b"FLV\x01", "video/x-flv"),
    (0, b"\0\0\x01\xba", "video/mpeg"),
    (0, b"FWS", "application/vnd.adobe.flash.movie"),
    (0, b"CWS", "application/vnd.adobe.flash.movie"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"\xff\xfa", "audio/mpeg"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"fLaC", "audio/flac"),
    (0, b"OggS", "audio/ogg"),
    (0, b"MThd", "audio/midi"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\0", "application/x-xz"),
    (0, b"(\xb5/\xfd", "application/zstd"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"MSCF", "application/vnd.ms-cab-compressed"),
    (0, b"ITSF", "application/vnd.ms-htmlhelp"),
    (0, b"!<arch>\n", "application/x-archive"),
    (0, b"070701", "application/x-cpio"),
    (0, b"070707", "application/x-cpio"),
    (0, b"\xc7\x71", "application/x-cpio"),
    (257, b"ustar", "application/x-tar"),
    (0, b"WARC/", "application/warc"),
    (0, b"filedesc://", "application/x-ia-arc"),
    (0, b"SQLite format 3\0", "application/vnd.sqlite3"),
    (4, b"Standard Jet DB", "application/x-msaccess"),
    (4, b"Standard ACE DB", "application/x-msaccess"),
    (0, b"!BDN", "application/vnd.ms-outlook-pst"),
    (0, b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", "application/onenote"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"%!PS", "application/postscript"),
    (0, b"\xffWPC", "application/vnd.wordperfect"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"-----BEGIN PGP", "application/pgp-encrypted"),
    (0, b"\x85\x01", "application/pgp-encrypted"),
    (0, b"\x84\x8c", "application/pgp-encrypted"),
    (0, b"\x89HDF\r\n\x1a\n", "application/x-hdf5"),
    (0, b"CDF\x01", "application/netcdf"),
    (0, b"CDF\x02", "application/netcdf"),
    (0, b"GRIB", "application/wmo-grib"),
    (0, b"PAR1", "application/vnd.apache.parquet"),
    (0, b"\xd4\xc3\xb2\xa1", "application/vnd.tcpdump.pcap"),
    (0, b"\xa1\xb2\xc3\xd4", "application/vnd.tcpdump.pcap"),
    (0, b"\x7fELF", "application/x-elf"),
    (0, b"MZ", "application/vnd.microsoft.portable-executable"),
    (0, b"\xca\xfe\xba\xbe", "application/java-vm"),
    (0, b"\0asm", "application/wasm"),
    (0, b"wOFF", "font/woff"),
    (0, b"wOF2", "font/woff2"),
)

RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
"""By the four bytes at offset 8 of a RIFF file."""

_OFFICE = "application/vnd.openxmlformats-officedocument."
ZIP_MEMBERS = (
    (b"word/", _OFFICE + "wordprocessingml.document"),
    (b"xl/workbook.bin", "application/vnd.ms-excel.sheet.binary.macroenabled.12"),
    (b"xl/", _OFFICE + "spreadsheetml.sheet"),
    (b"ppt/", _OFFICE + "presentationml.presentation"),
    (b"visio/", "application/vnd.visio"),
    (b"FixedDocumentSequence.fdseq", "application/vnd.ms-xpsdocument"),
    (b"Index/Content.iwa", "application/vnd.apple.iwork"),
    (b"datapackage.json", "application/wacz"),
    (b"META-INF/MANIFEST.MF", "application/java-archive"),
)
"""By what one finds among the member names at the beginning of a ZIP file."""

OLE_STREAMS = (
    ("WordDocument", "application/msword"),
    ("__properties_version1.0", "application/vnd.ms-outlook"),
    ("__substg1.0_", "application/vnd.ms-outlook"),
    ("PowerPoint Content", "application/vnd.ms-powerpoint"),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
    ("VisioDocument", "application/vnd.visio"),
    ("MatOST", "application/vnd.ms-works"),
    ("Quill", "application/vnd.ms-publisher"),
)
"""By the names of streams in a compound file ([MS-CFB] section 2.6.1), which are UTF-16."""

OLE_NAMES = {
    "doc": "application/msword",
    "dot": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "msg": "application/vnd.ms-outlook",
    "pub": "application/vnd.ms-publisher",
    "vsd": "application/vnd.visio",
    "wps": "application/vnd.ms-works",
    "hwp": "application/x-hwp",
}
"""By the ending of the name, when the streams are out of sight."""

TEXT_BEGINNINGS = (
    ("BEGIN:VCALENDAR", "text/calendar"),
    ("BEGIN:VCARD", "text/vcard"),
    ("WEBVTT", "text/vtt"),
    ("<svg", "image/svg+xml"),
)
"""By how text begins."""

TEXT_NAMES = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "tab": "text/tab-separated-values",
    "md": "text/markdown",
    "markdown": "text/markdown",
    "json": "application/json",
    "geojson": "application/json",
    "jsonl": "application/jsonl",
    "ndjson": "application/jsonl",
    "srt": "application/x-subrip",
    "vtt": "text/vtt",
    "ics": "text/calendar",
    "vcf": "text/vcard",
    "tex": "text/x-tex",
    "rst": "text/x-rst",
    "html": "text/html",
    "htm": "text/html",
    "html5": "text/html",
    "xhtml": "application/xhtml+xml",
    "eml": "message/rfc822",
    "emlx": "message/rfc822",
    "mbox": "application/mbox",
    "mht": "multipart/related",
    "mhtml": "multipart/related",
}
"""Kinds of text by the ending of the name, where the text itself does not say more."""
