"""The information group of RTF: who made it, when, under which title."""

from __future__ import annotations

import re
from datetime import datetime

from amana.reading.readers.rtf.words import INFO, TIMES

_LONGEST = 4000
_MOST_LINKS = 200
_LINK = re.compile(r'HYPERLINK\s+(?:\\[lmnot]\s+)*(?:"([^"]{1,4000})"|(\S{1,4000}))')
_PARTS = (b"yr", b"mo", b"dy", b"hr", b"min", b"sec")


class Info:
    """Collects metadata, word by word."""

    def __init__(self) -> None:
        self._texts: dict[bytes, str] = {}
        self._times: dict[bytes, dict[bytes, int]] = {}
        self._field = ""
        self._links: dict[str, None] = {}

    def add(self, name: bytes, text: str) -> None:
        """Add text to a property."""
        known = self._texts.get(name, "")
        if name in INFO and name not in TIMES and len(known) < _LONGEST:
            self._texts[name] = (known + text)[:_LONGEST]

    def number(self, name: bytes, word: bytes, number: int | None) -> None:
        """Add a part of a time."""
        if name in TIMES and number is not None:
            self._times.setdefault(name, {})[word] = number

    def instruction(self, text: str) -> None:
        """Add text to the instruction of a field."""
        if len(self._field) < 2 * _LONGEST:
            self._field += text

    def end_instruction(self) -> None:
        """Look whether the field was a link."""
        found = _LINK.search(self._field)
        self._field = ""
        if found and len(self._links) < _MOST_LINKS:
            self._links[found[1] or found[2]] = None

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the metadata: normalised first, then as written."""
        found = {name: text.strip() for name, text in self._texts.items()}
        for name, parts in self._times.items():
            found[name] = _moment(parts) or ""
        named = [(INFO[name], found[name]) for name in INFO if found.get(name)]
        raw = [(f"rtf:{name.decode()}", found[name]) for name in INFO if found.get(name)]
        links = [("rtf:link", link) for link in self._links]
        return (*((name, text) for name, text in named if name), *raw, *links)


def _moment(parts: dict[bytes, int]) -> str | None:
    values = [parts.get(part, 0) for part in _PARTS]
    try:
        return datetime(*values).isoformat()  # type: ignore[arg-type]  # noqa: DTZ001 - RTF states no zone
    except (ValueError, OverflowError):
        return None
