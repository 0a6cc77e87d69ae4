from __future__ import annotations

from amana.analysis.names.persons import FullName, Persons, full_name, person_at, persons_of
from amana.analysis.names.tokens import tokens_of


def name(text: str, *places: int) -> FullName:
    return full_name(tokens_of(text, 0, len(text)), text, places)


def test_names_with_and_without_a_middle_part_are_one_person() -> None:
    (person,) = persons_of([name("Karim Norden", 50), name("Kareem Omar Norden", 90)])
    assert person.name == "Kareem Omar Norden"
    assert person.key == "kareem-norden"
    assert person.places == (50, 90)


def test_other_given_names_are_other_persons() -> None:
    names = [name("Karim Norden", 10), name("Dalia Norden", 60)]
    assert [each.key for each in persons_of(names)] == ["karim-norden", "dalia-norden"]


def test_a_surname_means_who_was_named_last_before_it() -> None:
    persons = Persons(persons_of([name("Karim al-Norden", 10), name("Dalia al-Norden", 60)]))
    first, second, before = (person_at(persons, ("norden",), place) for place in (30, 80, 2))
    assert first is not None
    assert second is not None
    assert before is not None
    assert (first.key, second.key) == ("karim-al-norden", "dalia-al-norden")
    assert before.key == "karim-al-norden"
    assert person_at(persons, ("estra",), 30) is None


def test_a_given_name_alone_is_understood() -> None:
    persons = persons_of([name("Karim Norden", 10)])
    assert person_at(Persons(persons), ("karim",), 40) == persons[0]
