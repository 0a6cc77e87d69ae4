from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.reading.notices import Code
from amana.reading.readers.intake import BytesContent, Closed
from amana.reading.readers.markup.reader import read
from amana.reading.wire import Budget, ChildRow, ReadOrder, TextAnswer
from amana.records import Derivation

Order = Callable[..., ReadOrder]


class Kept:
    """An outlet that keeps what it is given."""

    def __init__(self) -> None:
        self.rows: list[tuple[ChildRow, bytes]] = []

    def child(self, row: ChildRow, pieces: Iterable[bytes] = ()) -> bool:
        self.rows.append((row, b"".join(pieces)))
        return True


def read_xml(data: bytes, **narrowed: int) -> TextAnswer:
    limits = {"text_chars": 100_000, "runs": 10_000, "pages": 1, "pixels": 1} | narrowed
    order = ReadOrder(family="xml", name="", size=len(data), budget=Budget(**limits))
    return read(BytesContent(data), order, Closed())


def codes(answer: TextAnswer) -> list[Code]:
    return [told.code for told in answer.notices]


def test_each_element_is_a_line_and_inline_ones_are_not() -> None:
    data = b"<r><a1>one</a1><p>two <b>three</b>,\n   four</p><p/><q>five</q></r>"
    assert read_xml(data).text == "one\ntwo three, four\nfive"


def test_text_leads_to_its_very_bytes() -> None:
    data = "<r><p>قالت &amp; نعم</p>\n<p>  zwei  Wörter </p></r>".encode()
    answer = read_xml(data)
    assert answer.text == "قالت & نعم\nzwei Wörter"
    exact = [run for run in answer.runs if run.exact]
    assert {data[run.byte_start : run.byte_end].decode() for run in exact} == {
        "قالت",
        "نعم",
        "zwei",
        "Wörter",
    }
    for run in exact:
        assert (
            data[run.byte_start : run.byte_end].decode()
            == (answer.text[run.char_start : run.char_end])
        )


def test_what_attributes_say_is_read() -> None:
    data = b'<opml><body><outline text="Court news" type="rss" xmlUrl="x"/></body></opml>'
    assert read_xml(data).text == "Court news"


def test_a_feed_shows_its_entries_without_markup() -> None:
    data = b"""<rss version="2.0"><channel><title>Port news</title><item><title>Quay</title>
    <pubDate>Mon, 01 Jun 2026 10:00:00 GMT</pubDate>
    <description>&lt;p&gt;The quay &lt;b&gt;was&lt;/b&gt; shelled.&lt;/p&gt;</description></item>
    </channel></rss>"""
    answer = read_xml(data)
    assert answer.text.splitlines() == [
        "Port news",
        "Quay",
        "Mon, 01 Jun 2026 10:00:00 GMT",
        "The quay was shelled.",
    ]
    assert ("dc:title", "Port news") in answer.metadata
    assert ("xml:pubDate", "Mon, 01 Jun 2026 10:00:00 GMT") in answer.metadata


def test_pictures_of_a_book_are_handed_out() -> None:
    data = b"""<FictionBook><body><p>See it.</p></body>
    <binary id="a.png" content-type="image/png">aGVs
    bG8=</binary><binary id="b" content-type="image/png">!!</binary></FictionBook>"""
    out = Kept()
    order = ReadOrder(
        family="xml",
        name="",
        size=len(data),
        budget=Budget(text_chars=100, runs=10, pages=1, pixels=1),
    )
    answer = read(BytesContent(data), order, out)
    [(row, content)] = out.rows
    assert (row.path, content, row.declared) == (b"a.png", b"hello", "image/png")
    assert row.derivation is Derivation.DECODED
    assert row.start is not None
    assert data[row.start : row.end].startswith(b"<binary")
    assert answer.text == "See it."
    assert Code.CHILDREN_DAMAGED in codes(answer)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", Code.EMPTY_FILE),
        (b"<r/>", Code.MARKUP_WITHOUT_TEXT),
        (b"<r><p>one</p><p>two", Code.XML_BROKEN),
        (b'<!DOCTYPE r [<!ENTITY e "x">]><r><p>one &e;</p></r>', Code.ENTITIES_LEFT_OUT),
        (b"<r>" + b"<d>" * 5000 + b"deep" + b"</d>" * 5000 + b"</r>", Code.NESTING_CUT),
    ],
    ids=["no bytes", "no text", "cut off", "entity", "deep"],
)
def test_what_is_missing_is_told(data: bytes, code: Code) -> None:
    assert code in codes(read_xml(data))


def test_what_follows_a_slip_is_read_without_its_structure() -> None:
    data = b'<r><p>one</p><p a="1" a="2">two &amp; <b>three</b></p></r>'
    answer = read_xml(data)
    assert answer.text == "one\ntwo &\nthree"
    assert [told.n for told in answer.notices] == [data.index(b' a="2"') + 1]
    last = answer.runs[-1]
    assert data[last.byte_start : last.byte_end] == b"three"


def test_no_file_is_opened_for_an_entity() -> None:
    data = b'<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]><r><p>&e;!</p></r>'
    answer = read_xml(data)
    assert answer.text == "\ufffd!"
    assert Code.ENTITIES_LEFT_OUT in codes(answer)


def test_a_budget_ends_the_text_and_is_told() -> None:
    answer = read_xml(b"<r>" + b"<p>words</p>" * 100 + b"</r>", text_chars=50)
    assert len(answer.text) <= 50
    assert Code.TEXT_CUT in codes(answer)


@given(st.binary(max_size=300))
def test_any_bytes_end_in_an_answer(data: bytes) -> None:
    answer = read_xml(b"<r><p>" + data)
    assert answer.notices


@given(
    st.lists(st.sampled_from(["<p>", "</p>", "<b>", "</b>", "<description>", "a b", "&lt;p&gt;"]))
)
def test_markup_of_any_kind_keeps_the_map_in_order(pieces: list[str]) -> None:
    answer = read_xml(("<r>" + "".join(pieces)).encode())
    last = 0
    for run in answer.runs:
        assert last <= run.char_start < run.char_end <= len(answer.text)
        last = run.char_end
    at = 0
    for run in answer.runs:
        assert at <= run.byte_start < run.byte_end
        at = run.byte_end


@pytest.mark.parametrize("encoding", ["gb2312", "shift_jis", "euc-kr", "no-such-8859"])
def test_in_an_encoding_that_the_parser_does_not_know_words_are_read(encoding: str) -> None:
    words = "plain" if encoding.startswith("no") else "\u4e2d\u5c71"
    spelt = words.encode("ascii" if encoding.startswith("no") else encoding)
    data = f'<?xml version="1.0" encoding="{encoding}"?><a><b>'.encode() + spelt + b"</b></a>"
    answer = read_xml(data)
    assert answer.text == words
    for run in answer.runs:
        assert data[run.byte_start : run.byte_end] == spelt
