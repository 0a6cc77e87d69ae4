"""Header fields (RFC 5322 section 2.2): where each stands, and the parameters in its value.

Everything works on the bytes as they are, in one pass, with whatever line ends there are.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

_NAME = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")  # RFC 5322 section 3.6.8; a space is obsolete
_ENVELOPE = re.compile(rb">?From ")
_FOLD = re.compile(rb"[\r\n]+[ \t]*")
_PARAMETER = re.compile(
    rb';\s*+([^\s;="]++)\s*+=\s*+(?:"((?:[^"\\]|\\.)*+)"?|([^;\s]*+))', re.DOTALL
)
_QUOTED = re.compile(rb"\\(.)", re.DOTALL)
_SECTION = re.compile(r"([^*]+)\*(?:(\d{1,4})(\*)?)?")
_MAX_VALUE = 1 << 16
_LONGEST_WORD = 100
_MEDIA_TYPE = re.compile(rb"\s*([A-Za-z0-9!#$&^_.+-]{1,99}/[A-Za-z0-9!#$&^_.+-]{1,99})")


class Field(NamedTuple):
    """A field: its name in lower case, and where it, its value and its last line end, stand."""

    name: str
    start: int
    value: int
    end: int


class Head(NamedTuple):
    """A header: its fields in order, and where the body begins."""

    fields: tuple[Field, ...]
    body: int

    def first(self, name: str) -> Field | None:
        """Return the first field of a name."""
        return next((field for field in self.fields if field.name == name), None)


class Lines:
    """The lines of a message. A message without any line feed is cut at carriage returns."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.mark = b"\n" if b"\n" in data or b"\r" not in data else b"\r"

    def end(self, at: int, end: int) -> int:
        """Return where the line that holds `at` ends, its line end included."""
        found = self.data.find(self.mark, at, end)
        return end if found < 0 else found + 1

    def bare(self, at: int, end: int) -> int:
        """Return `end` without the line end before it."""
        data = self.data
        if end > at and data[end - 1 : end] == self.mark:
            end -= 1
            while end > at and data[end - 1 : end] == b"\r":
                end -= 1
        return end


def read_head(lines: Lines, start: int, end: int) -> Head:
    """Return the header that begins at `start`.

    Rules:

    1. An empty line ends it (line ends of several carriage returns count as one).
    2. A line that begins with a space or tab goes on with the field before it.
    3. `From ` lines of a mailbox before or among the fields are passed over.
    4. Any other line that is no field, and any that begins with `--`, ends it: the body begins
       there.
    """
    data, mark, found, at = lines.data, lines.mark, list[Field](), start
    while at < end:
        stop = data.find(mark, at, end) + 1 or end
        first = data[at]
        if first in b"\r\n" and lines.bare(at, stop) == at:
            return Head(tuple(found), stop)
        if first in b" \t" and found:
            found[-1] = found[-1]._replace(end=stop)
            at = stop
            continue
        name = None if data.startswith(b"--", at) else _NAME.match(data, at, stop)
        if name is not None:
            spelled = name.group(1).decode("ascii").lower()
            found.append(Field(spelled, at, name.end(), stop))
        elif not _ENVELOPE.match(data, at):
            break
        at = stop
    return Head(tuple(found), at)


def value_of(data: bytes, field: Field | None) -> bytes:
    """Return the value of a field, unfolded, up to 64 KiB of it."""
    if field is None:
        return b""
    return _FOLD.sub(b" ", data[field.value : min(field.end, field.value + _MAX_VALUE)]).strip()


class Typed(NamedTuple):
    """A structured value: its first word in lower case, and its parameters."""

    word: str
    parameters: dict[str, bytes]


def media_type(value: bytes) -> Typed:
    """Take apart a `Content-Type`; the word is empty where there is none that is valid."""
    found = _MEDIA_TYPE.match(value)
    return Typed(found.group(1).decode("ascii").lower() if found else "", parameters(value))


def disposition(value: bytes) -> Typed:
    """Take apart a `Content-Disposition` (RFC 2183)."""
    return Typed(word_of(value), parameters(value))


def word_of(value: bytes) -> str:
    """Return the word with which a value begins, in lower case."""
    word = value.partition(b";")[0].partition(b"(")[0].strip().lower()
    return word[:_LONGEST_WORD].decode("ascii", "replace")


def parameters(value: bytes) -> dict[str, bytes]:
    """Return the parameters of a value (RFC 2045 section 5.1, RFC 2231 sections 3 and 4).

    Of parameters that are repeated, the first counts. What comes in sections is put together in
    their order; what is in an encoding other than UTF-8 stays as its bytes, and the key
    `name*` then says in which.
    """
    plain: dict[str, bytes] = {}
    sections: dict[str, dict[int, tuple[bytes, bool]]] = {}
    for name, quoted, bare in _PARAMETER.findall(value):
        key = name.decode("ascii", "replace").lower()
        text = _QUOTED.sub(rb"\1", quoted) if quoted else bare
        section = _SECTION.fullmatch(key)
        if section is None:
            plain.setdefault(key, text)
            continue
        extended = section.group(2) is None or section.group(3) is not None
        place = int(section.group(2) or 0)
        sections.setdefault(section.group(1), {}).setdefault(place, (text, extended))
    for key, numbered in sections.items():
        plain.update(_joined(key, numbered))
    return plain


def _joined(key: str, numbered: dict[int, tuple[bytes, bool]]) -> dict[str, bytes]:
    """Put the sections of a parameter together; an extended first one names its charset."""
    whole, charset = b"", b""
    for place in sorted(numbered):
        text, extended = numbered[place]
        if extended and place == min(numbered) and text.count(b"'") > 1:
            charset, _language, text = text.split(b"'", 2)
        whole += unquote_to_bytes(text) if extended else text
    return {key: whole, key + "*": charset} if charset else {key: whole}
