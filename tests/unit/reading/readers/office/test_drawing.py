from __future__ import annotations

from amana.reading.readers.office.drawing import Drawing
from amana.reading.readers.office.manuscript import Manuscript, Style
from amana.reading.readers.office.sample import DRAWING
from amana.reading.wire import Budget, TextAnswer

BUDGET = Budget(text_chars=1000, runs=100, pages=1, pixels=1)


def drawn(content: str) -> TextAnswer:
    manuscript = Manuscript(BUDGET)
    walk = Drawing(manuscript, Style("p", (), ("shape",))).alone()
    manuscript.into("d.xml")
    uri = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    walk.run([f'<a:x xmlns:a="{DRAWING}" xmlns:c="{uri}">{content}</a:x>'.encode()])
    return manuscript.answer()


def p(*runs: str) -> str:
    return "<a:p>" + "".join(f"<a:r><a:rPr/><a:t>{run}</a:t></a:r>" for run in runs) + "</a:p>"


def test_paragraphs_and_tables() -> None:
    row = f"<a:tr><a:tc>{p('a')}{p('aa')}</a:tc><a:tc>{p('b')}</a:tc></a:tr>"
    found = drawn(
        p("one ", "two") + f"<a:tbl>{row}<a:tr><a:tc>{p('c')}</a:tc></a:tr></a:tbl>" + p("end")
    )
    assert found.text == "one two\n\na\naa\tb\nc\n\nend"
    assert [b.tag for b in found.blocks] == ["p", "td", "td", "td", "td", "p"]


def test_breaks_and_links() -> None:
    run = "<a:r><a:rPr><a:hlinkClick/></a:rPr><a:t>there</a:t></a:r>"
    found = drawn(f"<a:p><a:r><a:t>go</a:t></a:r><a:br/>{run}</a:p>")
    assert found.text == "go\nthere"
    assert found.blocks[0].link_chars == 5


def test_a_series_is_a_row() -> None:
    points = "".join(f"<c:pt><c:v>{n}</c:v></c:pt>" for n in (1, 2))
    found = drawn(f"<c:ser>{points}</c:ser><c:ser>{points}</c:ser>")
    assert found.text == "1\t2\n\n1\t2"
