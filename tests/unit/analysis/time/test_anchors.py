from __future__ import annotations

import datetime as dt
from typing import Protocol

import pytest
from tests.unit.analysis.conftest import MakeReading
from tests.unit.analysis.time.conftest import frame

from amana.analysis.time.anchors import Anchor, Anchors, anchors_of
from amana.analysis.time.meanings import Weekday

Captions = tuple[tuple[str, bool], ...]


class Make(Protocol):
    def __call__(
        self, published: tuple[str, str] | None, captions: Captions, *weekdays: int
    ) -> Anchors: ...


@pytest.fixture
def anchors(reading_of: MakeReading) -> Make:
    def make(published: tuple[str, str] | None, captions: Captions, *weekdays: int) -> Anchors:
        made = frame(reading_of, "Nothing.", "en", published, captions)
        return anchors_of(made, [Weekday(each) for each in weekdays])

    return make


def test_a_dated_caption_is_the_earliest_day(anchors: Make) -> None:
    day = dt.date(2025, 1, 17)
    assert anchors(None, (("2025-01-17", False),)).text == Anchor(day, "caption", floor=True)
    assert anchors(None, (("2025-01-17", False),), 5).text == Anchor(day, "caption")
    assert anchors(None, (("2025-01-17", False),), 5, 4).text == Anchor(day, "caption", floor=True)


def test_pictures_from_the_file_and_far_apart_are_none(anchors: Make) -> None:
    assert anchors(None, (("2020-08-23", True),)) == Anchors(None, None)
    assert anchors(None, (("2020-08-23", False), ("2024-08-23", False))) == Anchors(None, None)


def test_a_caption_after_publication_contradicts_it(anchors: Make) -> None:
    assert anchors(("2021-06-30", "metadata"), (("2025-01-17", False),)) == Anchors(None, None)
    assert anchors(("2025-01-16", "metadata"), (("2025-01-17", False),)).published is not None


def test_a_month_of_publication_anchors_months(anchors: Make) -> None:
    found = anchors(("2024-11", "metadata"), ())
    assert found.published == Anchor(dt.date(2024, 11, 1), "published: metadata", 7)
    assert anchors(("2024", "text"), ()).text == Anchor(dt.date(2024, 1, 1), "published: text", 4)
    assert anchors(("199X", "metadata"), ()) == Anchors(None, None)
