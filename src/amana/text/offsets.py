"""From code points to UTF-8 bytes and back: what makes a span.

Python counts code points; files count bytes. `Offsets` answers where a code point stands in the
UTF-8 form of a text in constant time for ASCII and in a bounded scan otherwise.
"""

from __future__ import annotations

from amana.records import Span

_STRIDE = 1024


class Offsets:
    """Maps code-point offsets of one text to UTF-8 byte offsets."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._marks: list[int] | None = None
        if not text.isascii():
            marks, total = [0], 0
            for start in range(0, len(text), _STRIDE):
                total += _width(text[start : start + _STRIDE])
                marks.append(total)
            self._marks = marks

    def byte(self, char: int) -> int:
        """Return the UTF-8 byte offset of code point `char` (0 to the length of the text)."""
        if self._marks is None:
            return char
        mark, rest = divmod(char, _STRIDE)
        return self._marks[mark] + _width(self.text[char - rest : char])

    def span(self, char_start: int, char_end: int) -> Span:
        """Return the span of the code points `char_start` to `char_end` (exclusive)."""
        return Span(
            char_start=char_start,
            char_end=char_end,
            byte_start=self.byte(char_start),
            byte_end=self.byte(char_end),
            quote=self.text[char_start:char_end],
        )


def _width(text: str) -> int:
    # A reading's text is valid Unicode; surrogatepass keeps the arithmetic total all the same.
    return len(text.encode("utf-8", "surrogatepass"))
