from __future__ import annotations

from amana.analysis.arabic import words_of
from amana.analysis.names.arabic_aliases import again, identities, short_names
from amana.analysis.names.arabic_listed import Found


def full(text: str, name: str, key: str | None = None, type_: str = "PERSON") -> Found:
    words = words_of(text, 0, len(text))
    start = text.index(name)
    end = start + len(name)
    inside = [n for n, word in enumerate(words) if start <= word.start < end]
    return Found(inside[0], inside[-1] + 1, start, end, type_, key)


TEXT = "قال سامر الكرمي إن الأمر جديد، وأضاف الكرمي أن للكرمي رأيا"


def test_a_family_name_alone_is_the_person_named_before() -> None:
    person = full(TEXT, "سامر الكرمي")
    words = words_of(TEXT, 0, len(TEXT))
    forms = short_names(TEXT, [person])
    found = list(again(TEXT, words, {person.first, person.first + 1}, forms))
    assert [TEXT[e.start : e.end] for e in found] == ["الكرمي", "لكرمي"]
    who = identities(TEXT, [person, *found])
    assert len({key for key, _ in who.values()}) == 1
    assert {name for _, name in who.values()} == {"سامر الكرمي"}


def test_a_family_name_of_two_persons_is_nobodys() -> None:
    text = "سامر الكرمي وليلى الكرمي"
    forms = short_names(text, [full(text, "سامر الكرمي"), full(text, "ليلى الكرمي")])
    assert ("الكرمي",) not in forms


def test_the_particle_belongs_to_the_family_name() -> None:
    text = "محمد آل منصور"
    assert ("ال", "منصور") in short_names(text, [full(text, text)])


def test_a_known_name_keeps_its_key_and_fullest_form() -> None:
    text = "الجنائية الدولية أو المحكمة الجنائية الدولية"
    short = Found(0, 2, 0, 16, "ORG", "international-criminal-court")
    long = Found(3, 6, 20, 44, "ORG", "international-criminal-court")
    who = identities(text, [short, long])
    assert who[short] == who[long] == ("international-criminal-court", text[20:44])
