from __future__ import annotations

import pytest

from amana.reading.notices import Code
from amana.reading.readers.html.writer import Full
from amana.reading.readers.intake import BytesContent
from amana.reading.readers.office.cells import Formats, Strings, name_of, place
from amana.reading.readers.office.manuscript import Manuscript
from amana.reading.readers.office.package import Package
from amana.reading.readers.office.sample import SHEET, packed
from amana.reading.wire import Budget

BUDGET = Budget(text_chars=1000, runs=100, pages=1, pixels=1)


def package(xml: str) -> Package:
    return Package(BytesContent(packed({"a.xml": xml})), Manuscript(BUDGET))


@pytest.mark.parametrize(("name", "column"), [("A1", 1), ("Z9", 26), ("AA1", 27), ("XFD7", 16384)])
def test_places_have_names(name: str, column: int) -> None:
    found = place(name)
    assert found is not None
    assert found.column == column
    assert name_of(*found) == name


def test_what_is_no_place() -> None:
    assert [place(name) for name in ("", "7", "a1", "AAAA1", "A12345678")] == [None] * 5


STRINGS = (
    f'<sst xmlns="{SHEET}"><si><t>one</t></si><si><r><t>t</t></r><r><t>wo</t></r>'
    "<rPh><t>guide</t></rPh></si><si/></sst>"
)


def test_strings_are_put_together_without_their_guides() -> None:
    strings = Strings(100)
    strings.read(package(STRINGS), "a.xml")
    assert strings.all == ["one", "two", ""]


def test_strings_have_their_end() -> None:
    with pytest.raises(Full) as full:
        Strings(4).read(package(STRINGS), "a.xml")
    assert full.value.code is Code.TEXT_CUT


def test_formats_by_the_number_of_the_cell_format() -> None:
    xml = (
        f'<styleSheet xmlns="{SHEET}"><numFmt numFmtId="164" formatCode="0.000"/>'
        '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    )
    formats = Formats()
    formats.read(package(xml), "a.xml")
    assert [formats.of(n) for n in ("0", "1", "2", "3", "-1", "x")] == [
        "", "0.000", "yyyy-mm-dd", "", "", "",
    ]  # fmt: skip
