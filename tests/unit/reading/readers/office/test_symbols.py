from __future__ import annotations

import pytest

from amana.reading.charsets import REPLACEMENT
from amana.reading.readers.office.symbols import symbol


@pytest.mark.parametrize(
    ("code", "font", "sign"),
    [
        ("F0FE", "Wingdings", "\u2611"),
        ("FE", "wingdings", "\u2611"),
        ("F061", "Symbol", "\u03b1"),
        ("F0AA", "Unheard Of", "\uf0aa"),
        ("0041", "Arial", "A"),
        ("D800", "Symbol", REPLACEMENT),
        ("110000", "Symbol", REPLACEMENT),
        ("", "Symbol", REPLACEMENT),
        ("0", "Symbol", REPLACEMENT),
        ("1_0", "Symbol", REPLACEMENT),
    ],
)
def test_what_a_sign_means(code: str, font: str, sign: str) -> None:
    assert symbol(code, font) == sign
