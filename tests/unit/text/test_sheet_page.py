"""A sheet as one page of HTML; whole statements as pages are in tests/unit/sharing."""

from __future__ import annotations

from amana.text import (
    Blanks,
    Pairs,
    Paragraph,
    Points,
    Section,
    Sheet,
    Table,
    code,
    figure,
    sheet_page,
    value,
)

HOSTILE = '</bdi><script>alert("1")</script>\u202e'


def made(*parts: Paragraph | Pairs | Table | Points | Blanks) -> str:
    sheet = Sheet(
        language="ar",
        direction="rtl",
        title="a < b",
        subtitle=(value(HOSTILE),),
        opening=(code("c"),),
        sections=(Section(heading="h & h", parts=parts),),
        foot=(figure(1),),
        page="",
    )
    return sheet_page(sheet).decode()


def test_each_kind_of_run_has_its_direction() -> None:
    page = made(Paragraph(line=(value("v"), figure(2), code("c")), small=True))
    runs = '<bdi>v</bdi><bdi dir="ltr">2</bdi><bdi dir="ltr"><code>c</code></bdi>'
    assert f'<p class="remark">{runs}</p>' in page
    assert '<html lang="ar" dir="rtl">' in page


def test_nothing_from_outside_is_markup() -> None:
    page = made(
        Pairs(rows=((HOSTILE, (value(HOSTILE),)),)),
        Table(caption=HOSTILE, head=(HOSTILE,), rows=(((value(HOSTILE),),),)),
        Points(lines=((value(HOSTILE),),), numbered=True),
        Blanks(rows=((HOSTILE, 2), ("", 1))),
    )
    assert "<script" not in page
    assert page.count("<bdi") == page.count("</bdi>") == 6
    assert "[U+202E]" in page
