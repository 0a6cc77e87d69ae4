"""Cutting RTF into groups, control words, and text (RTF 1.9.1, "RTF Syntax"), with byte offsets.

What is alike and stands together comes at once: a thousand braces, or the escaped bytes of a word,
are one token. So the cost of a document is not that of a call for each of its bytes.
"""

from __future__ import annotations

import re
from typing import Protocol

_TOKEN = re.compile(
    rb"\\(?:([A-Za-z]{1,40})(-?\d{1,10})? ?|'([0-9A-Fa-f]{2}(?:\\'[0-9A-Fa-f]{2})*)|([^A-Za-z]))"
    rb"|(\{+)|(\}+)|([^\\{}\r\n\0]+)|[\r\n\0]+|\\",
    re.DOTALL,
)
_WORD, _NUMBER, _HEX, _SYMBOL, _OPEN, _CLOSE, _TEXT = range(1, 8)
_RAW = b"bin"
_ESCAPE = b"\\'"


class Taker(Protocol):
    """Takes what RTF is cut into. `start` and `end` are the bytes that it stands in."""

    def opened(self, n: int) -> None:
        """Take the beginnings of `n` groups."""
        ...

    def closed(self, n: int, start: int) -> bool:
        """Take the ends of `n` groups, the first of them at `start`; tell whether all is over."""
        ...

    def word(self, word: bytes, number: int | None, start: int, end: int) -> None:
        """Take a control word and its parameter."""
        ...

    def symbol(self, symbol: bytes, start: int, end: int) -> None:
        """Take a control symbol."""
        ...

    def escaped(self, data: bytes, start: int, end: int) -> None:
        """Take bytes that are written as hexadecimal escapes, four bytes each."""
        ...

    def plain(self, data: bytes, start: int, end: int) -> None:
        """Take plain bytes."""
        ...

    def raw(self, data: bytes) -> None:
        """Take bytes that are counted (`bin`)."""
        ...


def cut(data: bytes, start: int, taker: Taker) -> bool:
    """Cut RTF from byte `start` on; what cannot be a token is passed over.

    Return whether the outermost group was closed; nothing behind its end is looked at.
    """
    at: int | None = start
    while at is not None:
        for match in _TOKEN.finditer(data, at):
            kind = match.lastindex
            if kind in {_WORD, _NUMBER}:
                at = _word(data, match, taker)
                if at is not None:
                    break
            elif kind == _CLOSE:
                if taker.closed(match.end() - match.start(), match.start()):
                    return True
            elif kind is not None:
                _other(kind, match, taker)
        else:
            at = None
    return False


def _word(data: bytes, match: re.Match[bytes], taker: Taker) -> int | None:
    """Hand on a control word; return where to go on behind bytes that it counts, if it does."""
    word, digits = match.group(_WORD, _NUMBER)
    number = int(digits) if digits else None
    start, end = match.span()
    if word != _RAW:
        taker.word(word, number, start, end)
        return None
    until = min(len(data), end + max(0, number or 0))
    taker.raw(data[end:until])
    return until


def _other(kind: int, match: re.Match[bytes], taker: Taker) -> None:
    start, end = match.span()
    if kind == _TEXT:
        taker.plain(match[_TEXT], start, end)
    elif kind == _OPEN:
        taker.opened(end - start)
    elif kind == _HEX:
        digits = match[_HEX].replace(_ESCAPE, b"").decode("ascii")
        taker.escaped(bytes.fromhex(digits), start, end)
    else:
        taker.symbol(match[_SYMBOL], start, end)
