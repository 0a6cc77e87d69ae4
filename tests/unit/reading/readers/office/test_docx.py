from __future__ import annotations

from collections.abc import Callable

import pytest

from amana.reading import Outcome
from amana.reading.notices import Code
from amana.reading.readers.intake import GiveUp
from amana.reading.readers.office.docx import libraries, read, warm
from amana.reading.readers.office.sample import LINKS, RELATIONS, packed, related
from amana.reading.wire import ChildRow, TextAnswer, Told
from amana.records import State

Answer = Callable[..., tuple[TextAnswer, list[tuple[ChildRow, bytes]]]]
Word = Callable[..., bytes]
Part = Callable[[str, str], str]


def p(content: str) -> str:
    return f"<w:p><w:r><w:t>{content}</w:t></w:r></w:p>"


def test_notes_comments_and_headers_come_after_the_body(
    answer: Answer, word: Word, part: Part
) -> None:
    notes = (
        f'<w:footnote w:type="separator" w:id="0">{p("-")}</w:footnote>'
        f'<w:footnote w:id="5">{p("first note")}</w:footnote>'
    )
    comment = f'<w:comment w:id="1" w:author="Sami" w:date="2024">{p("why?")}</w:comment>'
    data = word(
        '<w:p><w:r><w:t>Text</w:t><w:footnoteReference w:id="5"/><w:endnoteReference w:id="1"/>'
        '</w:r></w:p><w:sectPr><w:headerReference r:id="header1"/></w:sectPr>',
        footnotes=part("footnotes", notes),
        endnotes=part("endnotes", f'<w:endnote w:id="1">{p("end")}</w:endnote>'),
        comments=part("comments", comment),
        header1=part("hdr", p("Ministry")),
        header2=part("hdr", p("not in use")),
    )  # fmt: skip
    found, _ = answer(read, data)
    assert found.text == (
        "Text[1][i]\n\n[1] first note\n\n[i] end\n\n[comment Sami, 2024] why?\n\nMinistry"
    )
    assert [(b.within, b.hints) for b in found.blocks] == [
        ((), ()), ((), ("footnote",)), ((), ("endnote",)), ((), ("comment",)),
        (("header",), ("header",)),
    ]  # fmt: skip
    assert [part.name for part in found.part_names][:2] == [
        "word/document.xml", "word/footnotes.xml",
    ]  # fmt: skip


def test_charts_and_chunks_stand_where_they_are_anchored(answer: Answer, word: Word) -> None:
    chart = (
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        "<c:title><a:p><a:r><a:t>Injured</a:t></a:r></a:p></c:title>"
        "<c:ser><c:tx><c:pt><c:v>May</c:v></c:pt></c:tx><c:val><c:pt><c:v>7</c:v></c:pt></c:val>"
        "</c:ser></c:chartSpace>"
    )
    data = word(
        '<w:p><w:r><w:t>before</w:t><w:drawing><c:chart r:id="chart1"/></w:drawing></w:r></w:p>'
        '<w:altChunk r:id="aFChunk1"/><w:altChunk r:id="aFChunk1"/>' + p("after"),
        chart1=chart,
        aFChunk1="<html><h1>Page</h1><p>of its own</html>",
    )
    found, children = answer(read, data)
    assert found.text == "before\n\nInjured\nMay\t7\n\nPage\n\nof its own\n\nafter"
    assert children == []
    assert [b.hints for b in found.blocks] == [
        (), ("chart",), ("chart",), ("chart",), ("chunk",), ("chunk",), (),
    ]  # fmt: skip


def test_macros_and_what_lies_outside_are_told(answer: Answer, part: Part) -> None:
    relations = (
        f'<Relationships xmlns="{RELATIONS}">'
        f'<Relationship Id="1" Type="{LINKS}/attachedTemplate" Target="http://a.invalid/t.dotm"'
        ' TargetMode="External"/><Relationship Id="2" TargetMode="External"'
        f' Type="{LINKS}/hyperlink" Target="https://b.invalid/"/></Relationships>'
    )
    link = '<w:p><w:hyperlink r:id="2"><w:r><w:t>there</w:t></w:r></w:hyperlink></w:p>'
    data = packed(
        {
            "_rels/.rels": related(officeDocument="/word/document.xml"),
            "word/document.xml": part("document", f"<w:body>{link}</w:body>"),
            "word/_rels/document.xml.rels": relations,
            "word/vbaProject.bin": b"macros",
            "word/embeddings/a.xlsx": b"sheet",
        }
    )
    found, children = answer(read, data)
    assert found.notices == (Told(Code.OUTSIDE_LEFT, 1), Told(Code.ACTIVE_CONTENT, 1))
    assert found.blocks[0].link_chars == 5
    assert ("docx:link", "https://b.invalid/") in found.metadata
    assert ("docx:outside", "http://a.invalid/t.dotm") in found.metadata
    assert [row.path for row, _ in children] == [b"word/vbaProject.bin", b"word/embeddings/a.xlsx"]


