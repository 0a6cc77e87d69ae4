from __future__ import annotations

from tests.unit.law.matrix import case
from tests.unit.law.matrix.case import STORY, made

from amana.law.matrix.shapes import AGAINST, Stated
from amana.records import Effect


def stated(**members: int) -> Stated:
    return Stated(key="k", number=1, version=1, by="Rana Haddad", at="", reason="r", **members)  # type: ignore[arg-type]  # entries only


def test_what_is_neither_replaced_nor_taken_back_stands() -> None:
    assert stated().stands
    assert not stated(replaced=2).stands
    assert not stated(withdrawn=2).stands


def test_against_is_all_that_may_speak_for_the_person() -> None:
    assert set(AGAINST) == {Effect.UNDERMINES, Effect.EXPLAINS_OTHERWISE}
    assert [each.stated.key for each in made(*STORY).against()] == ["old-wounds", "lawful"]


def test_what_was_taken_back_is_told_apart_and_kept() -> None:
    told = (case.OMAR, case.link("no", "#3", Effect.UNDERMINES, case.cite()))
    matrix = made(told, taken_back=[(case.FIRST, 9)])
    assert matrix.against() == ()
    assert [each.stated.key for each in matrix.once_against()] == ["no"]


def test_rows_come_with_their_alternatives_and_links_with_the_passages_of_their_conclusion() -> (
    None
):
    matrix = made(*STORY)
    named = [each.element for each in matrix.rows()]
    assert named.index(case.named("#1a")) == named.index(case.named("#1")) + 1
    row = next(each for each in matrix.rows() if each.element == case.named("#2b"))
    assert [each.gone for each in row.links[0].passages] == [False, True]
