from __future__ import annotations

from collections import Counter

from tests.unit.analysis.conftest import MakeFrame

from amana.analysis.places.evidence import countries_in, countries_near, countries_of, shares


def test_countries_and_their_people_are_counted(frame_of: MakeFrame) -> None:
    frame = frame_of("Syrian troops left Iraq. The Iraqi government thanked South Sudan in turkey.")
    assert countries_of(frame) == Counter({"IQ": 2, "SY": 1, "SS": 1})


def test_countries_are_counted_in_arabic(frame_of: MakeFrame) -> None:
    frame = frame_of("قالت الحكومة السورية إن العراقيين عبروا الحدود إلى لبنان وسوريا")
    assert countries_of(frame) == Counter({"SY": 2, "IQ": 1, "LB": 1})


def test_only_what_stands_near_counts() -> None:
    text = "Iraq.\nOn the Syrian side of Estra a bridge fell.\n" + "word " * 60 + "Lebanon"
    start = text.index("Estra")
    assert list(countries_near(text, start, start + 5)) == ["SY"]


def test_small_words_are_no_countries() -> None:
    assert list(countries_in("tell us about turkey and chad", 0, 29)) == []


def test_shares_are_of_the_greatest() -> None:
    assert shares({"SY": 4, "IQ": 1}) == {"SY": 1.0, "IQ": 0.25}
    assert shares({}) == {}
