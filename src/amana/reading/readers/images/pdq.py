"""PDQ, Meta's perceptual hash of pictures, in whole numbers.

The algorithm is that of "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm"
(2019): luminance, two passes of a Jarosz (box) filter, 64 by 64 samples, the 16 by 16 lowest
frequencies of their cosine transform without the zeroth, one bit each for "above the median".

The reference computes in single precision, and its last digits depend on the machine. Here every
number is whole and below 2**53, where double precision is exact: the same pixels give the same bits
everywhere. The two passes of the filter and the sampling are linear, so one matrix does all three.
"""

from __future__ import annotations

from math import cos, pi, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LARGEST = 2048
"""Pictures with a longer side are to be reduced before, by a whole factor."""

_LEAST = 5
_SAMPLES, _KEPT = 64, 16
_WEIGHT_BITS, _COSINE_BITS = 20, 20
_FINER = 8  # bits behind the point that samples keep
_BETWEEN_BITS = 16
_FULL = 255 << _FINER
_STEP = 90  # the reference's scale of quality
_BEST = 100

Whole = NDArray[np.float64]
"""Whole numbers, held in double precision."""


class Pdq(NamedTuple):
    """The 256 bits as 64 hexadecimal digits, and how much there is to see, from 0 to 100."""

    bits: str
    quality: int


def pdq(luminance: NDArray[np.uint8]) -> Pdq | None:
    """Return the hash of a picture (rows, columns; black is 0); None: it is too small."""
    if min(luminance.shape) < _LEAST:
        return None
    rows, columns = luminance.shape
    samples = _halfway(_sampled(luminance, rows), _WEIGHT_BITS - _FINER)
    samples = _halfway(_sampled(samples.T, columns).T, _WEIGHT_BITS)
    between = _halfway(_COSINES @ samples, _BETWEEN_BITS)
    return Pdq(_bits(between @ _COSINES.T), _quality(samples))


def _halfway(values: Whole, bits: int) -> Whole:
    """Return values divided by a power of two, rounded down."""
    return np.floor(values / (1 << bits))


def _sampled(values: NDArray[np.generic], length: int) -> Whole:
    """Return 64 samples of the blurred rows of `values`, times two to the `_WEIGHT_BITS`."""
    out = np.empty((_SAMPLES, values.shape[1]))
    for sample in range(_SAMPLES):
        start, weights = _weights(sample, length)
        out[sample] = weights @ values[start : start + len(weights)].astype(np.float64)
    return out


def _weights(sample: int, length: int) -> tuple[int, Whole]:
    """Return where a sample's window begins, and what each value in it counts.

    Two passes of a box filter, whose window is cut off at the borders, seen from one place.
    """
    place = (2 * sample + 1) * length // (2 * _SAMPLES)
    if length == _SAMPLES:
        return place, np.array([float(1 << _WEIGHT_BITS)])
    first, last = _window(place, length)
    start, _ = _window(first, length)
    _, end = _window(last - 1, length)
    weights = np.zeros(end - start)
    for middle in range(first, last):
        low, high = _window(middle, length)
        weights[low - start : high - start] += (1 << _WEIGHT_BITS) / ((last - first) * (high - low))
    return start, np.rint(weights)


def _window(place: int, length: int) -> tuple[int, int]:
    """Return from where to where the values are averaged around a place."""
    window = (length + 2 * _SAMPLES - 1) // (2 * _SAMPLES)
    ahead = (window + 2) // 2
    return max(0, place - (window - ahead)), min(length, place + ahead)


def _cosines() -> Whole:
    """Return the rows 1 to 16 of the cosine transform over 64 samples, as whole numbers."""
    scale = sqrt(2 / _SAMPLES) * (1 << _COSINE_BITS)
    return np.array(
        [
            [round(scale * cos(pi / 2 / _SAMPLES * (i + 1) * (2 * j + 1))) for j in range(_SAMPLES)]
            for i in range(_KEPT)
        ],
        dtype=np.float64,
    )


_COSINES = _cosines()


def _bits(frequencies: Whole) -> str:
    flat = frequencies.ravel().tolist()
    median = sorted(flat)[(len(flat) - 1) // 2]
    bits = sum(1 << place for place, value in enumerate(flat) if value > median)
    return f"{bits:064x}"


def _quality(samples: Whole) -> int:
    """Return how strong the edges are (the reference's measure)."""
    total = 0
    for axis in (0, 1):
        total += int((np.abs(np.diff(samples, axis=axis)) * _BEST // _FULL).sum())
    return min(_BEST, total // _STEP)
