"""Kinds of web pages and XML, by how they begin and by the name of the root."""

from __future__ import annotations

import re

XHTML = "application/xhtml+xml"
HTML = "text/html"
XML = "application/xml"

# Atomic and possessive: these run outside the sandbox over bytes that nobody has checked.
_LEAD = r"(?>\ufeff|\s|<!--(?>.*?-->))*+"
_PAGE = re.compile(
    _LEAD + r"<(?:!doctype\s+html|html|head|body|script|iframe|h1|div|font|table|a|style|title|"
    r"b|br|p|meta|link|base)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"[\ufeff\s]*+<(?:\?xml\s|!DOCTYPE\s+(?!html))", re.IGNORECASE)
_NAME = re.compile(r"(?:([A-Za-z_][\w.-]*+):)?+([A-Za-z_][\w.-]*+)")
_FLAT = re.compile(r"office:mimetype\s*+=\s*+[\"']([a-z]+/[a-z0-9.+-]+)")
_ROOTS = {
    "svg": "image/svg+xml",
    "html": XHTML,
    "rss": "application/rss+xml",
    "feed": "application/atom+xml",
    "RDF": "application/rdf+xml",
    "FictionBook": "application/x-fictionbook+xml",
    "kml": "application/vnd.google-earth.kml+xml",
    "gpx": "application/gpx+xml",
    "opml": "text/x-opml",
    "wordDocument": "application/vnd.ms-wordml",
    "TEI": "application/tei+xml",
    "mediawiki": "application/x-mediawiki+xml",
    "plist": "application/x-plist",
    "ncx": "application/x-dtbncx+xml",
}
_EXCEL = "urn:schemas-microsoft-com:office:spreadsheet"
_OPF = "http://www.idpf.org/2007/opf"
_FLAT_OPC = "http://schemas.microsoft.com/office/2006/xmlPackage"
_SEEN = 1 << 14
_MAX_ASIDES = 64
_FLAT_KINDS = {
    "text": "application/vnd.oasis.opendocument.text-flat-xml",
    "spreadsheet": "application/vnd.oasis.opendocument.spreadsheet-flat-xml",
    "presentation": "application/vnd.oasis.opendocument.presentation-flat-xml",
    "graphics": "application/vnd.oasis.opendocument.graphics-flat-xml",
}
_TELEGRAM = re.compile(
    r'<div class="page_wrap">\s*+<div class="page_header">|class="page_body chat_page"'
)


def kind_of_markup(text: str, ending: str) -> str | None:
    """Return the media type of text that begins as a web page or as XML, else None."""
    if _PAGE.match(text):
        if _TELEGRAM.search(text[:_SEEN]):
            return "application/x-telegram-export+html"
        return XHTML if ending == "xhtml" else HTML
    if not _XML.match(text):
        return "image/svg+xml" if text.lstrip("\ufeff \t\r\n").startswith("<svg") else None
    media_type = _kind_of_xml(text[:_SEEN])
    return HTML if media_type == XHTML and ending not in {"xhtml", "xht"} else media_type


def _kind_of_xml(text: str) -> str:
    start = root_start(text)
    root = _NAME.match(text, start + 1) if start is not None else None
    if root is None or start is None:
        return XML
    prefix, name = root.group(1), root.group(2)
    tag = text[start : _end_of_tag(text, start)]
    if name == "document" and prefix == "office":
        return _flat(tag)
    if name == "Workbook" and _EXCEL in tag:
        return "application/vnd.ms-spreadsheet"
    if name == "package":
        return _package(tag)
    return _ROOTS.get(name, XML)


def _end_of_tag(text: str, start: int) -> int:
    end = text.find(">", start)
    return end if end >= 0 else len(text)


def _flat(tag: str) -> str:
    declared = _FLAT.search(tag)
    word = declared.group(1).rpartition(".")[2].partition("-")[0] if declared else "text"
    return _FLAT_KINDS.get(word, XML)


def _package(tag: str) -> str:
    if _FLAT_OPC in tag:
        return "application/vnd.ms-word2006ml"
    return "application/oebps-package+xml" if _OPF in tag else XML


def root_start(text: str) -> int | None:
    """Return where the tag of the root begins: after comments, instructions and the DOCTYPE."""
    at = 0
    for _ in range(_MAX_ASIDES):
        at = text.find("<", at)
        if at < 0:
            return None
        if text.startswith("<!--", at):
            end = text.find("-->", at + 4)
        elif text.startswith("<?", at):
            end = text.find("?>", at + 2)
        elif text.startswith("<!", at):
            end = _end_of_declaration(text, at)
        else:
            return at
        if end < 0:
            return None
        at = end + 1
    return None


def _end_of_declaration(text: str, at: int) -> int:
    """Return where a DOCTYPE ends; what stands in brackets belongs to it."""
    end, bracket = text.find(">", at), text.find("[", at)
    if bracket < 0 or end < bracket:
        return end
    inner = text.find("]", bracket)
    return text.find(">", inner) if inner >= 0 else -1
