from __future__ import annotations

from amana.reading.readers.rtf import words


def test_no_word_means_two_things() -> None:
    shown = set(words.CHARACTERS) | words.PARAGRAPH_ENDS | words.CELL_ENDS | words.ROW_ENDS
    destinations = words.SKIPPED | set(words.ASIDES)
    assert not shown & destinations
    assert not words.SKIPPED & words.SHOWN
    assert not words.SKIPPED & set(words.ASIDES)
    assert set(words.INFO) >= words.TIMES
