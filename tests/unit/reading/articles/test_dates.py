from __future__ import annotations

from amana.reading.articles.dates import published_by, published_in
from amana.records import Published


def test_the_day_is_that_of_the_stated_offset() -> None:
    said = (("article:published_time", "2024-10-22T23:30:00+02:00"),)
    assert published_by(said) == Published(edtf="2024-10-22", basis="metadata")


def test_a_date_that_cannot_be_is_not_taken() -> None:
    assert published_by((("article:published_time", "2024-02-30"),)) is None
    assert published_by((("title", "2024-02-20"),)) is None


def test_a_printed_date_is_the_second_best() -> None:
    found = published_in("Published: October 22, 2024")
    assert found == Published(edtf="2024-10-22", basis="text")
    assert published_in("Published yesterday") is None
