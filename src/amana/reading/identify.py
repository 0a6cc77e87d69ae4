"""What kind of thing a file is: by its bytes, and by its name where they are mute.

This runs outside the sandbox: it decides in which worker an original is opened. It is Python over
bounded reads, and unpacks nothing; what has to be unpacked is looked at in a worker (`look`).
"""

from __future__ import annotations

import re

from amana.reading.charsets import decode
from amana.reading.chatline import is_export
from amana.reading.guess import guess
from amana.reading.kinds.binary import structured
from amana.reading.kinds.compound import SIGNATURE as COMPOUND
from amana.reading.kinds.compound import kind_of_compound
from amana.reading.kinds.jsontext import kind_of_json
from amana.reading.kinds.mail import count_headers, kind_of_mail
from amana.reading.kinds.markup import HTML, XHTML, kind_of_markup
from amana.reading.kinds.zipped import ZIP, has_directory, kind_of_zip
from amana.reading.readers.intake import Content
from amana.reading.signatures import (
    SIGNATURES,
    TEXT_BEGINNINGS,
    TEXT_NAMES,
    TEXT_SIGNATURES,
)

HEAD = 1 << 16
"""How many bytes at the beginning are looked at."""

UNKNOWN = "application/octet-stream"
EMPTY = "application/x-empty"
PLAIN = "text/plain"
MAIL = "message/rfc822"

_PDF_WITHIN = 1024  # ISO 32000-1 annex H.3.4.1: viewers accept the header so far in
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK", b"PK00PK\x03\x04")
_LONGEST_ENDING = 16
_CONTROLS = frozenset(range(9))
_GLANCE = 512
_SHORT = 4
_SIGNLESS = frozenset({"text/csv", "text/tab-separated-values", "text/markdown", "text/css"})
_EMPTY_LINE = re.compile(rb"\r?\n\r?\n")


def identify(document: Content, name: str) -> str:
    """Return the media type of an original from its bytes and its name.

    Rules, first match wins:

    1. No bytes: `application/x-empty`.
    2. A signature: ZIP by the names of its members, compound files by what is in their root.
    3. The structure of the first bytes (`kinds.binary`); a PDF header within the first 1024.
    4. Text (by `guess`): web page or XML by its root, JSON by its names, mail, chats, calendar,
       card, subtitles by their first lines; then by the ending of the name; then `text/plain`.
    5. Mail by its header, whatever bytes it brings.
    6. The list of members of a ZIP at the end, behind whatever.
    7. Otherwise `application/octet-stream`.

    Raises:
        GiveUp: the file has lost bytes.
    """
    head = document.at(0, HEAD)
    if not head:
        return EMPTY
    ending = ending_of(name)
    found = _by_bytes(head, document, ending)
    if found is not None:
        return found
    text = guess(head)
    if text is None:
        return _by_cover(head, ending) or (ZIP if has_directory(document) else UNKNOWN)
    whole = len(head) == document.size
    return _kind_of_text(decode(head, text.encoding), ending, whole=whole)


def settled(document: Content, ours: str, declared: str | None) -> str:
    """Return what plain text is, where its bytes are mute and what it was found in is not.

    Rules, first match wins:

    1. A web page, where there is a tag: fragments of pages need not begin like one.
    2. Mail, where there is a header: messages in mailboxes may have few.
    3. A kind of text that has no signs of its own, and is told by names elsewhere.
    4. Otherwise it stays what the bytes say.
    """
    if ours != PLAIN or declared in {None, PLAIN}:
        return ours
    head = document.at(0, HEAD)
    text = guess(head)
    if text is None or declared is None:
        return ours
    start = decode(head, text.encoding).lstrip("\ufeff")
    if declared in {HTML, XHTML}:
        return HTML if _has_tag(start) else ours
    if declared == MAIL:
        return MAIL if count_headers(start) else ours
    return declared if declared in _SIGNLESS else ours


def _by_cover(head: bytes, ending: str) -> str | None:
    """Return the kind of a mail that brings bytes which are no text as a whole; None: no mail."""
    cover = _EMPTY_LINE.split(head, maxsplit=1)[0]
    text = guess(cover)
    return kind_of_mail(decode(cover, text.encoding).lstrip("\ufeff"), ending) if text else None


def ending_of(name: str) -> str:
    """Return the ending of a name in lower case, without its dot; empty where there is none."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return ending if len(ending) <= _LONGEST_ENDING else ""


def _by_bytes(head: bytes, document: Content, ending: str) -> str | None:
    if head.startswith(_ZIP):
        return kind_of_zip(document, ending)
    if head.startswith(COMPOUND):
        return kind_of_compound(document, ending)
    reads = not any(byte in _CONTROLS for byte in head[:_GLANCE])
    for offset, signature, media_type in SIGNATURES:
        if head.startswith(signature, offset) and not (reads and _is_word(signature)):
            return media_type
    found = structured(head, document, ending)
    if found is not None:
        return found
    return "application/pdf" if b"%PDF-" in head[:_PDF_WITHIN] else None


def _is_word(signature: bytes) -> bool:
    """Tell whether a text may begin with a signature: "MZ", "ORC" and the like are words too."""
    letters = signature.isascii() and signature.decode("ascii").isprintable()
    return letters and (len(signature) < _SHORT or signature.isalnum())


def _kind_of_text(text: str, ending: str, *, whole: bool) -> str:
    start = text.lstrip("\ufeff \t\r\n")
    found = (
        kind_of_markup(text, ending)
        or (start.startswith(("{", "[")) and kind_of_json(start, ending, whole=whole))
        or _by_beginning(start)
        or kind_of_mail(start, ending)
        or (is_export(text) and "text/x-whatsapp-export")
    )
    if found:
        return found
    kind = TEXT_NAMES.get(ending, PLAIN)
    return PLAIN if kind == HTML and not _has_tag(text) else kind


def _by_beginning(start: str) -> str | None:
    for beginning, media_type in TEXT_BEGINNINGS:
        if start[: len(beginning)].upper() == beginning:
            return media_type
    return next((kind for sign, kind in TEXT_SIGNATURES if start.startswith(sign)), None)


def _has_tag(text: str) -> bool:
    """Tell whether there is a tag: a sign, a letter, and an end before the next sign."""
    for piece in text.split("<")[1:]:
        if piece[:1].isalpha() and piece[:1].isascii() and ">" in piece:
            return True
    return False
