from __future__ import annotations

import pytest

from amana.core import UsageError
from amana.law.jurisdiction.crimes import class_of
from amana.law.statute import crimes
from amana.law.treaty import packaged_treaty


@pytest.mark.parametrize(
    ("crime", "article", "amendment"),
    [
        ("rs:6(a)", "6", None),
        ("rs:7(1)(g)-1", "7", None),
        ("rs:8(2)(b)(iv)", "8", None),
        ("rs:8(2)(e)(xix)", "8", "2019-starvation"),
        ("rs:8bis", "8bis", "2010-aggression"),
        ("rs:70(1)(c)", "70", None),
    ],
)
def test_the_rules_know_a_crime_by_its_article_and_amendment(
    crime: str, article: str, amendment: str | None
) -> None:
    found = class_of(crime)
    assert (found.article, found.amendment) == (article, amendment)


def test_every_crime_of_the_list_has_a_class_and_its_amendment_has_dated_facts() -> None:
    for each in crimes():
        found = class_of(each.id)
        assert found.article in {"6", "7", "8", "8bis", "70"}
        if found.amendment is not None:
            assert packaged_treaty().adopted(found.amendment) is not None


@pytest.mark.parametrize(
    ("text", "crime"),
    [
        ("Art. 8(2)(b)(iv)", "rs:8(2)(b)(iv)"),
        ("المادة 8 (2) (ب) (4)", "rs:8(2)(b)(iv)"),
        ("rs:7(1)(g)", "rs:7(1)(g)"),
        ("Article 6", "rs:6"),
        ("Article 8bis(1)", "rs:8bis"),
        ("rs:8bis(1)", "rs:8bis"),
    ],
)
def test_a_crime_may_be_spelled_in_any_usual_way(text: str, crime: str) -> None:
    assert class_of(text).id == crime


@pytest.mark.parametrize(
    "text", ["rs:9(1)", "genocide", "rs:25(3)(a)", "rs:8(2)(b)", "rs:8(2)", "8bis(2)"]
)
def test_what_names_no_one_crime_is_an_error(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        class_of(text)
    assert caught.value.remedy
