from __future__ import annotations

from amana.reading.notices import Code
from amana.reading.readers.containers.listing import Listing, encoding_of_names, shown
from amana.reading.wire import Budget, Run, Told

WIDE = Budget(text_chars=1000, runs=100, pages=1, pixels=1)


def test_names_stand_one_in_a_line_and_lead_to_their_bytes() -> None:
    listing = Listing(WIDE)
    listing.add("a.txt", 30, 35, exact=False)
    listing.add("b", 90, 91, exact=False)
    assert listing.text() == "a.txt\nb"
    assert listing.runs == [Run(0, 5, 30, 35, exact=False), Run(6, 7, 90, 91, exact=False)]
    assert listing.notices() == []


def test_a_long_list_is_cut_and_says_so() -> None:
    listing = Listing(Budget(text_chars=8, runs=100, pages=1, pixels=1))
    for _ in range(3):
        listing.add("abc", 0, 3, exact=False)
    assert listing.text() == "abc\nabc"
    assert listing.notices() == [Told(Code.TEXT_CUT, 8)]


def test_names_without_an_encoding_are_judged_together() -> None:
    names = ["\u0631\u0633\u0627\u0644\u0629.txt", "\u062a\u0642\u0631\u064a\u0631.doc"]
    raw = [name.encode("cp1256") for name in names]
    encoding = encoding_of_names(raw)
    assert [shown(name, encoding) for name in raw] == names


def test_what_cannot_be_seen_is_shown_as_such() -> None:
    assert shown("a\u202eb\nc".encode(), "utf-8") == "a\ufffdb\ufffdc"
