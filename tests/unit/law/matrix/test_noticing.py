from __future__ import annotations

from pathlib import Path

import pytest
from tests.unit.law.matrix import case
from tests.unit.law.matrix.case import (
    DALIA,
    FIRST,
    OMAR,
    RANA,
    assess,
    cite,
    gone,
    link,
    made,
)

from amana.law.matrix import Matrix, Noted, Notice
from amana.law.matrix.markup import sentence
from amana.law.matrix.noticing import noticed, origins, status_of
from amana.law.matrix.shapes import Row, Status
from amana.records import Conclusion, Effect, Entered, Held

SUPPORTS, UNDERMINES = Effect.SUPPORTS, Effect.UNDERMINES
OTHER = cite("IT-9H8J-K7L6.1", "Another paper tells it otherwise.")
REPRINT = cite("IT-2B4C-D6F8", "They were beaten for hours.")


def row(matrix: Matrix, element: str) -> Row:
    return next(each for each in matrix.rows() if each.element == case.named(element))


def codes(matrix: Matrix, element: str) -> list[Noted]:
    return [each.code for each in row(matrix, element).notices]


def concluded(*cites: object, text: str = "They ran the station.") -> Conclusion:
    known = tuple(each for each in cites if isinstance(each, type(cite())))
    return Conclusion(key="view", reason="weighed", situation="norland", text=text, cites=known)


def test_nothing_linked_is_a_gap() -> None:
    assert codes(made(), "#3") == [Noted.GAP]
    assert row(made(), "#3").status is Status.NO_MATERIAL


def test_an_alternative_alone_has_no_gap() -> None:
    matrix = made((RANA, link("pain", "#1a", SUPPORTS, cite(), OTHER)))
    assert codes(matrix, "#1") == []
    assert codes(matrix, "#1b") == []


def test_linked_material_without_support_is_told() -> None:
    matrix = made((OMAR, link("no", "#3", UNDERMINES, cite())))
    assert codes(matrix, "#3") == [Noted.NOTHING_SUPPORTS]
    assert row(matrix, "#3").status is Status.MATERIAL_LINKED


@pytest.mark.parametrize("effect", [UNDERMINES, Effect.EXPLAINS_OTHERWISE])
def test_what_supports_beside_what_does_not_is_a_contradiction(effect: Effect) -> None:
    matrix = made(
        (RANA, link("yes", "#3", SUPPORTS, cite(), OTHER)), (OMAR, link("no", "#3", effect, cite()))
    )
    assert codes(matrix, "#3") == [Noted.CONTRADICTED]


def test_what_is_neutral_contradicts_nothing() -> None:
    matrix = made(
        (RANA, link("yes", "#3", SUPPORTS, cite(), OTHER)),
        (OMAR, link("so-so", "#3", Effect.NEUTRAL, cite())),
    )
    assert codes(matrix, "#3") == []


def test_the_whole_is_held_against_its_alternatives_but_not_one_of_them_against_another() -> None:
    apart = made(
        (RANA, link("yes", "#1a", SUPPORTS, cite(), OTHER)),
        (OMAR, link("no", "#1b", UNDERMINES, cite())),
    )
    assert codes(apart, "#1") == []
    whole = made(
        (RANA, link("yes", "#1a", SUPPORTS, cite(), OTHER)),
        (OMAR, link("no", "#1", UNDERMINES, cite())),
    )
    assert codes(whole, "#1") == [Noted.CONTRADICTED]


def test_reprints_of_one_story_are_one_origin() -> None:
    matrix = made((RANA, link("yes", "#3", SUPPORTS, cite(), REPRINT)))
    told = Notice(code=Noted.SINGLE_ORIGIN, about="story-12", count=2)
    assert row(matrix, "#3").notices == (told,)


def test_two_origins_are_not_noticed_and_an_erased_one_does_not_count() -> None:
    both = made((RANA, link("yes", "#3", SUPPORTS, cite(), OTHER)))
    assert codes(both, "#3") == []
    erased = made((RANA, link("yes", "#3", SUPPORTS, cite(), gone("IT-9H8J-K7L6.1"))))
    assert codes(erased, "#3") == [Noted.SINGLE_ORIGIN, Noted.GONE]


