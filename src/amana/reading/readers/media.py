"""Sound and video: no byte of them is parsed in a worker; programs tell what they are.

The reader gives way to `sandbox.describing`, which asks ffprobe and exiftool.
"""

from __future__ import annotations

from amana.reading.notices import Code
from amana.reading.readers.intake import BytesContent, Closed, Content, Outlet
from amana.reading.wire import Budget, ReadOrder, TextAnswer, Told


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Say that nobody has written down what is said and seen."""
    del order, out
    code = Code.NOT_TRANSCRIBED if document.size else Code.EMPTY_FILE
    return TextAnswer(text="", notices=(Told(code),))


def libraries() -> tuple[tuple[str, str], ...]:
    """Name nothing: the programs name themselves."""
    return ()


def warm() -> None:
    """Read a byte of our own."""
    budget = Budget(text_chars=1, runs=1, pages=1, pixels=1)
    order = ReadOrder(family="media", name="", size=1, budget=budget)
    if read(BytesContent(b"\0"), order, Closed()).text:
        raise RuntimeError("the reader of sound and video finds text in its own sample")
