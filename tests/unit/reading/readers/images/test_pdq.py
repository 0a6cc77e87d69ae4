from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from amana.reading.likeness import distance
from amana.reading.readers.images.pdq import Pdq, pdq

Grey = NDArray[np.uint8]


def scene(seed: int = 1, width: int = 400, height: int = 300) -> Image.Image:
    """Make a picture of soft patches, as photographs have them."""
    noise = np.random.default_rng(seed).integers(0, 256, (9, 12), dtype=np.uint8)
    return Image.fromarray(noise).resize((width, height), Image.Resampling.BICUBIC)


def found(image: Image.Image) -> Pdq:
    """Hash what must be large enough."""
    answer = pdq(np.asarray(image))
    assert answer is not None
    return answer


def as_published(grey: Grey) -> str:
    """Hash step by step, as the paper describes it, in floating point."""
    rows, columns = grey.shape
    values = grey.astype(np.float64)
    for _ in range(2):
        for axis, length in ((1, columns), (0, rows)):
            window = (length + 127) // 128
            ahead = (window + 2) // 2
            parts = [
                values.take(
                    range(max(0, at - window + ahead), min(length, at + ahead)), axis=axis
                ).mean(axis=axis)
                for at in range(length)
            ]
            values = np.stack(parts, axis=axis)
    down = [int((at + 0.5) * rows / 64) for at in range(64)]
    across = [int((at + 0.5) * columns / 64) for at in range(64)]
    samples = values[np.ix_(down, across)]
    cosines = np.array(
        [[np.cos(np.pi / 128 * (i + 1) * (2 * j + 1)) for j in range(64)] for i in range(16)]
    )
    flat = (cosines @ samples @ cosines.T).ravel()
    bits = flat > np.sort(flat)[127]
    return f"{sum(1 << int(at) for at in np.flatnonzero(bits)):064x}"


@pytest.mark.parametrize("size", [(400, 300), (64, 64), (131, 77), (1000, 90), (30, 700)])
def test_the_bits_are_those_of_the_published_steps(size: tuple[int, int]) -> None:
    image = scene(2, *size)
    assert distance(found(image).bits, as_published(np.asarray(image))) <= 2


def test_a_copy_of_another_size_is_alike() -> None:
    image = scene(width=800, height=600)
    small = image.resize((300, 225), Image.Resampling.LANCZOS)
    assert distance(found(image).bits, found(small).bits) <= 31


def test_another_picture_is_not_alike() -> None:
    distances = [distance(found(scene(1)).bits, found(scene(n)).bits) for n in range(2, 12)]
    assert min(distances) > 31


def test_half_of_the_bits_are_set() -> None:
    assert int(found(scene()).bits, 16).bit_count() == 128


def test_the_quality_says_how_much_there_is_to_see() -> None:
    assert found(scene()).quality == 100
    assert found(Image.new("L", (100, 100), 127)).quality == 0


def test_what_is_too_small_has_no_hash() -> None:
    assert pdq(np.zeros((4, 100), dtype=np.uint8)) is None


def test_the_order_of_the_bits_is_that_of_the_reference() -> None:
    # Falling from left to right: of the first row of frequencies only odd ones are above zero.
    ramp = np.tile(np.linspace(255, 0, 64), (64, 1)).astype(np.uint8)
    ramp[:32] //= 2
    bits = int(found(Image.fromarray(ramp)).bits, 16)
    assert bits >> 0 & 1 == 0  # darker above: the lowest frequency downwards is negative
    turned = int(found(Image.fromarray(np.flipud(ramp))).bits, 16)
    assert turned & 1 == 1
