from __future__ import annotations

import re

import pytest

from amana.core import UsageError
from amana.records import RestrictionKind, State
from amana.sharing.wording import wording
from amana.text import PRINTED_LANGUAGES, Kind, Run, value

ARABIC = re.compile("[\u0621-\u064a]")


def places(phrase: str) -> list[str]:
    return sorted(re.findall(r"\{(\w+)\}", phrase))


def test_every_language_says_the_same_things() -> None:
    english = wording("en").phrases
    for language in PRINTED_LANGUAGES:
        phrases = wording(language).phrases
        assert phrases.keys() == english.keys()
        for name, phrase in phrases.items():
            assert places(phrase) == places(english[name]), name


def test_arabic_is_arabic() -> None:
    words = wording("ar")
    assert words.direction == "rtl"
    silent = {name for name, phrase in words.phrases.items() if not ARABIC.search(phrase)}
    assert silent == {"comma", "acts.period"}


@pytest.mark.parametrize("language", PRINTED_LANGUAGES)
def test_code_lists_have_their_words(language: str) -> None:
    words = wording(language)
    assert all(words.has(f"state.{state.value}") for state in State)
    assert all(words.has(f"restriction.{kind.value}") for kind in RestrictionKind)


def test_a_value_is_no_place_to_be_filled() -> None:
    line = wording("en").say("subtitle", ref=value("{archive}"), archive=value("{ref}"))
    assert [run.text for run in line if run.kind is Kind.VALUE] == ["{archive}", "{ref}"]


def test_lines_are_parted_by_commas() -> None:
    words = wording("ar")
    assert words.listed([]) == ()
    line = words.listed([words.plain("أ"), words.plain("ب")])
    assert "".join(run.text for run in line) == "أ، ب"
    assert words.plain("") == ()
    assert words.plain("a") == (Run(kind=Kind.WORDS, text="a"),)


def test_a_number_stays_on_the_line_of_its_word() -> None:
    assert "section\u00a05" in wording("en").word("acts.remark")
    assert "القسم\u00a05" in wording("ar").word("acts.remark")


def test_another_language_is_refused() -> None:
    with pytest.raises(UsageError, match="'fr'") as caught:
        wording("fr")
    assert caught.value.remedy == "use one of: en, ar"
