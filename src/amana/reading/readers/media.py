"""Sound and video: no byte of them is parsed in a worker; programs tell what they are.

The reader gives way to `sandbox.describing`, which asks ffprobe and exiftool.
"""

from __future__ import annotations

from amana.reading.notices import Code
from amana.reading.readers.intake import Content, Outlet
from amana.reading.readers.sampling import read_sample
from amana.reading.wire import ReadOrder, TextAnswer, Told


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
    if read_sample(read, "media", b"\0").text:
        raise RuntimeError("the reader of sound and video finds text in its own sample")
