from __future__ import annotations

import pytest

from amana.core import UsageError
from amana.law import RestsOn, amendment, crime, crimes, families, identified, mode, modes, modes_of

EXPECTED = [
    "rs:25(3)(a)/direct", "rs:25(3)(a)/co", "rs:25(3)(a)/through", "rs:25(3)(a)/indirect-co",
    "rs:25(3)(b)/orders", "rs:25(3)(b)/solicits", "rs:25(3)(b)/induces", "rs:25(3)(c)",
    "rs:25(3)(d)(i)", "rs:25(3)(d)(ii)", "rs:25(3)(e)", "rs:25(3)(f)", "rs:25(3bis)",
    "rs:28(a)", "rs:28(b)",
]  # fmt: skip


def test_every_mode_has_elements_in_both_languages_each_with_its_ground() -> None:
    assert [each.id for each in modes()] == EXPECTED
    for each in modes():
        assert identified(each.id) == each.id
        assert [element.id for element in each.elements] == [
            f"{each.id}#{number}" for number in range(1, len(each.elements) + 1)
        ]
        assert [ground.element for ground in each.grounds] == [one.id for one in each.elements]
        for element in each.elements:
            for label in (element.label, *(one.label for one in element.alternatives)):
                assert label.en
                assert label.ar
            assert len(element.alternatives) != 1


def test_what_chambers_drew_from_a_provision_is_marked_and_unverified() -> None:
    grounds = [ground for each in modes() for ground in each.grounds]
    held = [ground for ground in grounds if ground.rests_on is RestsOn.CASE_LAW]
    assert len(held) > 15
    assert not any(ground.verified for ground in held)
    assert all(ground.source.startswith(("ICC-", "ICTR-")) for ground in held)
    said = [ground for ground in grounds if ground.rests_on is RestsOn.STATUTE]
    assert all("Rome Statute" in ground.source and ground.verified for ground in said)


def test_commanders_and_other_superiors_differ_in_what_they_knew() -> None:
    commander, superior = mode("rs:28(a)"), mode("rs:28(b)")
    knew = [one for one in commander.elements if one.kind == "mental"]
    assert [one.label.en for one in knew[0].alternatives][1].startswith("should have known")
    closed = [one for one in superior.elements if one.kind == "mental"]
    assert "consciously disregarded" in closed[0].alternatives[1].label.en
    assert len(superior.elements) == len(commander.elements) + 1


def test_incitement_is_for_genocide_alone_and_the_clause_on_leaders_for_aggression() -> None:
    covered = {each.id: {one.family for one in crimes() if each.fits(one)} for each in modes()}
    assert covered["rs:25(3)(e)"] == {"6"}
    assert covered["rs:25(3bis)"] == {"8bis"}
    assert not mode("rs:25(3bis)").alone
    assert amendment(mode("rs:25(3bis)").amendment or "").valid_from == "2018-07-17"
    assert "70" not in covered["rs:28(a)"]
    known = {each.id for each in families()}
    assert all(set(each.families) <= known for each in modes())
    assert "rs:25(3)(e)" in [each.id for each in modes_of(crime("rs:6(a)"))]
    assert "rs:25(3)(e)" not in [each.id for each in modes_of(crime("rs:8(2)(b)(iv)"))]


def test_a_mode_that_is_not_there_is_told_with_its_forms_or_the_nearest() -> None:
    with pytest.raises(UsageError, match="no mode of liability") as caught:
        mode("rs:25(3)(a)")
    assert "rs:25(3)(a)/co" in str(caught.value.remedy)
    with pytest.raises(UsageError) as caught:
        mode("rs:28(c)")
    assert "rs:28(" in str(caught.value.remedy)
