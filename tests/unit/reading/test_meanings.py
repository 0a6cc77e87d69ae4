from __future__ import annotations

from amana.reading.codes import Code, Effect
from amana.reading.meanings import MEANING


def test_every_code_has_a_meaning_and_every_effect_is_in_use() -> None:
    assert MEANING.keys() == set(Code)
    assert {meaning.effect for meaning in MEANING.values()} == set(Effect)
    assert all(meaning.sentence for meaning in MEANING.values())
