from __future__ import annotations

import pytest

from amana.reading.notices import Code
from amana.reading.readers.containers.listing import (
    Line,
    Listing,
    encoding_of_names,
    moment,
    shown,
)
from amana.reading.wire import Budget, Run, Told

WIDE = Budget(text_chars=1000, runs=100, pages=1, pixels=1)


def test_names_stand_one_in_a_line_and_lead_to_their_bytes() -> None:
    listing = Listing(WIDE)
    listing.add(Line(b"a.txt", 30, 35))
    listing.add(Line(b"b", 90, 91, " (hard link)", b"a.txt"))
    answer = listing.answer()
    assert answer.text == "a.txt\nb (hard link) → a.txt"
    assert answer.runs == (Run(0, 5, 30, 35, exact=False), Run(6, 27, 90, 91, exact=False))
    assert answer.notices == ()


def test_a_place_that_was_given_before_is_not_given_again() -> None:
    listing = Listing(WIDE)
    for name in (b"one", b"two"):
        listing.add(Line(name, 30, 33))
    assert listing.answer().runs == (Run(0, 3, 30, 33, exact=False),)


def test_a_long_list_is_cut_and_says_so() -> None:
    listing = Listing(Budget(text_chars=8, runs=100, pages=1, pixels=1))
    for _ in range(3):
        listing.add(Line(b"abc", 0, 3))
    answer = listing.answer()
    assert answer.text == "abc\nabc"
    assert answer.notices == (Told(Code.TEXT_CUT, 7),)
    listing = Listing(Budget(text_chars=100, runs=1, pages=1, pixels=1))
    listing.add(Line(b"abc", 0, 3))
    listing.add(Line(b"abc", 3, 6))
    assert listing.answer().notices == (Told(Code.TEXT_CUT, 3),)


def test_bytes_of_nothing_are_counted_and_placed() -> None:
    listing = Listing(WIDE)
    listing.add(Line(b"abc", 0, 3))
    listing.gap(5, 5)
    listing.gap(10, 17)
    answer = listing.answer((Told(Code.CHILDREN_CUT, 0), Told(Code.CHILDREN_DAMAGED, 2)))
    assert answer.notices == (Told(Code.CHILDREN_DAMAGED, 2), Told(Code.BYTES_UNACCOUNTED, 7))
    assert answer.metadata == (("amana:unaccounted", "10-17"),)
    assert Listing(WIDE).answer().notices == (Told(Code.CONTAINER_EMPTY),)


def test_names_without_an_encoding_are_judged_together() -> None:
    names = ["\u0631\u0633\u0627\u0644\u0629.txt", "\u062a\u0642\u0631\u064a\u0631.doc"]
    raw = [name.encode("cp1256") for name in names]
    encoding = encoding_of_names([*raw, b"plain"])
    assert [shown(name, encoding) for name in raw] == names
    assert encoding_of_names([b"plain"]) == "utf-8"


def test_what_cannot_be_seen_is_shown_as_such() -> None:
    assert shown("a\u202eb\nc".encode(), "utf-8") == "a\ufffdb\ufffdc"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (1_700_000_000.7, "2023-11-14T22:13:20Z"),
        (0, None),
        (None, None),
        (-5, None),
        (1e30, None),
        (float("inf"), None),
        (float("nan"), None),
    ],
)
def test_moments_are_told_to_the_second(seconds: float | None, told: str | None) -> None:
    assert moment(seconds) == told
