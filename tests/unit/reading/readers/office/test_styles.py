from __future__ import annotations

from collections.abc import Callable

from amana.reading.readers.intake import BytesContent
from amana.reading.readers.office.manuscript import Manuscript
from amana.reading.readers.office.package import Package
from amana.reading.readers.office.sample import packed
from amana.reading.readers.office.styles import Styles, StyleSaid, on
from amana.reading.wire import Budget

BUDGET = Budget(text_chars=1000, runs=100, pages=1, pixels=1)


def style(name: str, content: str, based: str = "") -> str:
    basis = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:styleId="{name}"><w:name w:val="{name}"/>{basis}{content}</w:style>'


def test_styles_say_what_those_below_them_say(part: Callable[[str, str], str]) -> None:
    rows = (
        '<w:style w:styleId="T1"><w:name w:val="Heading 2"/></w:style>'
        + style("own", "", "T1")
        + style("outlined", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
        + style("listed", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr>', "outlined")
        + style("secret", "<w:rPr><w:vanish/></w:rPr>")
        + style("shown", '<w:rPr><w:vanish w:val="0"/></w:rPr>', "secret")
        + style("a", "", "b")
        + style("b", "", "a")
    )
    styles = Styles()
    document = BytesContent(packed({"s.xml": part("styles", rows)}))
    styles.read(Package(document, Manuscript(BUDGET)), "s.xml")
    assert styles.of("own") == StyleSaid(heading=2)
    assert styles.of("listed") == StyleSaid(heading=3, list_id="7", level=1)
    assert (styles.of("secret").hidden, styles.of("shown").hidden) == (True, False)
    assert styles.of("a") == styles.of("nowhere") == StyleSaid()


def test_on_and_off() -> None:
    assert [on({}), on({"w:val": "1"}), on({"w:val": "false"}), on({"w:val": "0"})] == [
        True, True, False, False,
    ]  # fmt: skip
