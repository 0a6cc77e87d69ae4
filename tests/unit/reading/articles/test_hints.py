from __future__ import annotations

import pytest

from amana.reading.articles.hints import hint_of


@pytest.mark.parametrize(
    ("token", "why"),
    [("nav-bar", "navigation"), ("advert", "advertisement"), ("comments", "comments")],
)
def test_names_of_furniture_are_known(token: str, why: str) -> None:
    hint = hint_of(token)
    assert hint is not None
    assert hint.why == why


def test_a_name_without_meaning_hints_at_nothing() -> None:
    assert hint_of("x7f3k") is None
