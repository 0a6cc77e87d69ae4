"""How two pictures of a page differ: the share of their tiles that do.

Pictures are PNG that a browser drew; whatever else they are, or how large they say they are, is
refused before anything of it is decoded. Pure.
"""

from __future__ import annotations

import io
import warnings

import msgspec
import numpy as np
import numpy.typing as npt
from PIL import Image

TILE = 32
"""Pixels along the side of a tile."""

LEVELS = 4
"""A tile differs whose pixels differ by more than so many of 255 levels, on average."""

MOST_PIXELS = 64_000_000
_PER_MILLE = 1000

Pixels = npt.NDArray[np.uint8]


class PictureDifference(msgspec.Struct, frozen=True, kw_only=True):
    """How a picture differs from an earlier one.

    `tiles` is how many thousandths of the tiles of the larger area differ; what only one of them
    has differs. `taller` and `wider` are pixels.
    """

    tiles: int
    taller: int
    wider: int


def picture_difference(before: bytes, after: bytes) -> PictureDifference | None:
    """Return how a picture differs from an earlier one; None where one of them cannot be used."""
    old, new = _pixels(before), _pixels(after)
    if old is None or new is None:
        return None
    height, width = max(old.shape[0], new.shape[0]), max(old.shape[1], new.shape[1])
    rows, columns = -(-height // TILE), -(-width // TILE)
    common = (min(old.shape[0], new.shape[0]), min(old.shape[1], new.shape[1]))
    differing = np.ones((rows, columns), dtype=bool)
    for row in range(-(-common[0] // TILE)):
        _row(old[: common[0], : common[1]], new[: common[0], : common[1]], row, differing)
    differing |= _only_one(old.shape, new.shape, (rows, columns))
    return PictureDifference(
        tiles=round(float(differing.mean()) * _PER_MILLE) or int(differing.any()),
        taller=new.shape[0] - old.shape[0],
        wider=new.shape[1] - old.shape[1],
    )


def _pixels(data: bytes) -> Pixels | None:
    """Return the grey levels of a PNG picture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=("PNG",)) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    return None
                return np.asarray(picture.convert("L"), dtype=np.uint8)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombWarning):
        return None


def _row(old: Pixels, new: Pixels, row: int, differing: npt.NDArray[np.bool_]) -> None:
    """Compare one row of tiles, so that no more than that is held beside the pictures."""
    lines = slice(row * TILE, (row + 1) * TILE)
    apart = np.abs(old[lines].astype(np.int16) - new[lines])
    columns = -(-apart.shape[1] // TILE)
    padded = np.zeros((apart.shape[0], columns * TILE), dtype=np.int16)
    padded[:, : apart.shape[1]] = apart
    levels = padded.reshape(apart.shape[0], columns, TILE).mean(axis=(0, 2))
    differing[row, :columns] = levels > LEVELS


def _only_one(
    old: tuple[int, ...], new: tuple[int, ...], tiles: tuple[int, int]
) -> npt.NDArray[np.bool_]:
    """Return the tiles of which a part is in one picture only."""
    found = np.zeros(tiles, dtype=bool)
    if old[0] != new[0]:
        found[min(old[0], new[0]) // TILE :, :] = True
    if old[1] != new[1]:
        found[:, min(old[1], new[1]) // TILE :] = True
    return found
