from __future__ import annotations

from amana.reading.readers.rtf import words


def test_no_word_means_two_things() -> None:
    shown = set(words.CHARACTERS) | words.PARAGRAPH_ENDS | words.CELL_ENDS | words.ROW_ENDS
    destinations = words.SKIPPED | set(words.ASIDES)
    assert not shown & destinations
    assert not words.SKIPPED & words.SHOWN
    assert not words.SKIPPED & set(words.ASIDES)
    assert set(words.INFO) >= words.TIMES


def test_every_word_that_means_something_is_known() -> None:
    shown = set(words.CHARACTERS) | words.PARAGRAPH_ENDS | words.CELL_ENDS | words.ROW_ENDS
    means = shown | words.SKIPPED | words.REMOVALS | set(words.ASIDES) | set(words.PICTURES)
    assert means | set(words.INFO) | set(words.CODE_PAGES) <= words.KNOWN
    assert b"b" not in words.KNOWN