def test_without_its_body_it_is_given_up_after_handing_out(answer: Answer) -> None:
    with pytest.raises(GiveUp) as gave_up:
        answer(read, packed({"word/media/a.png": b"png"}))
    assert gave_up.value.code is Code.MAIN_PART_MISSING
    assert answer(read, b"")[0].notices == (Told(Code.EMPTY_FILE),)


def test_a_torn_body_is_read_up_to_the_tear(answer: Answer, part: Part) -> None:
    xml = part("document", f"<w:body>{p('one')}{p('two')}</w:body>")
    data = packed({"word/document.xml": xml[: xml.index("two") + 3]})
    found, _ = answer(read, data)
    assert found.text == "one\n\ntwo"
    assert found.notices == (Told(Code.PARTS_DAMAGED, 1),)


def test_parts_that_are_named_and_missing_are_told(answer: Answer, part: Part) -> None:
    data = packed(
        {
            "word/document.xml": part("document", f"<w:body>{p('x')}</w:body>"),
            "word/_rels/document.xml.rels": related(footnotes="footnotes.xml"),
        }
    )
    assert answer(read, data)[0].notices == (Told(Code.PARTS_MISSING, 1),)


def test_parts_that_lead_to_each_other_are_read_once(answer: Answer, word: Word) -> None:
    body = (
        '<w:p><w:r><w:t>x</w:t></w:r></w:p><w:sectPr><w:headerReference r:id="header1"/></w:sectPr>'
    )
    data = word(body, header1="<w:hdr/>")
    again = data.replace(b"header1.xml", b"documnt.xml")
    assert answer(read, again)[0].text == "x"


def test_it_reads_in_the_sandbox(through_pool: Callable[..., Outcome], word: Word) -> None:
    outcome = through_pool(word(p("in the pool")), "letter.docx")
    assert outcome.state is State.READ
    assert outcome.reading is not None
    assert outcome.reading.text == "in the pool"


def test_the_recipe_names_what_parses() -> None:
    assert [name for name, _ in libraries()] == ["expat"]
    warm()


def test_alternative_texts_stand_behind_their_paragraph(answer: Answer, word: Word) -> None:
    picture = '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/'
    picture += 'drawingml/2006/wordprocessingDrawing"><wp:docPr id="1" descr="A gate"/>'
    data = word(f"<w:p>{picture}</wp:inline></w:drawing></w:r><w:r><w:t>Text</w:t></w:r></w:p>")
    found, _ = answer(read, data)
    assert found.text == "Text\n\n[alt] A gate"
    assert found.blocks[-1].hints == ("alternative",)


def test_a_package_that_was_cut_off_is_read_as_far_as_it_goes(answer: Answer, word: Word) -> None:
    data = word("".join(p(f"word {n} {n * n * 7919}") for n in range(2000)))
    end = data.index(b"PK\x01\x02")
    found, _ = answer(read, data[:end])
    assert found.text.endswith("word 1999 31644331919")
    assert found.notices == (Told(Code.LIST_MISSING, 1),)
    odd = bytearray(data[:end])
    odd[4:8] = b"\xc5\0\0\x08"  # a version of the future, a name in UTF-8 that is none
    odd[30] = 0xFE
    with pytest.raises(GiveUp):
        answer(read, bytes(odd))
    start = data.index(b"word/document.xml")
    cut, _ = answer(read, data[: (start + data.index(b"PK\x03\x04", start)) // 2])
    assert cut.text.startswith("word 0 0\n\nword 1 7919")
    assert Told(Code.LIST_MISSING, 1) in cut.notices