def test_origins_are_counted_of_what_supports_alone() -> None:
    matrix = made(
        (RANA, link("yes", "#3", SUPPORTS, cite())), (OMAR, link("no", "#3", UNDERMINES, OTHER))
    )
    assert codes(matrix, "#3") == [Noted.CONTRADICTED, Noted.SINGLE_ORIGIN]
    assert origins(row(matrix, "#3").links) == (1, {"story-12"})


def test_a_conclusion_without_a_passage_is_told() -> None:
    told = (RANA, link("yes", "#3", SUPPORTS, conclusion="view"))
    assert Noted.NO_PASSAGE in codes(made((RANA, concluded()), told), "#3")
    matrix = made((RANA, concluded(cite(), OTHER)), told)
    assert codes(matrix, "#3") == []


def test_a_link_shows_the_conclusion_that_its_author_had_and_tells_of_a_newer_one() -> None:
    matrix = made(
        (RANA, concluded(cite(), OTHER, text="They ran it.")),
        (RANA, link("yes", "#3", SUPPORTS, conclusion="view")),
        (OMAR, concluded(cite(), OTHER, text="They did not run it.")),
    )
    shown = row(matrix, "#3").links[0].concluded
    assert shown is not None
    assert shown.text == "They ran it."
    told = Notice(code=Noted.CONCLUSION_NEWER, about="view", number=FIRST + 2)
    assert row(matrix, "#3").notices == (told,)


def test_a_conclusion_that_was_taken_back_is_still_shown_and_told() -> None:
    matrix = made(
        (RANA, concluded(cite(), OTHER)),
        (RANA, link("yes", "#3", SUPPORTS, conclusion="view")),
        taken_back=[(FIRST, 60)],
    )
    shown = row(matrix, "#3").links[0].concluded
    assert shown is not None
    assert shown.stated.withdrawn == 60
    assert codes(matrix, "#3") == [Noted.CONCLUSION_GONE]


def test_a_conclusion_that_may_not_be_seen_is_told() -> None:
    matrix = made((RANA, link("yes", "#3", SUPPORTS, conclusion="view")))
    assert codes(matrix, "#3") == [Noted.NO_PASSAGE, Noted.CONCLUSION_GONE]


def test_material_after_an_assessment_is_told() -> None:
    before: tuple[tuple[str, Entered], ...] = (
        (RANA, link("yes", "#3", SUPPORTS, cite(), OTHER)),
        (RANA, assess("held", "#3", Held.MET)),
    )
    assert codes(made(*before), "#3") == []
    after = made(*before, (OMAR, link("no", "#3", Effect.NEUTRAL, cite())))
    told = Notice(code=Noted.LATER_MATERIAL, number=FIRST + 1)
    assert row(after, "#3").notices == (told,)


def test_material_for_an_alternative_is_material_for_the_whole() -> None:
    matrix = made(
        (RANA, link("yes", "#1a", SUPPORTS, cite(), OTHER)),
        (RANA, assess("held", "#1", Held.MET)),
        (RANA, link("more", "#1b", SUPPORTS, cite(), OTHER)),
    )
    assert codes(matrix, "#1") == [Noted.LATER_MATERIAL]


def test_what_was_taken_back_after_an_assessment_is_told() -> None:
    told: tuple[tuple[str, Entered], ...] = (
        (RANA, link("yes", "#3", SUPPORTS, cite(), OTHER)),
        (RANA, link("more", "#3", SUPPORTS, cite())),
        (RANA, assess("held", "#3", Held.MET)),
    )
    matrix = made(*told, taken_back=[(FIRST + 1, 70)])
    assert codes(matrix, "#3") == [Noted.LATER_CHANGE]


def test_an_assessment_without_any_passage_is_told() -> None:
    matrix = made((RANA, assess("held", "#3", Held.MET)))
    assert codes(matrix, "#3") == [Noted.GAP, Noted.NOTHING_LINKED]
    assert row(matrix, "#3").status is Status.ASSESSED


