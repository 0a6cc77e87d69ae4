from __future__ import annotations

import pytest

from amana.reading.kinds.markup import kind_of_markup, root_start

OPC = (
    "<?xml version='1.0'?><pkg:package "
    "xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'>"
)
FLAT = "<?xml version='1.0'?><office:document office:mimetype='application/vnd.oasis.opendocument."


@pytest.mark.parametrize(
    ("text", "ending", "media_type"),
    [
        ("<html>", "", "text/html"),
        ("<html>", "xhtml", "application/xhtml+xml"),
        ("<?xml version='1.0'?><!-- <a> --><kml>", "", "application/vnd.google-earth.kml+xml"),
        ("<?xml version='1.0'?><!DOCTYPE gpx [<!ENTITY a '>'>]><gpx>", "", "application/gpx+xml"),
        (FLAT + "text'>", "", "application/vnd.oasis.opendocument.text-flat-xml"),
        (FLAT + "spreadsheet-template'>", "",
         "application/vnd.oasis.opendocument.spreadsheet-flat-xml"),
        ("<?xml version='1.0'?><w:wordDocument>", "", "application/vnd.ms-wordml"),
        ("<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>", "",
         "application/vnd.ms-spreadsheet"),
        ("<?xml version='1.0'?><Workbook>", "", "application/xml"),
        (OPC, "", "application/vnd.ms-word2006ml"),
        ("<?xml version='1.0'?><package xmlns='http://www.idpf.org/2007/opf'>", "",
         "application/oebps-package+xml"),
        ('<!DOCTYPE html><html><body><div class="page_wrap">\n <div class="page_header">', "",
         "application/x-telegram-export+html"),
        ("words", "", None),
        ("<svg>", "", "image/svg+xml"),
    ],
)  # fmt: skip
def test_by_the_root(text: str, ending: str, media_type: str | None) -> None:
    assert kind_of_markup(text, ending) == media_type


@pytest.mark.parametrize("text", ["", "<!--", "<?xml", "<!DOCTYPE a [", "<?a?>" * 99 + "<r>"])
def test_no_root_in_sight(text: str) -> None:
    assert root_start(text) is None
