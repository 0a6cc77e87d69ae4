from __future__ import annotations

import pytest
from tests.unit.analysis.quantities.conftest import Gold, Observe, gold, row

from amana.records import Quantity


def rows(found: list[Quantity]) -> tuple[tuple[str, ...], ...]:
    named = {each.id: each for each in found}
    return tuple(row(each, named[each.part_of] if each.part_of else None) for each in found)


@pytest.mark.parametrize("right", gold("en"), ids=range(len(gold("en"))))
def test_english_sentences(observed: Observe, right: Gold) -> None:
    assert rows(observed(right.sentence)) == right.rows


@pytest.mark.parametrize("right", gold("ar"), ids=range(len(gold("ar"))))
def test_arabic_sentences(observed: Observe, right: Gold) -> None:
    assert rows(observed(right.sentence, "ar")) == right.rows


def test_names_inside_the_answer_are_one_row_of_numbers(observed: Observe) -> None:
    text = "They hold 33 people.\nOf these, 8 children are ill. 90% of the 12 men fled."
    assert [each.id for each in observed(text)] == ["q0", "q1", "q2", "q3"]


def test_other_languages_give_nothing(observed: Observe) -> None:
    assert observed("Le raid a tué 12 personnes.", "fr") == []