@pytest.mark.parametrize(
    ("standard", "told"),
    [
        ("information", False),
        ("reasonable_basis", True),
        ("reasonable_grounds_to_believe", True),
        ("beyond_reasonable_doubt", True),
        ("balance_of_probabilities", True),
    ],
)
def test_one_origin_is_held_against_the_standard_that_was_named(standard: str, told: bool) -> None:
    matrix = made(
        (RANA, link("yes", "#3", SUPPORTS, cite(), REPRINT)),
        (RANA, assess("held", "#3", Held.MET, standard)),
    )
    assert (Noted.ONE_ORIGIN_AT_STANDARD in codes(matrix, "#3")) is told


def test_what_is_not_held_met_needs_no_origins() -> None:
    matrix = made(
        (RANA, link("yes", "#3", SUPPORTS, cite())), (RANA, assess("held", "#3", Held.NOT_MET))
    )
    assert codes(matrix, "#3") == [Noted.SINGLE_ORIGIN]


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ((Held.MET, "reasonable_basis"), (Held.NOT_MET, "reasonable_basis"), True),
        ((Held.MET, "reasonable_basis"), (Held.OPEN, "reasonable_basis"), True),
        ((Held.MET, "reasonable_basis"), (Held.MET, "reasonable_basis"), False),
        ((Held.MET, "reasonable_basis"), (Held.NOT_MET, "beyond_reasonable_doubt"), False),
        ((Held.MET, "beyond_reasonable_doubt"), (Held.NOT_MET, "reasonable_basis"), True),
        ((Held.MET, "balance_of_probabilities"), (Held.NOT_MET, "reasonable_basis"), False),
    ],
)
def test_people_who_differ_are_all_shown(
    one: tuple[Held, str], other: tuple[Held, str], differ: bool
) -> None:
    for first, second in ((one, other), (other, one)):
        matrix = made(
            (RANA, link("yes", "#3", SUPPORTS, cite(), OTHER)),
            (RANA, assess("rana", "#3", *first)),
            (DALIA, assess("dalia", "#3", *second)),
        )
        found = row(matrix, "#3")
        assert [each.stated.by for each in found.assessments] == [RANA, DALIA]
        assert (Noted.DIFFER in {each.code for each in found.notices}) is differ


def test_the_page_for_lawyers_explains_every_notice(root: Path) -> None:
    page = (root / "docs" / "reference" / "law-matrix.md").read_text(encoding="utf-8")
    assert {each for each in Noted if f"`{each}`" not in page} == set()


def test_a_row_is_never_more_than_assessed_by_somebody() -> None:
    assert status_of((), ()) is Status.NO_MATERIAL
    assert noticed((), (), ()) == (Notice(code=Noted.GAP),)
    matrix = made((RANA, assess("held", "#1a", Held.MET)))
    assert row(matrix, "#1").status is Status.ASSESSED


def test_held_met_on_what_speaks_against_is_told_at_the_row() -> None:
    against = (OMAR, link("no", "#3", UNDERMINES, cite()))
    held = (RANA, assess("met", "#3", Held.MET))
    assert Noted.MET_AGAINST in codes(made(against, held), "#3")
    assert Noted.MET_AGAINST not in codes(made(held), "#3")
    assert Noted.MET_AGAINST not in codes(
        made(against, (RANA, assess("no", "#3", Held.OPEN))), "#3"
    )
    both = made(against, (RANA, link("yes", "#3", SUPPORTS, OTHER)), held)
    assert Noted.MET_AGAINST not in codes(both, "#3")
    (found,) = (
        each for each in row(made(against, held), "#3").notices if each.code is Noted.MET_AGAINST
    )
    assert "nothing that is linked supports it" in sentence(found)
    assert "لا شيء مما رُبط يدعمه" in sentence(found, "ar")
    assert "whether that is so is for the Court to determine" in sentence(
        Notice(code=Noted.UNDER_18, about="amin")
    )
    assert "والبتّ في ذلك للمحكمة" in sentence(Notice(code=Noted.UNDER_18, about="amin"), "ar")
