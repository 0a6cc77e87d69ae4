from __future__ import annotations

import pytest

from amana.text import Offsets
from amana.text.offsets import _STRIDE


@pytest.mark.parametrize(
    ("text", "char", "byte"),
    [
        ("plain", 0, 0),
        ("plain", 5, 5),
        ("\u0623\u062d\u0645\u062f", 3, 6),  # Arabic letters: two bytes each
        ("1\u202f200", 2, 4),  # narrow no-break space: three bytes
        ("a\U0001d11eb", 2, 5),  # beyond the basic plane: one code point, four bytes
        ("", 0, 0),
    ],
)
def test_a_code_point_stands_at_its_utf8_byte(text: str, char: int, byte: int) -> None:
    assert Offsets(text).byte(char) == byte


def test_a_span_quotes_its_text_and_both_pairs_of_offsets_find_it_again() -> None:
    text = "He said: \u201c\u0644\u0627\u201d (no)."
    span = Offsets(text).span(9, 13)
    assert span.quote == "\u201c\u0644\u0627\u201d"
    assert text[span.char_start : span.char_end] == span.quote
    assert text.encode()[span.byte_start : span.byte_end].decode() == span.quote


@pytest.mark.parametrize("length", [_STRIDE - 1, _STRIDE, _STRIDE + 1, 3 * _STRIDE])
def test_marks_hold_at_their_borders_and_at_the_end(length: int) -> None:
    text = "\u00e9" * length
    offsets = Offsets(text)
    for char in {0, 1, _STRIDE - 1, _STRIDE, min(length, _STRIDE + 1), length}:
        if char <= length:
            assert offsets.byte(char) == 2 * char


def test_a_lone_surrogate_does_not_stop_the_counting() -> None:
    assert Offsets("\ud800\u0623").byte(2) == 5
