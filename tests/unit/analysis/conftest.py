from __future__ import annotations

from collections.abc import Callable

import pytest

from amana.analysis import Frame, frames_of
from amana.reading.articles import find_articles
from amana.records import Reading, Recipe, State
from amana.text import detect_language

MakeReading = Callable[[str], Reading]
MakeFrame = Callable[[str], Frame]


@pytest.fixture(scope="session")
def reading_of() -> MakeReading:
    """A reading of plain text, as if it had been read from a file."""

    def make(text: str) -> Reading:
        return Reading(
            original="0" * 64,
            key="1" * 64,
            recipe=Recipe(step="reading/plain", tool="amana", version="1"),
            state=State.READ,
            media_type="text/plain",
            text=text,
            language=detect_language(text),
        )

    return make


@pytest.fixture(scope="session")
def frame_of(reading_of: MakeReading) -> MakeFrame:
    """The first frame of a plain text, as reading and its articles give it."""

    def make(text: str) -> Frame:
        reading = reading_of(text)
        return next(iter(frames_of(reading, find_articles(reading))))

    return make
