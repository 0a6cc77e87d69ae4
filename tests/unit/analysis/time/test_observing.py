from __future__ import annotations

import pytest
from tests.unit.analysis.time.conftest import Gold, Observe, gold

from amana.records import TimeExpression


def rows(found: list[TimeExpression]) -> tuple[tuple[str, str | None, str | None], ...]:
    return tuple((each.span.quote, each.edtf, each.edtf_text_only) for each in found)


@pytest.mark.parametrize("right", gold("en"), ids=lambda right: right.sentence[:40])
def test_english_sentences(observed: Observe, right: Gold) -> None:
    found = observed(right.sentence, published=("2024-11-21", "metadata"))
    assert rows(found) == right.expressions


@pytest.mark.parametrize("right", gold("ar"), ids=range(len(gold("ar"))))
def test_arabic_sentences(observed: Observe, right: Gold) -> None:
    found = observed(right.sentence, language="ar", published=("2024-11-21", "metadata"))
    assert rows(found) == right.expressions


def test_without_any_anchor_there_is_no_value(observed: Observe) -> None:
    found = observed("The minister will travel to Norhaven in July, the palace said on Sunday.")
    assert [(e.span.quote, e.edtf, e.edtf_text_only, e.basis) for e in found] == [
        ("July", None, None, "none"),
        ("Sunday", None, None, "none"),
    ]


def test_a_day_takes_the_year_of_its_full_mention(observed: Observe) -> None:
    found = observed("The raid of Oct. 7, 2023 began at dawn. The Oct. 7 raid was the first.")
    assert [(e.edtf, e.basis) for e in found] == [("2023-10-07", "text"), ("2023-10-07", "text")]


def test_other_languages_give_nothing(observed: Observe) -> None:
    assert observed("Le ministre a parlé le 3 mai 2019 à Norhaven.", language="fr") == []


def test_an_article_before_a_date_is_no_part_of_it(observed: Observe) -> None:
    (found,) = observed("The port closed after the September 11, 2001, attacks.")
    assert (found.span.quote, found.edtf) == ("September 11, 2001", "2001-09-11")
