from __future__ import annotations

import pytest

from amana.reading.notices import Code
from amana.reading.readers.intake import Closed
from amana.reading.readers.rtf.reader import read_bytes
from amana.reading.wire import Budget, TextAnswer, Told

WIDE = Budget(text_chars=100_000, runs=10_000, pages=1, pixels=1)


def answer(body: bytes) -> TextAnswer:
    return read_bytes(rb"{\rtf1\ansi " + body + b"}", WIDE, Closed())


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"one\par two\line three\par\par four", "one\ntwo\nthree\nfour"),
        (b"one\\\ntwo", "one\ntwo"),
        (rb"a\~b\_c\-d\{\}\\", "a\u00a0b\u2011c\u00add{}\\"),
        (rb"\ldblquote a\rdblquote\tab\emdash", "\u201ca\u201d\t\u2014"),
        (rb"\uc2\u1587 ab\uc1 c", "\u0633c"),
        (rb"{\uc0\u1587}\u1587 ?x", "\u0633\u0633x"),
        (rb"{\*\unknown gone}{\*\shpinst{\sp{\sn n}{\sv v}}{\shptxt box\par}}x", "x\nbox"),
        (rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt shown}}", "shown"),
        (rb"{\fonttbl{\f0 Name;}}{\colortbl;\red0;}{\stylesheet{\s1 h;}}x", "x"),
        (rb"a{\listtext 1.\tab}b", "a1.\tb"),
        (rb"{\header top\par}body\par", "top\nbody"),
    ],
)
def test_what_stands_for_what(body: bytes, text: str) -> None:
    assert set(answer(body).text.split("\n")) == set(text.split("\n"))


def test_a_note_follows_the_paragraph_that_it_belongs_to() -> None:
    found = answer(rb"Before.{\footnote A note.} After.\par Next.")
    assert found.text == "Before. After.\nA note.\nNext."
    assert [(block.within, block.hints) for block in found.blocks] == [
        ((), ()),
        (("aside",), ("footnote",)),
        ((), ()),
    ]


def test_cells_and_rows() -> None:
    row = rb"\trowd\intbl %s\cell %s\cell\row "
    found = answer(rb"\pard before\par " + row % (b"", b"b") + row % (b"c", b"d") + rb"\pard end")
    assert found.text == "before\nb\nc\td\nend"
    assert [block.tag for block in found.blocks] == ["p", "td", "td", "td", "p"]


def test_headings_are_those_of_an_outline_level() -> None:
    styles = rb"{\stylesheet{\s0 Normal;}{\s3\outlinelevel1 x;}}"
    found = answer(styles + rb"\pard\s3 A\par\pard B\par\outlinelevel0 C\par")
    assert [block.tag for block in found.blocks] == ["h2", "p", "h1"]


def test_hidden_text_is_read_and_told() -> None:
    found = answer(rb"a{\v bc} d\v f\v0 g\v h\plain i")
    assert found.text == "abc dfghi"
    assert found.notices == (Told(Code.HIDDEN_TEXT, 4),)


def test_deleted_text_stands_at_the_end_behind_who_deleted_it() -> None:
    by = rb"\revauthdel1\revdttmdel118885387"
    revisers = rb"{\*\revtbl {Unknown;}{Nadia Example;}}"
    found = answer(revisers + rb"a{\deleted b}{\deleted" + by + rb" c d\par e}f{\deleted g}\par")
    assert found.text == (
        "af\n[del] b\n[del Nadia Example, 2013-06-01T16:11] c d\n"
        "[del Nadia Example, 2013-06-01T16:11] e\n[del] g"
    )
    assert [block.hints for block in found.blocks] == [(), *[("deleted",)] * 4]
    assert found.notices == (Told(Code.DELETED_TEXT, 5),)


def test_fonts_decide_about_bytes() -> None:
    found = answer(rb"\deff0{\fonttbl{\f0 A;}{\f1\fcharset178 B;}}\'e9{\f1 \'d3}\'e9")
    assert found.text == "\u00e9\u0633\u00e9"


def test_every_exact_run_is_what_its_bytes_say() -> None:
    data = rb"{\rtf1\ansi\ansicpg1252 Plain {\b bold} \'e9 " + b"caf\xe9\\par next}"
    found = read_bytes(data, WIDE, Closed())
    assert found.text == "Plain bold \u00e9 caf\u00e9\nnext"
    exact = [run for run in found.runs if run.exact]
    assert len(exact) >= 4
    for run in exact:
        shown = data[run.byte_start : run.byte_end].decode("cp1252")
        assert shown == found.text[run.char_start : run.char_end]


def test_headers_and_footers_stand_at_the_end() -> None:
    found = answer(rb"{\header Ministry\par}{\footer page\par}Body\par more\par")
    assert found.text == "Body\nmore\nMinistry\npage"
    assert [block.within for block in found.blocks] == [(), (), ("header",), ("footer",)]


def test_bytes_that_the_charset_of_the_font_cannot_hold_are_those_of_the_document() -> None:
    fonts = rb"\ansi{\fonttbl{\f3\fcharset128 OpenSymbol;}}"
    assert answer(fonts + rb"{\f3 \'96\tab}first").text == "\u2013\tfirst"
