"""What libmagic takes a document for: a second opinion, asked inside the worker that reads it.

Its database is loaded before workers are forked; a worker may open no file. It sees the beginning
only, which bounds its time. Where the library is not installed there is no opinion.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Protocol

from amana.reading.readers.intake import BytesContent, Content

NAME = "libmagic"
SEEN = 1 << 16

_MEDIA_TYPE = re.compile(r"[a-z]+/[A-Za-z0-9.+_-]{1,90}")


class _Magic(Protocol):
    def from_buffer(self, data: bytes) -> str: ...


@cache
def _loaded() -> _Magic | None:
    try:
        import magic  # noqa: PLC0415 - it raises where there is no libmagic
    except ImportError:
        return None
    try:
        return magic.Magic(mime=True)
    except magic.MagicException:
        return None


def version() -> tuple[tuple[str, str], ...]:
    """Name libmagic and its version, or nothing where it is not installed."""
    if _loaded() is None:
        return ()
    import magic  # noqa: PLC0415 - see above

    number = int(magic.version())  # type: ignore[no-untyped-call]  # it has no annotations
    return ((NAME, f"{number // 100}.{number % 100:02}"),)


def opinion(document: Content) -> tuple[tuple[str, str], ...]:
    """Return what libmagic says: its name and a media type; nothing where it says none."""
    loaded = _loaded()
    if loaded is None or not document.size:
        return ()
    try:
        said = loaded.from_buffer(document.at(0, SEEN))
    except Exception:  # noqa: BLE001 - MagicException, or an answer that is no text
        return ()
    return ((NAME, said.lower()),) if _MEDIA_TYPE.fullmatch(said) else ()


def warm() -> None:
    """Load the database, and ask once: the first question makes what all others use, too."""
    for sample in (b"words\n", b"\0\1\2words\n"):
        opinion(BytesContent(sample))
