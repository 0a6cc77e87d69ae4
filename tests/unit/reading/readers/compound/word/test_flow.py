from __future__ import annotations

from collections.abc import Callable

from amana.reading.notices import Code
from amana.reading.readers.compound.reader import read
from amana.reading.readers.intake import BytesContent, Closed
from amana.reading.wire import ReadOrder, TextAnswer, Told

Make = Callable[..., bytes]
Ordering = Callable[..., ReadOrder]


def answer(order: Ordering, data: bytes) -> TextAnswer:
    return read(BytesContent(data), order(data), Closed())


def test_of_a_field_the_result_is_text_and_the_address_is_noted(
    word: Make, order: Ordering
) -> None:
    text = 'See \x13 HYPERLINK "http://example.org/a" \x14the \x13 PAGE \x141\x15st page\x15.\r'
    found = answer(order, word([(text, False)]))
    assert found.text == "See the 1st page."
    assert ("doc:link", "http://example.org/a") in found.metadata


def test_a_field_that_does_not_end_hides_no_more_than_its_paragraph(
    word: Make, order: Ordering
) -> None:
    assert answer(order, word([("a\x13 IF\rb\rc\r", True)])).text == "a\nb\nc"


def test_special_characters(word: Make, order: Ordering) -> None:
    found = answer(order, word([("a\x0bb\x1ec\x1fd\x01e\tf\r", False)]))
    assert found.text == "a\nb\u2011c\u00adde\tf"
    exact = [found.text[run.char_start : run.char_end] for run in found.parts if run.exact]
    assert exact == ["a", "b", "c", "d", "e\tf"]


def test_parts_stand_one_after_the_other_with_what_they_are(word: Make, order: Ordering) -> None:
    found = answer(order, word([("Body.\rA note.\rHead.\r", False)], (6, 8, 6)))
    assert [(block.tag, block.within, block.hints) for block in found.blocks] == [
        ("p", (), ()),
        ("p", ("aside",), ("footnote",)),
        ("p", ("header",), ("header",)),
    ]


def test_cells_stand_apart_by_tabs_and_rows_by_lines(word: Make, order: Ordering) -> None:
    found = answer(order, word([("one\x07two\x07\x07\x07three\x07\x07end\r", False)]))
    assert found.text == "one\ttwo\nthree\nend"
    assert [block.tag for block in found.blocks] == ["td", "td", "td", "p"]


def test_what_is_hidden_is_read_and_told(word: Make, order: Ordering) -> None:
    data = word([("abc hid d\r", False)], hidden=(2052, 2055, 0x083C))
    found = answer(order, data)
    assert found.text == "abc hid d"
    assert found.notices == (Told(Code.HIDDEN_TEXT, 3),)


def test_what_is_deleted_stands_at_the_end(word: Make, order: Ordering) -> None:
    data = word(
        [("Title\rabc hid d\r", False)],
        hidden=(2058, 2061, 0x0800),
        styles=[(2048, 2054, b"\x02\x00"), (2054, 2064, b"\x00\x00")],
    )
    found = answer(order, data)
    assert found.text == "Title\nabc  d\n[del] hid"
    assert [(block.tag, block.hints) for block in found.blocks] == [
        ("h2", ()),
        ("p", ()),
        ("p", ("deleted",)),
    ]
    assert found.notices == (Told(Code.DELETED_TEXT, 3),)


def test_letters_beyond_the_first_plane_keep_the_offsets_right(word: Make, order: Ordering) -> None:
    text = "\U0001f30d a\u0633\r"
    data = word([(text, True)], (6,))
    found = answer(order, data)
    (run,) = found.parts
    assert found.text == "\U0001f30d a\u0633"
    assert (run.start, run.end, run.exact) == (2048, 2048 + 10, True)
