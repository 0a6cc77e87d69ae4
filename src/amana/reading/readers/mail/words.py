"""Text in headers: folded lines, encoded words (RFC 2047), and bytes that declare no encoding."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from typing import NamedTuple

from amana.reading.charsets import decode, named
from amana.reading.guess import guess

STATEFUL = frozenset(
    {"iso-2022-jp", "iso-2022-jp-1", "iso-2022-jp-2", "iso-2022-kr", "hz-gb-2312", "utf-7"}
)
"""Encodings of mail that have states and are not in the web's list (RFC 1468, 1557, 1842, 2152)."""

_STATEFUL_CODECS = {"hz-gb-2312": "hz", "unicode-1-1-utf-7": "utf-7"}
_WORD = rb"=\?([!->@-~]{1,75})\?([bBqQ])\?([^?]*+)\?="
_PIECES = re.compile(
    rb"(" + _WORD + rb"(?:[ \t\r\n]*+" + _WORD + rb")*+)|[\r\n]++[ \t]*+", re.DOTALL
)
_ONE = re.compile(_WORD, re.DOTALL)
_NOT_BASE64 = bytes(
    byte
    for byte in range(256)
    if byte not in b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
)


class Piece(NamedTuple):
    """Text and the bytes it comes from; exact when it is those bytes, decoded."""

    text: str
    start: int
    end: int
    exact: bool


def encoding_of(label: str) -> str | None:
    """Return the encoding that a label means, or None: only known encodings of text count."""
    label = label.partition("*")[0].strip().strip("\"'").lower()  # RFC 2231 section 5
    label = _ALIASES.get(label, label)
    return label if label in STATEFUL else named(label)


_ALIASES = {"unicode-1-1-utf-7": "utf-7", "utf7": "utf-7", "csiso2022jp": "iso-2022-jp"}


def decoded(data: bytes, encoding: str) -> str:
    """Return the text of `data`, with U+FFFD for what is not valid."""
    if encoding in STATEFUL:
        return data.decode(_STATEFUL_CODECS.get(encoding, encoding), "replace")
    return decode(data, encoding)


def undeclared(data: bytes, hint: str | None = None) -> str:
    """Return in which encoding header bytes are that declare none.

    UTF-8 (RFC 6532) where they are valid in it, else that of the body (`hint`), else what they
    look like.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        if hint is not None and hint != "utf-8":
            return hint
        found = guess(data)
        return found.encoding if found else "windows-1252"
    return "utf-8"


def pieces(data: bytes, start: int, end: int, encoding: str) -> Iterator[Piece]:
    """Yield the text of a field's value in order, unfolded, its encoded words decoded.

    Encoded words that follow one another are one piece: white space between them is dropped, and
    a character may be cut between two of them, though section 5 of RFC 2047 forbids it.
    """
    at = start
    for match in _PIECES.finditer(data, start, end):
        if match.start() > at:
            yield _raw(data, at, match.start(), encoding)
        if match.group(1) is not None:
            text = _encoded(match.group(1), encoding)
            yield Piece(text, match.start(), match.end(), exact=False)
        elif match.end() < end and data[match.start() - 1] not in b" \t":
            yield Piece(" ", match.start(), match.end(), exact=False)
        at = match.end()
    if at < end:
        yield _raw(data, at, end, encoding)


def _raw(data: bytes, start: int, end: int, encoding: str) -> Piece:
    return Piece(decoded(data[start:end], encoding), start, end, exact=True)


def plain(data: bytes, encoding: str) -> str:
    """Return the text of a value in one line."""
    return " ".join("".join(p.text for p in pieces(data, 0, len(data), encoding)).split())


def _encoded(words: bytes, encoding: str) -> str:
    """Decode encoded words that follow one another; those of one charset are joined first."""
    joined: list[tuple[str, bytes]] = []
    for match in _ONE.finditer(words):
        label = match.group(1).decode("ascii")
        found = encoding_of(label) or "?" + label.lower()
        content = _word(match.group(2), match.group(3))
        if joined and joined[-1][0] == found:
            joined[-1] = (found, joined[-1][1] + content)
        else:
            joined.append((found, content))
    return "".join(
        decoded(content, undeclared(content, encoding) if name.startswith("?") else name)
        for name, content in joined
    )


def _word(kind: bytes, content: bytes) -> bytes:
    if kind in b"qQ":
        return binascii.a2b_qp(b"".join(content.splitlines()), header=True)
    letters = content.translate(None, _NOT_BASE64)
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]  # six bits are no byte
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
