from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from amana.analysis.changes import (
    LONGEST,
    Change,
    TextDifference,
    text_difference,
    with_surroundings,
)

TEXTS = st.lists(st.sampled_from(["a", "b", "c", "Read more", "Share"]), max_size=12)
ARTICLE = "Title\nRead more\n{first}\nThe end.\nShare"


def counts(found: TextDifference) -> tuple[int, int, int, int]:
    return found.added, found.removed, found.moved, found.kept


def test_the_same_text_is_the_same_however_it_is_spaced() -> None:
    found = text_difference("One  line\n\nanother", "One line\nanother\n")
    assert counts(found) == (0, 0, 0, 2)


def test_a_sentence_that_was_taken_out_is_shown_where_it_was() -> None:
    found = text_difference("Head\nTwelve were killed.\nFoot", "Head\nFoot")
    assert counts(found) == (0, 1, 0, 2)
    assert [(each.became, each.text) for each in found.paragraphs] == [
        (Change.KEPT, "Head"),
        (Change.REMOVED, "Twelve were killed."),
        (Change.KEPT, "Foot"),
    ]


def test_a_number_that_was_changed_is_a_change_in_arabic_as_well() -> None:
    said = "قُتل {} شخصًا في السوق."
    found = text_difference(said.format("\u0661\u0662"), said.format("\u0661\u0665"))
    assert counts(found) == (1, 1, 0, 0)
    assert [each.became for each in found.paragraphs] == [Change.ADDED, Change.REMOVED]


def test_a_story_above_moves_nothing_that_is_repeated() -> None:
    before = "Story one\nRead more\nStory two\nRead more"
    found = text_difference(before, f"Story new\nRead more\n{before}")
    assert counts(found) == (2, 0, 0, 4)


def test_what_stands_elsewhere_was_moved() -> None:
    found = text_difference("one\ntwo\nthree\nfour", "four\none\ntwo\nthree")
    assert counts(found) == (0, 0, 1, 3)
    assert found.paragraphs[0].became is Change.MOVED
    assert (found.paragraphs[0].before, found.paragraphs[0].after) == (4, 1)


def test_a_clock_that_went_on_is_told_apart() -> None:
    before, after = ARTICLE.format(first="18:30"), ARTICLE.format(first="18:40")
    found = text_difference(before, after, timedelta(minutes=10))
    assert (found.clocks, counts(found)) == (1, (0, 0, 0, 4))
    (clock,) = [each for each in found.paragraphs if each.became is Change.CLOCK]
    assert (clock.was, clock.text) == ("18:30", "18:40")
    assert counts(text_difference(before, after, timedelta(hours=3))) == (1, 1, 0, 4)


def test_a_text_that_is_too_long_is_cut_and_said_to_be() -> None:
    long = "\n".join(map(str, range(LONGEST + 1)))
    found = text_difference(long, long)
    assert (counts(found), found.cut) == ((0, 0, 0, LONGEST + 1), True)


def test_what_comes_behind_the_longest_text_is_no_less_a_change() -> None:
    long = "\n".join(map(str, range(LONGEST)))
    found = text_difference(f"{long}\nTwelve\nend", f"{long}\nFifteen\nend\nmore")
    assert (counts(found), found.cut) == ((2, 1, 0, LONGEST + 1), True)
    assert len(found.paragraphs) == LONGEST


def test_what_differs_is_told_with_what_stands_around_it() -> None:
    found = text_difference("a\nb\nc\nd\ne", "a\nb\nc\nnew\nd\ne\nf")
    told = [(passed, each and each.text) for passed, each in with_surroundings(found.paragraphs)]
    assert told == [(2, "c"), (0, "new"), (0, "d"), (0, "e"), (0, "f"), (0, None)]
    same = text_difference("a\nb", "a\nb")
    assert list(with_surroundings(same.paragraphs)) == [(2, None)]


@given(TEXTS, TEXTS)
def test_every_paragraph_is_told_once(before: list[str], after: list[str]) -> None:
    found = text_difference("\n".join(before), "\n".join(after))
    assert [each.text for each in found.paragraphs if each.after] == after
    assert sorted(each.before for each in found.paragraphs if each.before) == list(
        range(1, len(before) + 1)
    )
    assert found.kept + found.moved + found.removed == len(before)
    assert found.kept + found.moved + found.added == len(after)
    pairs = [(e.before, e.after) for e in found.paragraphs if e.became is Change.KEPT]
    assert pairs == sorted(pairs, key=lambda pair: pair[0] or 0)
    assert (counts(found)[:3] == (0, 0, 0)) == (before == after)
