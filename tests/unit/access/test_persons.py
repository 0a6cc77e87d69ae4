from __future__ import annotations

import pytest

from amana.access import same_person


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dalia Haddad", "dalia  haddad"),
        ("Dalia Haddad", " DALIA\tHADDAD "),
        ("Dalia Haddad", "Dalia\u00a0Haddad"),
        ("Dalia Haddad", "Dali\u200ba Haddad"),
        ("Dalia Haddad", "Haddad, Dalia"),
        ("Dalia Haddad", "DaliaHaddad"),
        ("Dalia Haddad", "\uff24\uff41\uff4c\uff49\uff41 \uff28\uff41\uff44\uff44\uff41\uff44"),
        ("Dalia Haddad", "D\u00e1lia Hadda\u0323d"),
        ("N. Aram", "n aram"),
        ("Strau\u00df", "STRAUSS"),
        ("\u062f\u0627\u0644\u064a\u0627", "\u062f\u064e\u0627\u0644\u0640\u0640\u064a\u0627"),
        ("\u062f\u0627\u0644\u064a\u0627", "\ufea9\ufe8e\ufedf\ufef4\ufe8e"),
        ("...", "Dalia Haddad"),
        ("Dalia Haddad", ""),
    ],
)
def test_one_person_under_two_spellings_is_one(one: str, other: str) -> None:
    assert same_person(one, other)
    assert same_person(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dalia Haddad", "Ilse Brandt"),
        ("Dalia Haddad", "Dalia Haddad-Brandt"),
        ("Dalia Haddad", "Nour Haddad"),
        ("\u062f\u0627\u0644\u064a\u0627", "\u0646\u0648\u0631"),
        ("user 1", "user 2"),
    ],
)
def test_two_people_are_two(one: str, other: str) -> None:
    assert not same_person(one, other)
    assert not same_person(other, one)
