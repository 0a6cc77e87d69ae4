"""Bands: parts of a signature that like texts are likely to share as they are.

32 bands of 4 numbers: two texts of Jaccard index 0.5 share one with a probability of 0.87, at 0.6
of 0.99, at 0.8 of 1 - 10^-7; at 0.2 of 0.05 (Leskovec, Rajaraman, Ullman: Mining of Massive
Datasets, section 3.4).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from amana.records import Likeness, LikenessMethod

BANDS = 32
_BYTES = 16
_HEX_OF_MARK = 15


def bands_of(signature: bytes) -> Iterator[int]:
    """Yield a signed 64-bit number for each band of a MinHash signature of 128 numbers.

    Equal numbers mean equal bands in the same place. They are hashes, so that a number tells
    nothing of the text.
    """
    for band in range(BANDS):
        part = signature[band * _BYTES : (band + 1) * _BYTES]
        hashed = hashlib.blake2b(part, digest_size=8, salt=band.to_bytes(2, "little")).digest()
        yield int.from_bytes(hashed, "little", signed=True)


def rows_of_likeness(fact: Likeness) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the row of a signature, and one for each of its bands; a picture has none."""
    mark = int(fact.id[:_HEX_OF_MARK], 16)
    picture = fact.method is LikenessMethod.PDQ
    row = {
        "mark": mark,
        "reading": fact.reading,
        "original": fact.original,
        "method": fact.method.value,
        "article": fact.article,
        "shingles": fact.shingles,
        "hash": fact.signature.hex() if picture else None,
    }
    keys = () if picture else sorted(set(bands_of(fact.signature)))
    return row, [{"key": key, "mark": mark} for key in keys]
