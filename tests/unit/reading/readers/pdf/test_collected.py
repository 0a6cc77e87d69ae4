from __future__ import annotations

from amana.reading.notices import Code
from amana.reading.readers.pdf.collected import Collected
from amana.reading.readers.pdf.lines import Mark, TextLine
from amana.reading.readers.pdf.native import Box
from amana.reading.readers.pdf.notes import Note
from amana.reading.wire import Budget, Told

BOX = Box(1, 2, 3, 4)
SIZE = (100, 200)


def collected(text_chars: int = 1000, runs: int = 100) -> Collected:
    return Collected(Budget(text_chars=text_chars, runs=runs, pages=10, pixels=1))


def test_pages_lines_notes_and_what_is_unseen() -> None:
    found = collected()
    found.add(1, [TextLine("see Salma here", BOX, (Mark(4, 9, "covered"),))], [], SIZE)
    note = Note("first\n\nsecond", BOX, "N. Haddad", "")
    found.add(2, [TextLine("two", None)], [note, Note("Idlib", BOX, "", "", "place")], SIZE)
    assert found.text == "see Salma here\n\ntwo\nfirst\nsecond\nIdlib"
    assert found.pages == [(0, 14), (16, 38)]
    assert [(b.char_start, b.char_end, b.within, b.hints) for b in found.blocks] == [
        (4, 9, (), ("covered",)),
        (20, 32, ("aside",), ("comment", "sender:N. Haddad")),
        (33, 38, ("form",), ("field", "name:place")),
    ]
    assert found.lines[1].rects == ((0, 0, 100, 200),)
    assert found.lines[2].rects == (BOX,)
    assert found.notices() == [Told(Code.LINES_UNPLACED, 1), Told(Code.TEXT_COVERED, 5)]


def test_the_budget_ends_lines_and_notes() -> None:
    found = collected(text_chars=12)
    found.add(1, [TextLine("one", BOX)], [Note("four\nfive", BOX, "", "")], SIZE)
    assert found.text == "one\nfour"
    assert [(b.char_start, b.char_end) for b in found.blocks] == [(4, 8)]
    assert found.full is Code.TEXT_CUT
    assert found.pages == [(0, 8)]
    found = collected(runs=1)
    found.add(1, [TextLine("one", BOX), TextLine("two", BOX)], [Note("three", BOX, "", "")], SIZE)
    assert (found.text, found.full, found.blocks) == ("one", Code.MAP_CUT, [])


def test_nothing_at_all_needs_ocr() -> None:
    found = collected()
    found.add(1, [], [], SIZE)
    assert found.pages == [(0, 0)]
    assert found.notices() == [Told(Code.NO_TEXT_LAYER)]
