"""Cutting RTF into groups, control words, and text (RTF 1.9.1, "RTF Syntax"), with byte offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

_TOKEN = re.compile(
    rb"\\(?:([A-Za-z]{1,40})(-?\d{1,10})? ?|'([0-9A-Fa-f]{2})|([^A-Za-z]))"
    rb"|([{}])|([^\\{}\r\n\0]+)|[\r\n\0]+|\\",
    re.DOTALL,
)
_WORD, _NUMBER, _HEX, _SYMBOL, _BRACE, _TEXT = range(1, 7)
_RAW = b"bin"


class Kind(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    WORD = auto()
    SYMBOL = auto()
    HEX = auto()
    TEXT = auto()
    RAW = auto()


class Token(NamedTuple):
    """Bytes `start` to `end`: `value` is the word, symbol or bytes, `number` its parameter."""

    kind: Kind
    start: int
    end: int
    value: bytes = b""
    number: int | None = None


def tokens(data: bytes, start: int = 0) -> Iterator[Token]:
    """Cut RTF; what cannot be a token is passed over."""
    at = start
    while at < len(data):
        match = _TOKEN.match(data, at)
        if match is None:
            at += 1
            continue
        at = match.end()
        token = _token(match)
        if token is None:
            continue
        if token.kind is Kind.WORD and token.value == _RAW:
            at = min(len(data), at + max(0, token.number or 0))
            token = Token(Kind.RAW, match.end(), at, data[match.end() : at])
        yield token


def _token(match: re.Match[bytes]) -> Token | None:
    start, end = match.span()
    group = match.group
    match match.lastindex:
        case 1 | 2:
            number = group(_NUMBER)
            return Token(Kind.WORD, start, end, group(_WORD), int(number) if number else None)
        case 3:
            return Token(Kind.HEX, start, end, bytes.fromhex(group(_HEX).decode("ascii")))
        case 4:
            return Token(Kind.SYMBOL, start, end, group(_SYMBOL))
        case 5:
            return Token(Kind.OPEN if group(_BRACE) == b"{" else Kind.CLOSE, start, end)
        case 6:
            return Token(Kind.TEXT, start, end, group(_TEXT))
    return None
