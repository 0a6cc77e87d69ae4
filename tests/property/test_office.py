"""What holds for every office original, however it is damaged: an answer that can be, or none."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amana.reading.believing import refuse_impossible
from amana.reading.readers.intake import BytesContent, Closed, GiveUp
from amana.reading.readers.office import csv, docx, epub, odf, pptx, xlsx
from amana.reading.readers.office.sample import DRAWING, LINKS, SHEET, SLIDES, WORD, packed, related
from amana.reading.wire import Budget, ReadOrder, pack, unpack_answer

BUDGET = Budget(text_chars=10_000, runs=1000, pages=10, pixels=1)
W, X, P = f'xmlns:w="{WORD}"', f'xmlns="{SHEET}"', f'xmlns:p="{SLIDES}" xmlns:a="{DRAWING}"'
R = f'xmlns:r="{LINKS}"'
PARTS: dict[ModuleType, dict[str, str | bytes]] = {
    docx: {
        "word/document.xml": (
            f'<w:document {W} {R}><w:tbl><w:tr><w:tc><w:p><w:del w:author="a"><w:r><w:delText>b'
            "</w:delText></w:r></w:del><w:r><w:t>c &amp; d</w:t>"
            '<w:footnoteReference w:id="1"/></w:r>'
            "</w:p></w:tc></w:tr></w:tbl></w:document>"
        ),
        "word/_rels/document.xml.rels": related(footnotes1="f.xml"),
        "word/f.xml": f'<w:footnotes {W}><w:footnote w:id="1"><w:p/></w:footnote></w:footnotes>',
    },
    xlsx: {
        "xl/workbook.xml": f'<workbook {X} {R}><sheet name="S" r:id="worksheet1"/></workbook>',
        "xl/_rels/workbook.xml.rels": related(worksheet1="s.xml"),
        "xl/s.xml": (
            f'<worksheet {X}><row r="1"><c r="A1"><f>1</f><v>1</v></c><c r="C1" t="inlineStr"><is>'
            "<t>x</t></is></c></row></worksheet>"
        ),
    },
    pptx: {
        "ppt/presentation.xml": (
            f'<p:presentation {P} {R}><p:sldId r:id="slide1"/></p:presentation>'
        ),
        "ppt/_rels/presentation.xml.rels": related(slide1="s.xml"),
        "ppt/s.xml": f"<p:sld {P}><p:sp><a:p><a:r><a:t>A</a:t></a:r></a:p></p:sp></p:sld>",
    },
    odf: {
        "content.xml": odf.content(
            "<text:p>a<text:note><text:note-citation>1</text:note-citation><text:p>b</text:p>"
            "</text:note></text:p><office:spreadsheet><table:table><table:table-row>"
            '<table:table-cell table:number-columns-repeated="3"><text:p>c</text:p>'
            "</table:table-cell></table:table-row></table:table></office:spreadsheet>"
        )
    },
    epub: epub.sample(),
    csv: {"a.csv": 'a;"b;c"\n1;2\n'},
}
NAMES = {module.__name__.rpartition(".")[2]: module for module in PARTS}
noise = st.sampled_from(
    [b"<w:p>", b"</w:p>", b"</a:p>", b"&x;", b"<!--", b"]]>", b'"', b"-1", b"99999999", b"\0", b"<"]
) | st.binary(max_size=4)
changes = st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 30), noise), max_size=6)


def damaged(data: bytes, how: list[tuple[int, int, bytes]]) -> bytes:
    for at, length, put in how:
        data = data[:at] + put + data[at + length :]
    return data


@pytest.mark.parametrize("name", sorted(NAMES))
@given(inside=changes, outside=changes, data=st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_is_damaged_the_answer_is_possible(
    name: str,
    inside: list[tuple[int, int, bytes]],
    outside: list[tuple[int, int, bytes]],
    data: st.DataObject,
) -> None:
    module = NAMES[name]
    parts = {key: v.encode() if isinstance(v, str) else v for key, v in PARTS[module].items()}
    hit = data.draw(st.sampled_from(sorted(parts)))
    parts[hit] = damaged(parts[hit], inside)
    whole = parts["a.csv"] if module is csv else packed(dict(parts))
    original = damaged(whole, outside if data.draw(st.booleans()) else [])
    order = ReadOrder(family=name, name=name, size=len(original), budget=BUDGET)
    try:
        answer = module.read(BytesContent(original), order, Closed())
    except GiveUp:
        return
    refuse_impossible(answer, order)
    assert unpack_answer(pack(answer)) == answer
