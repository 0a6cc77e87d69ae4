"""What an original says about itself, as it is collected: pairs of key and value, bounded."""

from __future__ import annotations

import re

_MOST = 380
_LONGEST_KEY, _LONGEST_VALUE = 60, 2000
_NOT_OF_A_KEY = re.compile(r"[^A-Za-z0-9:._-]+")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]+")


class Facts:
    """Pairs in the order in which they were found, without empty values and repetitions."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._pairs: dict[tuple[str, str], None] = {}

    def add(self, key: str, value: object) -> None:
        """Take in what `key` is, as text. `key` begins with its prefix: `exif:Make`."""
        text = _CONTROLS.sub("", str(value)).strip()[:_LONGEST_VALUE]
        name = _NOT_OF_A_KEY.sub("_", key)[:_LONGEST_KEY]
        if text and len(self._pairs) < self._most:
            self._pairs[name, text] = None

    def first(self, key: str) -> str | None:
        """Return the first value of a key."""
        return next((value for known, value in self._pairs if known == key), None)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return everything."""
        return tuple(self._pairs)


def decoded(value: bytes) -> str:
    """Return text whose encoding is not stated: UTF-8 where it is valid, else ISO-8859-1."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")
