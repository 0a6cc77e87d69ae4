from __future__ import annotations

from amana.analysis.time.lexicon import arabic, english, months, weekdays


def test_words_are_read_in_their_one_spelling() -> None:
    assert arabic().units["سنه"] == "year"
    assert arabic().ordinals["الثامن والعشرون"] == arabic().ordinals["الثامن والعشرين"] == 28
    assert months("ar")["ايار"] == months("en")["May"] == 5
    assert weekdays("ar")["الاحد"] == weekdays("en")["Sunday"] == 7


def test_every_file_says_its_source_and_date() -> None:
    assert english().source
    assert english().date
    assert arabic().source
    assert arabic().date
