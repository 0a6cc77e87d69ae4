from __future__ import annotations

from amana.law.nearest import nearest


def test_the_most_like_word_is_named_whatever_its_case() -> None:
    assert nearest("ICC-persn", ["icc-person", "icc-situation"]) == "icc-person"


def test_nothing_is_named_where_nothing_is_near() -> None:
    assert nearest("zzzz", ["icc-person"]) is None
    assert nearest("zzzz", []) is None
