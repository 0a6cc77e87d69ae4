from __future__ import annotations

from amana.law.statute import crimes, families, thresholds

NATURES = {"definition", "scope", "guidance", "admissibility"}


def test_thresholds_are_no_elements_and_belong_to_families_that_exist() -> None:
    elements = {element.id for crime in crimes() for element in crime.elements}
    known = {family.id for family in families()}
    for threshold in thresholds():
        assert threshold.id not in elements
        assert threshold.nature in NATURES
        assert threshold.families
        assert set(threshold.families) <= known


def test_policy_is_asked_of_crimes_against_humanity_alone_and_gravity_of_every_crime() -> None:
    by_id = {each.id: each for each in thresholds()}
    assert by_id["rs:7(2)(a)"].families == ("7",)
    assert by_id["rs:8(2)(d)"].families == ("8(2)(c)",)
    assert by_id["rs:8(2)(f)"].families == ("8(2)(e)",)
    assert set(by_id["rs:17(1)(d)"].families) == {each.id for each in families()} - {"70"}
