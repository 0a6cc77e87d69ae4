"""The source of a page as a string to search in, with the way back to its bytes.

In encodings that contain ASCII all markup is ASCII, and no byte of a longer character can be taken
for `<`, `&` or white space. The bytes are therefore searched as they are (a latin-1 view, one
character a byte), and only the pieces that become text are decoded: offsets are exact by
construction. UTF-16 and UTF-32 are decoded first.
"""

from __future__ import annotations

import codecs
import re

from amana.reading.charsets import (
    REPLACEMENT,
    WIDE,
    by_mark,
    byte_length,
    codec,
    decode,
    is_single_byte,
    named,
)
from amana.reading.guess import guess, is_utf_8
from amana.reading.notices import Code

_PRESCAN = 4096  # the standard asks for 1024 (section 13.2.3.2); pages put more before it
_META = re.compile(
    rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([A-Za-z0-9_:.()-]{1,40})", re.IGNORECASE
)
_XML = re.compile(rb"\s*<\?xml\b[^>]*?\bencoding\s*=\s*[\"']([A-Za-z0-9_:.-]{1,40})[\"']")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_STRIDE = 1024


class Source:
    """A page's bytes under one encoding; offsets into `view` are what `byte` takes."""

    def __init__(self, data: bytes, encoding: str) -> None:
        self.encoding = encoding
        self.data = data
        self._wide = encoding in WIDE
        self._single = is_single_byte(encoding)
        self.view = decode(data, encoding) if self._wide else data.decode("latin-1")
        self.start = len(_mark(data)) if not self._wide else int(self.view.startswith("\ufeff"))
        self._marks = self._measure() if self._wide else []

    def _measure(self) -> list[int]:
        marks, total = [0], 0
        for at in range(0, len(self.view), _STRIDE):
            total += byte_length(self.view[at : at + _STRIDE], self.encoding)
            marks.append(total)
        return marks

    def byte(self, at: int) -> int:
        """Return the byte offset of a position in the view."""
        if not self._wide:
            return at
        mark, rest = divmod(at, _STRIDE)
        within = byte_length(self.view[at - rest : at], self.encoding)
        return min(self._marks[mark] + within, len(self.data))

    def text(self, start: int, end: int) -> str:
        """Return the text between two positions of the view."""
        piece = self.view[start:end]
        if self._wide or piece.isascii():
            return piece
        if self.encoding == "utf-8":
            return self.data[start:end].decode("utf-8", "replace")
        return decode(self.data[start:end], self.encoding)

    def is_exact(self, text: str, start: int, end: int) -> bool:
        """Tell whether offsets inside `text` can be computed from those of its bytes."""
        if self._single or text.isascii():
            return True
        if REPLACEMENT in text:
            return False
        if self._wide or self.encoding == "utf-8":
            return True
        return text.encode(codec(self.encoding), "replace") == self.data[start:end]


def _mark(data: bytes) -> bytes:
    return codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""


def find_encoding(data: bytes, transport: str | None = None) -> tuple[str, Code | None]:
    """Return the encoding of a page, and what is to be told about how it was found.

    `transport` is the encoding that was named where the page came from (a header of mail or HTTP).

    Rules, first match wins:

    1. A byte order mark.
    2. `transport`, or else what a `meta` element or the XML declaration in the first 4096 bytes
       says, unless the bytes contradict it: they are UTF-8 beyond ASCII and it says otherwise, or
       it says UTF-8 and they read better as something else.
    3. What the bytes look like, as in plain text.
    4. windows-1252, as browsers do.
    """
    marked = by_mark(data)
    if marked is not None:
        return marked, None
    declared = transport or _declared(data[:_PRESCAN])
    if declared is not None:
        return _contradicted(data, declared)
    found = guess(data)
    if found is None:
        return "windows-1252", Code.ENCODING_GUESSED
    return found.encoding, None if found.certain else Code.ENCODING_GUESSED


def _declared(head: bytes) -> str | None:
    match = _XML.match(head) or _META.search(_COMMENT.sub(b"", head))
    if match is None:
        return None
    name = named(match.group(1).decode("ascii"))
    # A declaration that could be read is not in UTF-16 (section 13.2.3.2, step 15).
    return "utf-8" if name in WIDE else name


def _contradicted(data: bytes, declared: str) -> tuple[str, Code | None]:
    if data.isascii():
        return declared, None
    valid = is_utf_8(data)
    if declared == "utf-8" and not valid:
        found = guess(data)
        if found is not None and found.encoding != "utf-8":
            return found.encoding, Code.ENCODING_CONFLICT
    elif declared != "utf-8" and valid:
        return "utf-8", Code.ENCODING_CONFLICT
    return declared, None
