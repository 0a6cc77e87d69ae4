from __future__ import annotations

import pytest

from amana.analysis.names.keys import key_of


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Dalia Mansur", "dalia-mansur"),
        ("Omar al-Ness", "omar-al-ness"),
        ("Tomás O'Hara", "tomas-ohara"),
        ("دالية منصور", "دالية-منصور"),
        ("...", "name"),
    ],
)
def test_a_key_is_small_letters_and_hyphens(name: str, key: str) -> None:
    assert key_of(name) == key
