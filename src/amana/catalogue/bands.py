"""Bands: parts of a signature that like texts are likely to share as they are.

32 bands of 4 numbers: two texts of Jaccard index 0.5 share one with a probability of 0.87, at 0.6
of 0.99, at 0.8 of 1 - 10^-7; at 0.2 of 0.05 (Leskovec, Rajaraman, Ullman: Mining of Massive
Datasets, section 3.4).
"""

from __future__ import annotations

import hashlib
import struct
from typing import Any

from amana.records import Likeness, LikenessMethod

BANDS = 32
_BYTES = 16
_HEX_OF_MARK = 15
_NUMBERS = struct.Struct(f"<{BANDS}q")
# BLAKE2b with the number of the band as its salt, ready to be copied: making one anew takes longer.
_STARTS = [hashlib.blake2b(digest_size=8, salt=band.to_bytes(2, "little")) for band in range(BANDS)]


def bands_of(signature: bytes) -> tuple[int, ...]:
    """Return a signed 64-bit number for each band of a MinHash signature of 128 numbers.

    Equal numbers mean equal bands in the same place. They are hashes, so that a number tells
    nothing of the text.
    """
    digests = []
    for band, start in enumerate(_STARTS):
        hashed = start.copy()
        hashed.update(signature[band * _BYTES : (band + 1) * _BYTES])
        digests.append(hashed.digest())
    return _NUMBERS.unpack(b"".join(digests))


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
