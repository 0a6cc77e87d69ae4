from __future__ import annotations

import re

from amana.reading.codes import Code


def test_codes_are_words_joined_by_hyphens() -> None:
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code.value) for code in Code)
    assert all(code.name == code.value.upper().replace("-", "_") for code in Code)
