from __future__ import annotations

import re

from amana.law.label import Label
from amana.law.statute import Kind, crimes, families, library
from amana.law.statute.elements import MATERIAL, noted, standing

ARABIC = re.compile(r"[\u0600-\u06ff]")
LATIN = re.compile(r"[A-Za-z]")


def _labels() -> list[Label]:
    entries = library().values()
    return [
        label
        for each in entries
        for label in (each.label, *each.alternatives, each.once, each.each)
        if label is not None
    ]


def test_every_label_is_there_in_english_and_in_arabic() -> None:
    for label in (*_labels(), *(note.text for note in noted().values())):
        assert label.en == label.en.strip() != ""
        assert label.ar == label.ar.strip() != ""
        assert not ARABIC.search(label.en), label.en
        assert len(ARABIC.findall(label.ar)) > len(LATIN.findall(label.ar)), label.ar


def test_no_two_entries_of_the_library_are_one() -> None:
    entries = library().values()
    assert len({each.label.en for each in entries}) == len(entries)
    assert len({each.label.ar for each in entries}) == len(entries)
    assert all(re.fullmatch(r"el:[a-z0-9-]+", each.id) for each in entries)


def test_contextual_entries_say_what_is_shown_once_and_what_for_each_charge() -> None:
    for each in library().values():
        contextual = each.kind is Kind.CONTEXTUAL
        assert (each.once is not None) is contextual, each.id
        assert (each.each is not None) is contextual, each.id


def test_every_entry_and_every_note_is_used() -> None:
    used = {element.shared for crime in crimes() for element in crime.elements}
    used |= {crime.default_mental.shared for crime in crimes() if crime.default_mental}
    assert used == set(library())
    notes = {note.id for crime in crimes() for note in crime.notes}
    notes |= {note.id for family in families() for note in family.notes}
    notes |= {note.id for crime in crimes() for each in crime.elements for note in each.notes}
    notes |= set(library()["el:article-30"].notes)
    assert notes == set(noted())


def test_an_entry_stands_under_a_crime_with_its_alternatives_and_notes() -> None:
    entry = library()["el:genocide-context"]
    element = standing(entry, "rs:6(a)#4", notes=("killed",))
    assert [each.id for each in element.alternatives] == ["rs:6(a)#4a", "rs:6(a)#4b"]
    assert [each.shared for each in element.alternatives] == [
        "el:genocide-context/a",
        "el:genocide-context/b",
    ]
    assert {each.kind for each in element.alternatives} == {Kind.CONTEXTUAL}
    assert [note.id for note in element.notes] == [*entry.notes, "killed"]


def test_what_an_entry_also_contains_is_not_what_it_mainly_is() -> None:
    for each in library().values():
        assert each.kind not in each.also
        assert each.kind in MATERIAL or not each.also, each.id
