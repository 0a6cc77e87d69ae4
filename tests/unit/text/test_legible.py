from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.text import legible

ARABIC = "\u0644\u064a\u0644\u0649 \u062d\u062f\u0651\u0627\u062f"
PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2Jb", "a[U+001B][2Jb"),
        ("one\ntwo\r", "one[U+000A]two[U+000D]"),
        ("\u202egpj.exe\u2066", "[U+202E]gpj.exe[U+2066]"),
        ("x\u2028y\ue000", "x[U+2028]y[U+E000]"),
        ("\ud800", "[U+D800]"),
        ("\U000e0041", "[U+E0041]"),
    ],
)
def test_what_steers_is_shown_as_its_number(text: str, shown: str) -> None:
    assert legible(text) == shown


@pytest.mark.parametrize("text", [ARABIC, PERSIAN, "Łódź", "#set $x$ `y` <b>&", "漢字"])
def test_letters_of_every_script_stay(text: str) -> None:
    assert legible(text) == text


@given(st.text(st.characters(codec=None)))
def test_nothing_that_steers_is_left(text: str) -> None:
    shown = legible(text)
    assert not {unicodedata.category(letter) for letter in shown} & {"Cc", "Cs", "Co", "Zl", "Zp"}
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069") & set(shown)
