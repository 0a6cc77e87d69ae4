from __future__ import annotations

from amana.analysis.names.tagger_ar import seen


def test_a_word_is_seen_with_what_surrounds_it() -> None:
    (one,) = seen([["قال", "الرئيس", "سامر", "."]], [["O", "O", "B-PERS", "O"]])
    assert "w=سامر" in one[2]
    assert "rule=B-PERS" in one[2]
    assert "-1person titles=" in one[2]
    assert "1sign ." in one[2]
    assert "-1 edge" in one[0]


def test_a_word_is_seen_with_what_stands_around_it_elsewhere() -> None:
    first, second = seen([["الرئيس", "كاستل"], ["وقال", "كاستل"]], [["O", "B-PERS"], ["O", "O"]])
    assert "also -1w=الرييس" in second[1]
    assert "also rule=B-PERS" in second[1]
    assert "also rule=O" in first[1]


def test_a_word_with_something_joined_is_seen_as_the_word_that_stands_alone() -> None:
    (one,) = seen([["كاستل", "وكاستل"]], [["O", "O"]])
    assert "root=كاستل" in one[1]


def test_nothing_is_seen_of_nothing() -> None:
    assert seen([], []) == []
    assert seen([[]], [[]]) == [[]]
