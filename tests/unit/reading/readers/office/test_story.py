from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from amana.reading.notices import Code
from amana.reading.readers.office.docx import read
from amana.reading.wire import ChildRow, TextAnswer, Told

Answer = Callable[..., tuple[TextAnswer, list[tuple[ChildRow, bytes]]]]
Word = Callable[..., bytes]


def p(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def part_of(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def test_every_passage_leads_to_its_bytes_in_the_part(answer: Answer, word: Word) -> None:
    data = word(p(r("one &lt; two") + r(" \u0633\u0644\u0627\u0645")) + p(r("three")))
    found, _ = answer(read, data)
    assert found.text == "one < two \u0633\u0644\u0627\u0645\n\nthree"
    xml = part_of(data, "word/document.xml")
    exact = [run for run in found.parts if run.exact]
    assert found.part_names[0].name == "word/document.xml"
    assert "".join(found.text[run.char_start : run.char_end] for run in exact) == (
        "one  two \u0633\u0644\u0627\u0645three"
    )
    for run in exact:
        assert xml[run.start : run.end].decode() == found.text[run.char_start : run.char_end]
    (sign,) = [run for run in found.parts if not run.exact]
    assert xml[sign.start : sign.end] == b"&lt;"


def test_tables_boxes_and_lists_keep_their_order(answer: Answer, word: Word) -> None:
    cells = "".join(f"<w:tc>{p(r(text))}</w:tc>" for text in ("a", "b"))
    inner = f"<w:tbl><w:tr><w:tc>{p(r('n1'))}</w:tc><w:tc>{p(r('n2'))}</w:tc></w:tr></w:tbl>"
    last = f"<w:tr><w:tc>{p(r('c'))}{p(r('cc'))}</w:tc><w:tc>{inner}{p('')}</w:tc></w:tr>"
    table = f"<w:tbl><w:tr>{cells}</w:tr>{last}</w:tbl>"
    content = f"<w:txbxContent>{p(r('box'))}</w:txbxContent>"
    box = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    data = word(
        p(r("before") + f"<w:r>{box}</w:r>" + r(" after")) + table
        + p(r("item"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
        + p(r("head"), '<w:outlineLvl w:val="1"/>')
    )  # fmt: skip
    found, _ = answer(read, data)
    assert found.text == "before after\n\nbox\n\na\tb\nc\ncc\n\nn1\tn2\n\nitem\n\nhead"
    tags = [(found.text[b.char_start : b.char_end], b.tag, b.within) for b in found.blocks]
    assert tags[2:] == [
        ("a", "td", ("table",)), ("b", "td", ("table",)), ("c", "td", ("table",)),
        ("cc", "td", ("table",)), ("n1", "td", ("table",)), ("n2", "td", ("table",)),
        ("item", "li", ()), ("head", "h2", ()),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("choice", "fallback", "text"),
    [(r("new"), r("old"), "x new"), ("<w:pict/>", r("old"), "x old"), ("", "", "x")],
)
def test_one_alternative_is_read_never_both(
    answer: Answer, word: Word, choice: str, fallback: str, text: str
) -> None:
    both = f"<mc:Choice Requires='q'>{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>"
    found, _ = answer(read, word(p(r("x ") + f"<mc:AlternateContent>{both}</mc:AlternateContent>")))
    assert found.text.strip() == text


def test_changes_are_told_and_deletions_stand_apart(answer: Answer, word: Word) -> None:
    by = 'w:author="Lina" w:date="2024-05-01T10:00:00Z"'
    gone = '<w:r><w:delText xml:space="preserve">was not </w:delText></w:r>'
    data = word(
        p(
            r("He ")
            + f"<w:del {by}>{gone}</w:del>"
            + f"<w:ins {by}>{r('was ')}</w:ins>"
            + r("there")
        )
        + p(f"<w:moveFrom>{r('moved')}</w:moveFrom>")
        + p(r("x"), f'<w:pPrChange {by}><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:pPrChange>')
    )
    found, _ = answer(read, data)
    assert found.text == (
        "He was there\n\nx\n\n[del Lina, 2024-05-01T10:00:00Z] was not \n\n[del] moved"
    )
    assert [(b.tag, b.hints) for b in found.blocks] == [
        ("p", ()), ("p", ()), ("p", ("deleted",)), ("p", ("deleted",)),
    ]  # fmt: skip
    assert found.notices == (Told(Code.DELETED_TEXT, 13),)


def test_signs_fields_and_hidden_text(answer: Answer, word: Word) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("1 May")
    )
    box = '<w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>'
    sign = '<w:sym w:char="F0FC" w:font="Wingdings"/>'
    data = word(
        p(
            field
            + "<w:r><w:tab/></w:r><w:r><w:t> a\nb </w:t><w:br/></w:r>"
            + f"<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t>{sign}{box}</w:r>"
            + r("dark", "<w:vanish/>")
            + r("light", '<w:vanish w:val="0"/>'),
            "<w:rPr><w:vanish/></w:rPr>",
        )
    )
    found, _ = answer(read, data)
    assert found.text == "1 May\ta b\nco-op\u2713\u2612darklight"
    assert found.notices == (Told(Code.HIDDEN_TEXT, 4),)


def test_a_paragraph_beyond_measure_ends_the_reading(answer: Answer, word: Word) -> None:
    found, _ = answer(read, word(p(r("one")) + p(r("two"))), runs=1)
    assert (found.text, found.notices) == ("one", (Told(Code.MAP_CUT, 3),))


def test_word_art_says_its_text(answer: Answer, word: Word) -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="SECRET"/></v:shape></w:pict></w:r>'
    assert answer(read, word(p(art)))[0].text == "SECRET"
