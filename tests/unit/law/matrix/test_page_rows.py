from __future__ import annotations

import pytest
from tests.unit.law.matrix import case
from tests.unit.law.matrix.case import EDITION, STORY, made

from amana.law.matrix.markup import wording
from amana.law.matrix.page_rows import Printing, anchor
from amana.law.matrix.shapes import Row


def printed(element: str, language: str = "en") -> str:
    rows = made(*STORY).rows()
    row: Row = next(each for each in rows if each.element == case.named(element))
    return Printing(wording(language), EDITION).row(row)


def test_both_sides_are_printed_beside_each_other() -> None:
    text = printed("#3")
    assert text.index('class="side for"') < text.index('class="side against"')
    assert "Nothing linked." in text
    assert "A judge had signed." in text


def test_an_empty_row_says_that_nothing_speaks_for_or_against_it() -> None:
    assert "nothing supports it, nothing undermines it" in printed("#5")
    assert "Nobody has assessed this element." in printed("#5")


def test_each_assessment_stands_for_itself_with_its_reasons() -> None:
    text = printed("#2")
    for told in ("Rana Haddad", "Omar Sabri", "why held-2-omar", "none is averaged"):
        assert told in text
    assert "reasonable grounds to believe" in text


def test_a_neutral_link_has_its_place() -> None:
    assert 'class="side neutral"' in printed("#2")
    assert 'class="side neutral"' not in printed("#3")


def test_a_conclusion_is_printed_with_its_holder_and_passages() -> None:
    text = printed("#2b")
    assert "The brigade ran the station in May." in text
    assert "three accounts agree on the guards" in text
    assert "They were beaten for hours." in text


@pytest.mark.parametrize("language", ["en", "ar"])
def test_alternatives_stand_inside_their_element(language: str) -> None:
    text = printed("#1", language)
    assert text.index('class="alternatives"') < text.index(anchor(f"{case.CRIME}#1a"))


def test_places_in_the_page_have_names_of_their_own() -> None:
    named = {
        anchor(each) for each in ("rs:7(1)(f)#1", "rs:7(1)(f)#1a", "rs:7(1)(f)-1", "rs:7.1.f#1")
    }
    assert len(named) == 4
    assert all(each.replace("-", "").replace(".", "").isalnum() for each in named)
