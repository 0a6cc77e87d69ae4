# ruff: noqa: RUF001 - Arabic letters are meant

from __future__ import annotations

import pytest

from amana.analysis.claims.arabic_verbs import claim_words, reports


@pytest.mark.parametrize(
    ("form", "lemma", "kind", "feminine"),
    [
        ("قالت", "قال", "past", True),
        ("نفت", "نفى", "past", True),
        ("دعت", "دعا", "past", True),
        ("يقولون", "قال", "present", False),
        ("تنفي", "نفى", "present", True),
        ("ينف", "نفى", "present", False),
        ("موكدا", "أكد", "participle", None),
        ("قوله", "قال", "noun", None),
    ],
)
def test_forms_of_verbs(form: str, lemma: str, kind: str, *, feminine: bool | None) -> None:
    found = reports()[form]
    assert (found.lemma, found.form, found.feminine) == (lemma, kind, feminine)


def test_a_pronoun_at_the_end_of_an_accusation() -> None:
    assert reports()["اتهمتها"].object == len("ها")


def test_lists_hold_folded_words_and_phrases() -> None:
    assert "ان" in claim_words("that")
    assert "اسباب_معقوله_للاعتقاد" in claim_words("hedges")
