from __future__ import annotations

import re

from amana.reading.articles.words import AGENCIES, cues, either, fold


def test_fold_makes_copies_equal() -> None:
    assert fold("Élan  X") == fold("élan x")


def test_a_pattern_of_texts_takes_them_literally() -> None:
    pattern = re.compile(either(("a.b", "c")))
    assert pattern.fullmatch("a.b")
    assert not pattern.fullmatch("axb")


def test_the_data_are_there() -> None:
    assert any(agency.name == "Reuters" for agency in AGENCIES)
    assert cues("photo-label")
