"""Values of a database as text; those that are bytes are handed out where they are files.

SQLite has five kinds of values (Datatypes in SQLite, section 2). A value of bytes stands in the
text as itself where it is text in UTF-8, else as SQL writes it (`x'00ff'`), a long one by its
beginning and its size.
"""

from __future__ import annotations

import re

from amana.reading.charsets import REPLACEMENT
from amana.reading.notices import Code
from amana.reading.readers.intake import Outlet
from amana.reading.signatures import RIFF, SIGNATURES
from amana.reading.wire import ChildRow, Told
from amana.records import Derivation

_LEAST_FILE = 64
_LEAST_TEXT = 8
_SHOWN_WHOLE, _SHOWN = 40, 16
_LONGEST_NAME = 60
_TELLING = 4  # bytes of a signature that random bytes do not have by chance
_BEGINNINGS = (
    *((at, sign) for at, sign, _kind in SIGNATURES if len(sign) >= _TELLING),
    (0, b"\xff\xd8\xff"),
    (0, b"\x1f\x8b\x08"),
    (0, b"PK\x03\x04"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    (4, b"ftyp"),
    (0, b"OggS"),
    (0, b"\x1a\x45\xdf\xa3"),
)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Text(bytes):
    """A value that is text, as UTF-8, whatever encoding the database is in; or what should be."""


class Values:
    """Turns values into text, and counts what cannot be shown as it is."""

    def __init__(self, out: Outlet) -> None:
        self._out = out
        self._undecodable = 0
        self._opaque = 0

    def shown(self, value: object, path: tuple[str, int, str]) -> str:
        """Return a value as text; `path` is its table, row and column."""
        match value:
            case None:
                return ""
            case Text():
                return self._decoded(value)
            case bytes():
                return self._bytes(value, path)
            case _:
                return str(value)

    def _decoded(self, value: bytes) -> str:
        text = value.decode("utf-8", "replace")
        if REPLACEMENT in text:
            self._undecodable += text.count(REPLACEMENT) - value.count(REPLACEMENT.encode())
        return text

    def _bytes(self, value: bytes, path: tuple[str, int, str]) -> str:
        if len(value) >= _LEAST_FILE and _begins_like_a_file(value):
            named = "/".join((path[0][:_LONGEST_NAME], str(path[1]), path[2][:_LONGEST_NAME]))
            row = ChildRow(path=named.encode(), derivation=Derivation.DECODED, declared=None)
            self._out.child(row, (value,))
            return _literal(value)
        text = _text(value)
        if text is None:
            self._opaque += len(value) > _SHOWN_WHOLE
        return _literal(value) if text is None else text

    def notices(self) -> tuple[Told, ...]:
        """Return what is to be told of the values."""
        counted = (
            (Code.BYTES_UNDECODABLE, self._undecodable),
            (Code.VALUES_OPAQUE, self._opaque),
        )
        return tuple(Told(code, n) for code, n in counted if n)


def _begins_like_a_file(value: bytes) -> bool:
    if value.startswith(b"RIFF"):
        return value[8:12] in RIFF
    return any(value.startswith(sign, at) for at, sign in _BEGINNINGS)


def _text(value: bytes) -> str | None:
    if len(value) < _LEAST_TEXT:
        return None
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if _CONTROLS.search(text) else text


def _literal(value: bytes) -> str:
    if len(value) <= _SHOWN_WHOLE:
        return f"x'{value.hex()}'"
    return f"x'{value[:_SHOWN].hex()}…' ({len(value)} bytes)"
