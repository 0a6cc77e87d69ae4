from __future__ import annotations

from amana.law.statute import crimes, thresholds

NATURES = {"definition", "scope", "guidance", "admissibility"}


def test_thresholds_are_no_elements() -> None:
    elements = {element.id for crime in crimes() for element in crime.elements}
    for threshold in thresholds():
        assert threshold.id not in elements
        assert threshold.nature in NATURES
        assert threshold.families
