from __future__ import annotations

import pytest

from amana.law import crimes
from amana.law.statute.provisions import nearest_provision, provisions, roman


def test_the_statute_has_128_articles_and_those_that_were_put_between() -> None:
    articles = provisions()[()].below
    assert [each for each in articles if each.isdigit()] == [str(n) for n in range(1, 129)]
    assert [each for each in articles if not each.isdigit()] == ["8bis", "15bis", "15ter"]


def test_what_stands_below_a_provision_stands_in_the_tree() -> None:
    known = provisions()
    for path, provision in known.items():
        assert provision.path == path
        assert all((*path, label) in known for label in provision.below)
    identifiers = [each.id for path, each in known.items() if path]
    assert len(set(identifiers)) == len(identifiers) > 1000


def test_article_8_has_the_amendments_of_2010_2017_and_2019() -> None:
    assert provisions()[("8", "2", "b")].below[-1] == "xxix"
    assert provisions()[("8", "2", "e")].below[-1] == "xix"
    assert provisions()[("25",)].below == ("1", "2", "3", "3bis", "4")


def test_crimes_within_a_provision_are_counted_as_the_elements_divide_them() -> None:
    divided = {each.id: each.crimes for path, each in provisions().items() if path and each.crimes}
    told: dict[str, int] = {}
    for crime in crimes():
        provision, dash, number = crime.id.partition("-")
        if dash:
            told[provision] = max(told.get(provision, 0), int(number))
    assert divided == told


def test_every_crime_stands_at_a_provision() -> None:
    identifiers = {each.id for path, each in provisions().items() if path}
    assert {each.id.partition("-")[0] for each in crimes()} <= identifiers


@pytest.mark.parametrize(
    ("labels", "near"),
    [
        (("8", "b", "iv"), "rs:8(2)(b)(iv)"),  # a level is missing
        (("7", "f"), "rs:7(1)(f)"),
        (("13", "1", "b"), "rs:13(b)"),  # a level too many
        (("8", "2", "b", "xxx"), "rs:8(2)(b)(xxix)"),  # past the end
        (("8", "2", "f", "i"), "rs:8(2)(e)(i)"),  # the letter beside it
        (("6", "f"), "rs:6(e)"),
        (("12", "4"), "rs:12(3)"),
        (("8", "b", "2", "iv"), "rs:8(2)(b)(iv)"),  # in another order
    ],
)
def test_the_nearest_provision_is_what_people_meant(labels: tuple[str, ...], near: str) -> None:
    assert nearest_provision(labels) == near


def test_an_article_that_is_not_there_is_near_no_other() -> None:
    assert nearest_provision(("147",)) is None
    assert nearest_provision(("129", "1")) is None


def test_roman_numerals() -> None:
    assert [roman(n) for n in (1, 4, 9, 14, 19, 25, 29)] == [
        "i", "iv", "ix", "xiv", "xix", "xxv", "xxix",
    ]  # fmt: skip
