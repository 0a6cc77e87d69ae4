from __future__ import annotations

from amana.reading.readers.office.manuscript import Manuscript
from amana.reading.readers.office.odf import content
from amana.reading.readers.office.odflooks import Looks
from amana.reading.readers.office.odftext import Flow
from amana.reading.wire import Budget, TextAnswer

BUDGET = Budget(text_chars=10_000, runs=1000, pages=10, pixels=1)


def walked(body: str) -> tuple[TextAnswer, bytes]:
    manuscript = Manuscript(BUDGET)
    manuscript.into("content.xml", "utf-8")
    flow, data = Flow(manuscript, "content.xml", Looks()), content(body).encode()
    flow.walk.run([data])
    flow.close()
    return manuscript.answer(), data


def test_white_space_is_collapsed_and_what_is_written_leads_to_its_bytes() -> None:
    found, data = walked(
        "<text:p>  one\n  two <text:span> \u0633\u0644\u0627\u0645</text:span>"
        '<text:s text:c="3"/>x<text:tab/>y<text:line-break/>z &amp; q</text:p>'
    )
    assert found.text == "one two \u0633\u0644\u0627\u0645   x\ty\nz & q"
    for run in found.parts:
        if run.exact:
            piece = found.text[run.char_start : run.char_end]
            assert data[run.start : run.end].decode() == piece


def test_headings_lists_tables_and_pages() -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    row = f"<table:table-row>{cell.format('a')}{cell.format('b')}</table:table-row>"
    found, _ = walked(
        '<text:h text:outline-level="2">Head</text:h>'
        "<text:list><text:list-item><text:p>item</text:p></text:list-item></text:list>"
        f"<table:table>{row}{row}</table:table>"
        "<draw:page><draw:text-box><text:p>slide</text:p></draw:text-box></draw:page>"
    )
    assert found.text == "Head\nitem\n\na\tb\na\tb\n\nslide"
    assert [b.tag for b in found.blocks] == ["h2", "li", "td", "td", "td", "td", "p"]
    assert [found.text[start:end] for start, end in found.pages] == ["slide"]


def test_notes_and_annotations_stand_behind_their_paragraph() -> None:
    found, _ = walked(
        "<text:p>before<text:note><text:note-citation>7</text:note-citation><text:note-body>"
        "<text:p>note</text:p></text:note-body></text:note><office:annotation><dc:creator>Lina"
        "</dc:creator><dc:date>2024</dc:date><text:p>why</text:p></office:annotation>"
        " after</text:p>"
    )
    assert found.text == "before after\n\n[7] note\n\n[comment Lina, 2024] why"
    assert [b.hints for b in found.blocks] == [(), ("note",), ("comment",)]


def test_a_torn_part_is_written_up_to_the_tear() -> None:
    manuscript = Manuscript(BUDGET)
    manuscript.into("content.xml")
    flow = Flow(manuscript, "content.xml", Looks())
    flow.walk.run([content("<text:p>one").encode()[:-26]])
    flow.close()
    assert manuscript.answer().text == "one"
