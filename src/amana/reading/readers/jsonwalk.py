"""A walk over JSON (RFC 8259) with byte offsets, however deep it is nested.

Strings are decoded one by one when they are asked for. Nothing is built.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from amana.reading.readers.paragraphs import Place

_TOKEN = re.compile(
    rb'[ \t\r\n]*+(?:("(?:[^"\\]|\\.)*+")|([{}\[\]:,])|([^\s{}\[\]:,"]++))', re.DOTALL
)
_MARK = b"\xef\xbb\xbf"


class Event(Enum):
    """What the walk has come to."""

    BEGIN = auto()  # an object or array
    END = auto()
    STRING = auto()
    PLAIN = auto()  # a number, true, false, null


class Step(NamedTuple):
    """An event at bytes `start` to `end`; `name` is the name of the member, empty in an array."""

    event: Event
    name: str
    start: int
    end: int
    depth: int


class Damaged(Exception):
    """The bytes are no JSON from here on."""


def walk(data: bytes) -> Iterator[Step]:
    """Yield what comes in `data`; depth 0 is the outermost value.

    Raises:
        Damaged: they are no JSON from some place on, or are cut off.
    """
    at = len(_MARK) if data.startswith(_MARK) else 0
    opened: list[str] = []
    name, key = "", False
    while (token := _TOKEN.match(data, at)) is not None:
        string, sign, plain = token.groups()
        at = token.end()
        start = token.start(token.lastindex or 0)
        if sign in {b"{", b"["}:
            yield Step(Event.BEGIN, name, start, at, len(opened))
            opened.append("{" if sign == b"{" else "[")
            name, key = "", sign == b"{"
        elif sign in {b"}", b"]"}:
            if not opened or (opened.pop() == "{") != (sign == b"}"):
                raise Damaged
            yield Step(Event.END, "", start, at, len(opened))
            name = ""
        elif sign is not None:
            name = name if sign == b":" else ""
            key = sign == b"," and bool(opened) and opened[-1] == "{"
        elif string is not None and key:
            name = string_at(data, start, at)[0]
        elif string is not None:
            yield Step(Event.STRING, name, start, at, len(opened))
        elif plain is not None:
            yield Step(Event.PLAIN, name, start, at, len(opened))
    if opened or data[at:].strip():
        raise Damaged


def string_at(data: bytes, start: int, end: int) -> tuple[str, Place]:
    """Return the text of the string at bytes `start` to `end`, quotes included, and its place."""
    raw = data[start + 1 : end - 1]
    place = Place(start + 1, end - 1, exact=True)
    if b"\\" not in raw:
        try:
            return raw.decode("utf-8"), place
        except UnicodeDecodeError:
            return raw.decode("utf-8", "replace"), place._replace(exact=False)
    try:
        text = json.loads(data[start:end].decode("utf-8", "replace"), strict=False)
    except ValueError:
        text = raw.decode("utf-8", "replace")
    # A half of a pair that stands alone is no character.
    clean = str(text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return clean, place._replace(exact=False)
