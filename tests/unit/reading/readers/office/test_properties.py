from __future__ import annotations

import pytest

from amana.reading.readers.intake import BytesContent
from amana.reading.readers.office.manuscript import Manuscript
from amana.reading.readers.office.package import Package
from amana.reading.readers.office.properties import keep_own, moment, read_properties
from amana.reading.readers.office.sample import OLD, packed
from amana.reading.wire import Budget

BUDGET = Budget(text_chars=1000, runs=100, pages=1, pixels=1)


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("2024-03-01T10:20:30Z", "2024-03-01T10:20:30Z"),
        ("2024-03-01T10:20:30.123+03:00", "2024-03-01T10:20:30+03:00"),
        ("2024-03-01T10:20", "2024-03-01T10:20:00"),
        ("2024-03", "2024-03"),
        ("yesterday", None),
    ],
)
def test_moments(written: str, edtf: str | None) -> None:
    assert moment(written) == edtf


def test_properties_have_common_names_and_their_own() -> None:
    core = (
        f'<cp:coreProperties xmlns:cp="{OLD}package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        "<dc:title>A &amp; B</dc:title><dc:creator/><dcterms:created>long ago</dcterms:created>"
        "<cp:lastModifiedBy>Lina</cp:lastModifiedBy><cp:revision>7</cp:revision>"
        "<dcterms:modified>2024-03-01T10:20:30.5Z</dcterms:modified></cp:coreProperties>"
    )
    app = (
        f'<Properties xmlns="{OLD}officeDocument/2006/extended-properties">'
        "<Company>Harbour</Company><TitlesOfParts>left</TitlesOfParts></Properties>"
    )
    custom = (
        f'<Properties xmlns="{OLD}officeDocument/2006/custom-properties"'
        f' xmlns:vt="{OLD}officeDocument/2006/docPropsVTypes">'
        '<property name="Case">\n <vt:lpwstr>12</vt:lpwstr>\n</property>'
        '<property name="\u0631\u0642\u0645"><vt:i4>3</vt:i4></property></Properties>'
    )
    parts = {"docProps/core.xml": core, "docProps/app.xml": app, "docProps/custom.xml": custom}
    manuscript = Manuscript(BUDGET)
    read_properties(Package(BytesContent(packed(parts)), manuscript), manuscript, "docx")
    assert manuscript.facts() == (
        ("dc:title", "A & B"),
        ("docx:dcterms:created", "long ago"),
        ("cp:lastModifiedBy", "Lina"),
        ("docx:cp:revision", "7"),
        ("dcterms:modified", "2024-03-01T10:20:30Z"),
        ("docx:dcterms:modified", "2024-03-01T10:20:30.5Z"),
        ("docx:app:Company", "Harbour"),
        ("docx:custom:Case", "12"),
        ("docx:custom", "\u0631\u0642\u0645=3"),
    )


def test_names_that_fit_no_key_go_with_the_value() -> None:
    manuscript = Manuscript(BUDGET)
    keep_own(manuscript, "docx:custom", "x" * 60, "1")
    keep_own(manuscript, "docx:custom", "", "2")
    assert manuscript.facts() == (("docx:custom", "x" * 60 + "=1"), ("docx:custom", "=2"))
