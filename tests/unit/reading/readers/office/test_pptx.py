from __future__ import annotations

from collections.abc import Callable

import pytest

from amana.reading import Outcome
from amana.reading.notices import Code
from amana.reading.readers.intake import GiveUp
from amana.reading.readers.office.pptx import libraries, read, warm
from amana.reading.readers.office.sample import DRAWING, LINKS, SLIDES, packed, related
from amana.reading.wire import ChildRow, TextAnswer, Told
from amana.records import State

Answer = Callable[..., tuple[TextAnswer, list[tuple[ChildRow, bytes]]]]
ROOT = (
    f'xmlns:p="{SLIDES}" xmlns:a="{DRAWING}" xmlns:r="{LINKS}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)


def shape(text: str, kind: str = "") -> str:
    holder = f'<p:nvPr><p:ph type="{kind}"/></p:nvPr>' if kind else ""
    body = f"<p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody>"
    return f"<p:sp>{holder}{body}</p:sp>"


def show(**more: str) -> bytes:
    both = f"<mc:Choice>{shape('new')}</mc:Choice><mc:Fallback>{shape('old')}</mc:Fallback>"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "ppt/presentation.xml": (
            f'<p:presentation {ROOT}><p:sldId r:id="slide2"/><p:sldId r:id="slide1"/>'
            "</p:presentation>"
        ),
        "ppt/_rels/presentation.xml.rels": related(
            slide1="s1.xml", slide2="s2.xml", commentAuthors="authors.xml"
        ),
        "ppt/authors.xml": f'<p:l {ROOT}><p:cmAuthor id="3" name="Lina"/></p:l>',
        "ppt/s1.xml": (
            f'<p:sld {ROOT} show="0">{shape("Last", "title")}'
            f"<mc:AlternateContent>{both}</mc:AlternateContent></p:sld>"
        ),
        "ppt/s2.xml": f'<p:sld {ROOT}>{shape("First", "ctrTitle")}<c:chart r:id="chart1"/></p:sld>',
        "ppt/_rels/s2.xml.rels": related(
            notesSlide1="n.xml", comments1="c.xml", chart1="chart.xml"
        ),
        "ppt/n.xml": f"<p:notes {ROOT}>{shape('9', 'sldNum')}{shape('to say', 'body')}</p:notes>",
        "ppt/c.xml": (
            f'<p:l {ROOT}><p:cm authorId="3" dt="2024"><p:text>why</p:text></p:cm></p:l>'
        ),
        "ppt/chart.xml": f"<c:x {ROOT}><c:pt><c:v>5</c:v></c:pt></c:x>",
    }
    return packed(parts | more)


def test_slides_are_pages_in_their_order(answer: Answer) -> None:
    found, _ = answer(read, show())
    pages = [found.text[start:end] for start, end in found.pages]
    assert pages == ["First\n\n5\n\nto say\n\n[comment Lina, 2024] why", "Last\n\nnew"]
    assert [b.tag for b in found.blocks] == ["h1", "p", "p", "p", "h1", "p"]
    assert [b.hints for b in found.blocks][1:4] == [("chart",), ("notes",), ("comment",)]
    assert found.notices == (Told(Code.SHEETS_HIDDEN, 1),)


def test_pages_have_their_end(answer: Answer) -> None:
    found, _ = answer(read, show(), pages=1)
    assert len(found.pages) == 1
    assert found.notices == (Told(Code.PAGES_CUT, 1),)


def test_without_its_list_of_slides_it_is_given_up(answer: Answer) -> None:
    with pytest.raises(GiveUp) as gave_up:
        answer(read, packed({"ppt/x.xml": ""}))
    assert gave_up.value.code is Code.MAIN_PART_MISSING
    assert answer(read, b"")[0].notices == (Told(Code.EMPTY_FILE),)


def test_it_reads_in_the_sandbox(through_pool: Callable[..., Outcome]) -> None:
    outcome = through_pool(show(), "show.pptx")
    assert outcome.state is State.READ
    assert outcome.reading is not None
    assert len(outcome.reading.pages) == 2


def test_the_recipe_names_what_parses() -> None:
    assert [name for name, _ in libraries()] == ["expat"]
    warm()


def test_layouts_and_masters_in_use_say_once_what_is_no_placeholder(answer: Answer) -> None:
    def shapes(name: str, *inside: str) -> str:
        return f"<p:{name} {ROOT}>{''.join(inside)}</p:{name}>"

    parts: dict[str, str | bytes] = {
        "ppt/presentation.xml": shapes("presentation", '<p:sldId r:id="slide1"/>'),
        "ppt/_rels/presentation.xml.rels": related(slide1="s1.xml"),
        "ppt/s1.xml": shapes("sld", '<p:cNvPr descr="A\n gate"/>', shape("slide")),
        "ppt/_rels/s1.xml.rels": related(slideLayout1="l1.xml"),
        "ppt/l1.xml": shapes("sldLayout", shape("Click here", "body"), shape("Restricted")),
        "ppt/_rels/l1.xml.rels": related(slideMaster1="m1.xml"),
        "ppt/m1.xml": shapes("sldMaster", shape("Edit title", "title"), shape("Ministry")),
        "ppt/l2.xml": shapes("sldLayout", shape("not in use")),
    }
    found, _ = answer(read, packed(parts))
    assert found.text.split("\n\n") == ["[alt] A gate", "slide", "Restricted", "Ministry"]
    assert [block.hints for block in found.blocks] == [
        ("alternative",), (), ("master",), ("master",),
    ]  # fmt: skip
    assert len(found.pages) == 1
