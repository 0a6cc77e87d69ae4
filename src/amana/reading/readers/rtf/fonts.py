"""In which encoding bytes are: the code page of the document, and the charset of each font."""

from __future__ import annotations

from amana.reading.readers.codepages import DEFAULT, of_charset, of_code_page
from amana.reading.readers.rtf.words import CODE_PAGES

_MOST = 10_000


class Fonts:
    """The font table as far as it is read."""

    def __init__(self) -> None:
        self.document = DEFAULT
        self._named = False
        self._default: int | None = None
        self._encodings: dict[int, str] = {}
        self._defining: int | None = None

    def word(self, word: bytes, number: int | None) -> None:
        """Take a word of the header that says something about encodings."""
        if word == b"ansicpg" and number is not None:
            self.document = of_code_page(number) or self.document
            self._named = True
        elif word in CODE_PAGES and not self._named:
            self.document = of_code_page(CODE_PAGES[word]) or DEFAULT
        elif word == b"deff":
            self._default = number

    def define(self, word: bytes, number: int | None) -> None:
        """Take a word of the font table."""
        if word == b"f":
            self._defining = number
        elif self._defining is not None and number is not None and len(self._encodings) < _MOST:
            page = of_charset(number) if word == b"fcharset" else None
            page = of_code_page(number) if word == b"cpg" else page
            if page is not None:
                self._encodings[self._defining] = page

    def encoding(self, font: int | None = None) -> str:
        """Return the encoding of a font; without a number, of the font that paragraphs begin in."""
        number = self._default if font is None else font
        return self.document if number is None else self._encodings.get(number, self.document)
