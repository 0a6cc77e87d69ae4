"""What kind of thing a file is: by its first bytes, and by its name where they are mute."""

from __future__ import annotations

import re

from amana.reading.charsets import decode
from amana.reading.guess import guess
from amana.reading.signatures import (
    OLE_NAMES,
    OLE_STREAMS,
    RIFF,
    SIGNATURES,
    TEXT_BEGINNINGS,
    TEXT_NAMES,
    ZIP_MEMBERS,
)

HEAD = 1 << 16
"""How many bytes at the beginning are looked at."""

UNKNOWN = "application/octet-stream"
EMPTY = "application/x-empty"
XHTML = "application/xhtml+xml"

_PDF_WITHIN = 1024  # ISO 32000-1 annex H.3.4.1: viewers accept the header so far in
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ZIP_NAME = 30

# Atomic and possessive: these run outside the sandbox over bytes that nobody has checked.
_LEAD = r"(?>\ufeff|\s|<!--(?>.*?-->))*+"
_HTML = re.compile(
    _LEAD + r"<(?:!doctype\s+html|html|head|body|script|iframe|h1|div|font|table|a|style|title|"
    r"b|br|p|meta|link|base)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"[\ufeff\s]*<(?:\?xml\s|!DOCTYPE\s+(?!html))", re.IGNORECASE)
_ROOT = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_ASIDE = re.compile(
    r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE
)
_ROOTS = {
    "svg": "image/svg+xml",
    "html": XHTML,
    "rss": "application/rss+xml",
    "feed": "application/atom+xml",
    "RDF": "application/rdf+xml",
    "FictionBook": "application/x-fictionbook+xml",
    "kml": "application/vnd.google-earth.kml+xml",
    "gpx": "application/gpx+xml",
}
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,60}):[ \t]?\S?.*")
_MAIL_HEADERS = frozenset(
    {"from", "to", "cc", "subject", "date", "message-id", "received", "return-path", "reply-to"}
    | {"delivered-to", "mime-version", "content-type", "x-mailer", "x-priority", "in-reply-to"}
    | {"importance", "x-apparently-to"}
)
_RELATED = re.compile(r"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_ENOUGH_HEADERS = 3
_MBOX = re.compile(r"From \S{1,200}+.{0,100}?\d{4}")
_XML_LEAD = 4096


def identify(head: bytes, name: str) -> str:
    """Return the media type of an original from its first `HEAD` bytes and its name.

    Rules, first match wins:

    1. No bytes: `application/x-empty`.
    2. A signature, with a look inside ZIP, OLE and RIFF; a PDF header within the first 1024 bytes.
    3. Text (by `guess`): web page, XML by its root, mail, calendar, card, subtitles by their first
       lines; then by the ending of the name; then `text/plain`.
    4. Otherwise `application/octet-stream`.
    """
    if not head:
        return EMPTY
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    found = _by_signature(head, ending)
    if found is not None:
        return found
    text = guess(head)
    if text is None:
        return UNKNOWN
    return _kind_of_text(decode(head, text.encoding), ending)


def _by_signature(head: bytes, ending: str) -> str | None:
    if head.startswith(_ZIP):
        return _kind_of_zip(head)
    if head.startswith(_OLE):
        return _kind_of_ole(head, ending)
    for offset, signature, media_type in SIGNATURES:
        if head.startswith(signature, offset):
            return media_type
    if head.startswith(b"RIFF"):
        return RIFF.get(head[8:12])
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return "image/bmp"
    return "application/pdf" if b"%PDF-" in head[:_PDF_WITHIN] else None


def _kind_of_zip(head: bytes) -> str:
    size = int.from_bytes(head[18:22], "little")
    name_size = int.from_bytes(head[26:28], "little")
    extra_size = int.from_bytes(head[28:30], "little")
    if head[_ZIP_NAME : _ZIP_NAME + name_size] == b"mimetype" and head[8:10] == b"\0\0":
        start = _ZIP_NAME + name_size + extra_size  # OpenDocument 1.2 part 3, section 3.3
        declared = head[start : start + min(size, 100)].strip()
        if re.fullmatch(rb"[a-z]+/[a-z0-9.+-]+", declared):
            return declared.decode("ascii")
    for member, media_type in ZIP_MEMBERS:
        if member in head:
            return media_type
    return "application/zip"


def _kind_of_ole(head: bytes, ending: str) -> str:
    for stream, media_type in OLE_STREAMS:
        if stream.encode("utf-16-le") in head:
            return media_type
    return OLE_NAMES.get(ending, "application/x-ole-storage")


def _kind_of_text(text: str, ending: str) -> str:
    if _HTML.match(text):
        return XHTML if ending == "xhtml" else "text/html"
    if _XML.match(text):
        media_type = _kind_of_xml(text)
        xhtml = media_type == XHTML and ending != "xhtml"
        return "text/html" if xhtml else media_type
    start = text.lstrip("\ufeff")
    for beginning, media_type in TEXT_BEGINNINGS:
        if start.startswith(beginning):
            return media_type
    mail = _kind_of_mail(start, ending)
    if mail is not None:
        return mail
    kind = TEXT_NAMES.get(ending, "text/plain")
    return "text/plain" if kind == "text/html" and not _TAG.search(text) else kind


def _kind_of_mail(text: str, ending: str) -> str | None:
    if _MBOX.match(text) and _is_mail(text.partition("\n")[2]):
        return "application/mbox"
    if not _is_mail(text):
        return None
    page = ending in {"mht", "mhtml"} and _RELATED.search(text[:_XML_LEAD])
    return "multipart/related" if page else "message/rfc822"


def _kind_of_xml(text: str) -> str:
    root = _ROOT.search(_ASIDE.sub("", text[:_XML_LEAD]))
    return _ROOTS.get(root.group(2), "application/xml") if root else "application/xml"


def _is_mail(text: str) -> bool:
    """Tell whether text begins with mail headers (RFC 5322 section 2.2): three that mail has."""
    seen = set()
    for line in text.splitlines()[:60]:
        if not line.strip():
            break
        if line[0] in " \t":
            continue
        header = _HEADER.match(line)
        if header is None:
            break
        seen.add(header.group(1).lower())
    return len(seen & _MAIL_HEADERS) >= _ENOUGH_HEADERS
