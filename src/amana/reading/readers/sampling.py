"""What a reader does before any original comes: it reads a sample of ours, and must find its text.

So everything that it needs is loaded and tried where workers are copied from, and a library that
does not work behind the walls is noticed before it is trusted with evidence.
"""

from __future__ import annotations

from collections.abc import Callable

from amana.reading.readers.intake import BytesContent, Closed, Content, Outlet
from amana.reading.wire import Budget, ReadOrder, TextAnswer

Read = Callable[[Content, ReadOrder, Outlet], TextAnswer]

SMALL = Budget(text_chars=1000, runs=100, pages=1, pixels=1)
"""What a sample may use."""


def read_sample(
    read: Read, family: str, sample: bytes, *, name: str = "", media_type: str = ""
) -> TextAnswer:
    """Return what a reader makes of a sample; nothing that is inside is taken out."""
    order = ReadOrder(
        family=family, name=name, size=len(sample), budget=SMALL, media_type=media_type
    )
    return read(BytesContent(sample), order, Closed())


def must_read(
    read: Read, family: str, sample: bytes, text: str, *, name: str = "", media_type: str = ""
) -> None:
    """Read a sample and make sure of its text.

    Raises:
        RuntimeError: the reader finds another text.
    """
    if read_sample(read, family, sample, name=name, media_type=media_type).text != text:
        raise RuntimeError(f"the reader “{family}” does not read its own sample")
