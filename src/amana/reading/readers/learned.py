"""What a small model that has learned from files takes a document for (magika).

It is asked only where neither our own signs nor libmagic know anything. Its answer is kept when the
model is sure of it. The runtime of the model would start threads, which a worker may not have, and
would send statistics to its maker: both are switched off before it is loaded.
"""

from __future__ import annotations

import os
import re
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from amana.reading.readers.intake import Content, Outlet
from amana.reading.readers.sampling import read_sample
from amana.reading.wire import ReadOrder, TextAnswer

if TYPE_CHECKING:
    from magika import Magika

NAME = "magika"
DISTRIBUTIONS = (NAME, "onnxruntime")

_SWITCHES = {
    "ORT_DISABLE_TELEMETRY": "1",
    "ORT_INTRA_OP_NUM_THREADS": "1",
    "ORT_INTER_OP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
_SURE = 0.9
_PART = 1 << 20
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+_-]{1,90}")
_SAMPLE = b"import os\n\n\ndef main() -> None:\n    print(os.getcwd())\n" * 4


@cache
def _loaded() -> Magika:
    os.environ.update(_SWITCHES)
    from magika import Magika  # noqa: PLC0415 - only after the switches

    return Magika()


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Give the opinion of the model; none where it is not sure."""
    del order, out
    # The model sees the first and the last 1024 bytes that are no white space.
    seen = document.at(0, _PART) + document.at(max(_PART, document.size - _PART), _PART)
    result = _loaded().identify_bytes(seen)
    said = str(result.output.mime_type)
    sure = result.score >= _SURE and _MEDIA_TYPE.fullmatch(said)
    return TextAnswer(text="", opinions=((NAME, said),) if sure else ())


def libraries() -> tuple[tuple[str, str], ...]:
    """Name the model's package and its runtime."""
    return tuple((name, version(name)) for name in DISTRIBUTIONS)


def warm() -> None:
    """Ask about a sample of our own and make sure of the result."""
    if read_sample(read, NAME, _SAMPLE).opinions != ((NAME, "text/x-python"),):
        raise RuntimeError("magika does not know its own sample")
