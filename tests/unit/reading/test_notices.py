from __future__ import annotations

import re
from pathlib import Path

import pytest

from amana.reading.notices import MEANING, Code, Effect, general, sentence, warning
from amana.records import State


def test_every_code_has_a_meaning_that_takes_its_number() -> None:
    for code in Code:
        assert code in MEANING
        told = sentence(code, 42)
        assert "{" not in told
        assert ("{n}" in MEANING[code].sentence) == ("42" in told)


@pytest.mark.parametrize("code", Code)
def test_what_is_said_of_several_originals_holds_no_number(code: Code) -> None:
    told = general(code.value)
    assert told
    assert "{" not in told
    assert ";" not in told


def test_one_is_spoken_of_as_one() -> None:
    assert sentence(Code.PAGES_FAILED, 1) == "1 page is damaged and could not be read"
    assert sentence(Code.PAGES_FAILED, 2) == "2 pages are damaged and could not be read"
    for code in Code:
        told = sentence(code, 1)
        assert not re.search(r"\b1 (\w+ )?\w+s (are|were|stand|hold|have)\b", told)
        assert not set("[|]") & set(told)


def test_a_number_of_one_original_is_not_said_of_several() -> None:
    assert general("out-of-memory") == "reading needs more memory than the limit"
    assert general("picture-too-large") == "the picture has more pixels than the limit for decoding"
    assert general("pages-failed") == "some pages are damaged and could not be read"
    assert general("a-code-of-tomorrow") == "a-code-of-tomorrow"


def test_a_warning_is_code_and_sentence() -> None:
    told = warning(Code.CHANGED_AFTER_SIGNING, 3)
    assert told.code == "changed-after-signing"
    assert told.detail == "3 bytes were written after it was last signed"


def test_a_program_that_is_missing_is_named_by_its_number() -> None:
    assert "be used: tesseract;" in sentence(Code.PROGRAM_MISSING, 1)
    assert "be used: ?;" in sentence(Code.PROGRAM_MISSING, 1000)


def test_every_effect_is_in_use() -> None:
    assert {meaning.effect for meaning in MEANING.values()} == set(Effect)


def test_every_code_and_state_stands_on_the_reference_page(root: Path) -> None:
    page = (root / "docs" / "reference" / "reading.md").read_text(encoding="utf-8")
    assert {code.value for code in Code if f"`{code.value}`" not in page} == set()
    states = set(State) - {State.PRESERVED}
    assert {state.value for state in states if f"`{state.value}`" not in page} == set()
