"""From the bytes and escapes of RTF to characters (RTF 1.9.1, "Unicode RTF").

Escaped bytes that follow each other are decoded together, so that a character of two bytes may be
split between an escape and a plain byte. What stands after a Unicode character for older programs
is passed over.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable

from amana.reading.charsets import MULTI_BYTE, codec, decode
from amana.reading.readers.codepages import is_exact

Put = Callable[[str, int, int, bool], None]
"""Takes text, the bytes that it comes from, and whether it is exactly these bytes decoded."""

_HIGH, _LOW, _UNITS = range(0xD800, 0xDC00), range(0xDC00, 0xE000), 0x10000
_LOST = "\ufffd"
_ESCAPED = 4  # a backslash, an apostrophe, two digits


class Letters:
    """Collects what belongs together, and hands text on. `encoding` is that of the document."""

    def __init__(self, put: Put) -> None:
        self._put = put
        self._bytes = bytearray()
        self._start = self._end = 0
        self._in = ""
        self._high: tuple[int, int, int] | None = None
        self._skip = 0
        self.encoding = "windows-1252"

    def escaped(self, data: bytes, start: int, end: int, encoding: str) -> None:
        """Take escaped bytes that follow each other, each of which is written as four."""
        if self._skip:
            passed = min(self._skip, len(data))
            self._skip -= passed
            data, start = data[passed:], start + _ESCAPED * passed
            if not data:
                return
        if not self._bytes or self._in != encoding:
            self.flush()
            self._start, self._in = start, encoding
        self._bytes += data
        self._end = end

    def plain(self, data: bytes, start: int, end: int, encoding: str) -> None:
        """Take plain bytes."""
        if self._skip:
            passed = min(self._skip, len(data))
            self._skip -= passed
            data, start = data[passed:], start + passed
        if data and self._in == encoding and self._is_cut():
            self._bytes += data[:1]
            self._end = start + 1
            data, start = data[1:], start + 1
        self.flush()
        if data:
            text = decode(data, encoding)
            same = text.isascii() or encoding == self.encoding
            self._put(text, start, end, same and is_exact(text, data, encoding))

    def unit(self, number: int, start: int, end: int, fallback: int) -> None:
        """Take a UTF-16 unit, behind which `fallback` characters are to be passed over."""
        self._flush_bytes()
        unit = number % _UNITS
        if self._high is not None and unit in _LOW:
            high, start, _ = self._high
            self._high = None
            code = 0x10000 + ((high - _HIGH.start) << 10) + unit - _LOW.start
            self._put(chr(code), start, end, False)
        elif unit in _HIGH:
            self.flush()
            self._high = (unit, start, end)
        else:
            self.flush()
            self._put(_LOST if unit in _LOW else chr(unit), start, end, False)
        self._skip = fallback

    def passes_over(self) -> bool:
        """Tell whether a control word here only stands for a character for older programs."""
        if self._skip:
            self._skip -= 1
            return True
        return False

    def flush(self) -> None:
        """Hand on what is left."""
        self._flush_bytes()
        if self._high is not None:
            _, start, end = self._high
            self._high = None
            self._put(_LOST, start, end, False)

    def group(self) -> None:
        """A group begins or ends: nothing is passed over any more."""
        if self._bytes or self._high is not None:
            self.flush()
        self._skip = 0

    def _flush_bytes(self) -> None:
        if self._bytes:
            data, self._bytes = bytes(self._bytes), bytearray()
            text = decode(data, self._in)
            if _LOST in text and self._in in MULTI_BYTE:  # the charset of the font is not true
                by_document = decode(data, self.encoding)
                text = text if _LOST in by_document else by_document
            self._put(text, self._start, self._end, False)

    def _is_cut(self) -> bool:
        if not self._bytes or self._in not in MULTI_BYTE:
            return False
        decoder = codecs.getincrementaldecoder(codec(self._in))("replace")
        decoder.decode(bytes(self._bytes))
        return bool(decoder.getstate()[0])
