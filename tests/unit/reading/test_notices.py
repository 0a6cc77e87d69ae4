from __future__ import annotations

from pathlib import Path

from amana.reading.notices import MEANING, Code, Effect, sentence, warning
from amana.records import State


def test_every_code_has_a_meaning_that_takes_its_number() -> None:
    for code in Code:
        assert code in MEANING
        told = sentence(code, 42)
        assert "{" not in told
        assert ("{n}" in MEANING[code].sentence) == ("42" in told)


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
