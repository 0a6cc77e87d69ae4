"""What looks at originals that our own signs leave open; it reads nothing."""

from __future__ import annotations

from amana.reading.readers.catalogue import Family

LOOK = Family(
    name="look", module="amana.reading.readers.look", version="1", media_types=(), streams=True
)
LEARNED = Family(
    name="magika",
    module="amana.reading.readers.learned",
    version="1",
    media_types=(),
    streams=True,
    apart=True,
    distributions=("magika", "onnxruntime"),
)
OPINIONS = (LOOK, LEARNED)
"""In the order in which they are asked."""
