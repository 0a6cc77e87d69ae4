from __future__ import annotations

from tests.unit.law.cases import standings
from tests.unit.law.proceedings.worked import PALESTINE, WHOLE, log

from amana.law.proceedings.case import Case
from amana.records import LegalProceeding


def test_a_case_of_the_court_has_the_whole_situation_beside_it() -> None:
    found = log()
    how = next(each for each in found if each.matter.key == "deif-case")
    assert isinstance(how.matter, LegalProceeding)
    case = Case(found, how.matter, how, "2024-11-22", "2024-11-22")
    assert [each.about.key for each in case.beside()] == ["icc-01-18"]
    assert case.beside()[0].beside() == ()


def test_a_national_case_has_not() -> None:
    national = LegalProceeding(
        key="n", reason="-", situation="palestine", model="national-universal", person="x"
    )
    found = standings(PALESTINE, WHOLE, national)
    assert Case(found, national, found[-1], "2024-11-22", "2024-11-22").beside() == ()
