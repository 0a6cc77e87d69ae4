from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from amana.reading import Outcome
from amana.reading.notices import Code
from amana.reading.readers.facts import Facts
from amana.reading.readers.pdf.native import Pdf
from amana.reading.readers.pdf.statements import appended, statements
from amana.reading.wire import Told

if TYPE_CHECKING:
    from tests.unit.reading.conftest import PdfMaker

Show = Callable[..., bytes]
Read = Callable[..., Outcome]


def said(data: bytes) -> tuple[dict[str, str], list[Told]]:
    """Return what a PDF says, and what is told of it."""
    facts = Facts()
    told = statements(Pdf(data), data, facts)
    return dict(facts.pairs()), told


def test_the_information_dictionary_raw_and_normalised(pdf: PdfMaker, show: Show) -> None:
    pdf.page(show("x"))
    pdf.info = b"/Title(The  bridge)/Author(N. Haddad)/CreationDate(D:20240501123005+03'00')"
    found, told = said(pdf.bytes())
    assert found["pdf:Title"] == found["dc:title"] == "The bridge"
    assert found["dc:creator"] == "N. Haddad"
    assert found["pdf:CreationDate"] == "D:20240501123005+03'00'"
    assert found["dcterms:created"] == "2024-05-01T12:30:05+03:00"
    assert (found["pdf:pages"], found["pdf:version"]) == ("1", "1.7")
    assert told == []


def packet(tool: str) -> bytes:
    return (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-'
        b'rdf-syntax-ns#"><rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
        b'xmp:CreatorTool="%s"/></rdf:RDF></x:xmpmeta>' % tool.encode()
    )


@pytest.mark.parametrize("layers", [0, 1, 2])
def test_xmp_stands_beside_it_deflated_or_not(layers: int, pdf: PdfMaker, show: Show) -> None:
    pdf.page(show("x"))
    pdf.stream(packet("Writer 6"), b"/Type/Metadata/Subtype/XML")
    body = packet("Writer 7")
    for _ in range(layers):
        body = zlib.compress(body)
    filters = b"/Filter[%s]" % (b"/FlateDecode " * layers)
    pdf.catalog = b"/Metadata %d 0 R" % pdf.stream(body, b"/Type/Metadata/Subtype/XML" + filters)
    assert said(pdf.bytes())[0]["xmp:xmp:CreatorTool"] == "Writer 7"


def test_a_packet_that_swells_gives_way_to_the_one_before(pdf: PdfMaker, show: Show) -> None:
    pdf.page(show("x"))
    pdf.stream(packet("Writer 6"), b"/Type/Metadata/Subtype/XML")
    bomb = zlib.compress(bytes(9 << 20) + packet("Writer 7"))
    pdf.stream(bomb, b"/Type/Metadata/Subtype/XML/Filter/FlateDecode")
    assert said(pdf.bytes())[0]["xmp:xmp:CreatorTool"] == "Writer 6"


def test_what_was_appended_later_is_told(pdf: PdfMaker, show: Show) -> None:
    pdf.page(show("x"))
    data = pdf.bytes()
    at = data.rindex(b"startxref")
    found, told = said(data + b"\n" + data[at:])
    assert found["pdf:updates"] == "1"
    assert told == [Told(Code.UPDATED, 1)]


def test_a_signature_and_what_was_written_after_it(pdf: PdfMaker, show: Show) -> None:
    pdf.page(show("x"))
    signature = pdf.add(
        b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/Contents<00>"
        b"/ByteRange[0 10 20 0000]/M(D:20240501120000Z)/Reason(seen)>>"
    )
    field = pdf.add(b"<</FT/Sig/T(s)/V %d 0 R>>" % signature)
    pdf.catalog = b"/AcroForm<</Fields[%d 0 R]/SigFlags 3>>" % field
    data = pdf.bytes()
    signed = data.replace(b"20 0000]", b"20 %04d]" % (len(data) - 20))
    found, told = said(signed)
    assert found["pdf:signatures"] == "1"
    assert found["pdf:signature"] == "2024-05-01T12:00:00Z seen"
    assert told == []
    _, told = said(signed + b"% and more")
    assert told == [Told(Code.CHANGED_AFTER_SIGNING, 10)]


@pytest.mark.parametrize("action", [b"/Launch/F(a.exe)", b"/JavaScript/JS(app.alert\\(1\\))"])
def test_actions_are_told(action: bytes, pdf: PdfMaker, show: Show) -> None:
    pdf.page(show("x"))
    pdf.catalog = b"/OpenAction<</S%s>>" % action
    assert said(pdf.bytes())[1] == [Told(Code.ACTIVE_CONTENT, 1)]


def test_where_something_stands_behind_the_end(pdf: PdfMaker, show: Show, read: Read) -> None:
    pdf.page(show("x"))
    data = pdf.bytes()
    assert appended(data) is None
    assert appended(data + b"\0" * 90) is None
    outcome = read(data + b"PK\x03\x04" + b"hidden" * 9, "a.pdf")
    (child,) = outcome.children
    assert (child.start, child.end) == (len(data), len(data) + 58)
    assert outcome.reading is not None
    assert "bytes-appended" in [warning.code for warning in outcome.reading.warnings]
