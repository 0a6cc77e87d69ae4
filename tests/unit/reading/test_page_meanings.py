from __future__ import annotations

from amana.reading.codes import Code, Effect
from amana.reading.meanings import MEANING
from amana.reading.page_meanings import PAGES


def test_a_redaction_that_failed_leaves_nothing_out_and_is_told() -> None:
    assert PAGES[Code.TEXT_COVERED].effect is Effect.TOLD
    assert "redaction" in PAGES[Code.TEXT_COVERED].sentence
    assert all(MEANING[code] is row for code, row in PAGES.items())
