"""Pictures made in code."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image

from amana.reading.readers.images.opening import prepare

Make = Callable[..., bytes]


@pytest.fixture(scope="session", autouse=True)
def decoders() -> None:
    """Set Pillow up as in a worker."""
    prepare()


@pytest.fixture
def make() -> Make:
    """Save a picture of a kind."""

    def save(kind: str = "JPEG", size: tuple[int, int] = (160, 120), **options: object) -> bytes:
        file = io.BytesIO()
        picture = Image.linear_gradient("L").resize(size).convert("RGB")
        picture.save(file, kind, **options)
        return file.getvalue()

    return save
