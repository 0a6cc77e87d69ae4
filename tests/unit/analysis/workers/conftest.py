from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from tests.unit.analysis.conftest import MakeReading

from amana.analysis import Order

MakeOrder = Callable[..., Order]


@pytest.fixture
def order_of(reading_of: MakeReading) -> MakeOrder:
    """An order to observe a plain text."""

    def make(text: str, *wanted: str, within: int | None = None, **stored: bytes) -> Order:
        return Order(
            reading=msgspec.json.encode(reading_of(text)),
            articles=b"",
            wanted=wanted or ("words", "roles"),
            stored=stored,
            within=within,
        )

    return make
