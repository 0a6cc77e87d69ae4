from __future__ import annotations

from amana.reading.readers.rtf.info import Info


def test_properties_stand_under_both_names() -> None:
    info = Info()
    info.add(b"title", " A re")
    info.add(b"title", "port ")
    info.add(b"keywords", "harbour")
    info.add(b"unknown", "x")
    for word, number in ((b"yr", 2016), (b"mo", 2), (b"dy", 1), (b"hr", 16), (b"min", None)):
        info.number(b"creatim", word, number)
    info.number(b"revtim", b"yr", 99999)
    assert info.pairs() == (
        ("dc:title", "A report"),
        ("dcterms:created", "2016-02-01T16:00:00"),
        ("rtf:title", "A report"),
        ("rtf:keywords", "harbour"),
        ("rtf:creatim", "2016-02-01T16:00:00"),
    )


def test_links_are_noted_once() -> None:
    info = Info()
    for field in ('HYPERLINK "http://example.org"', " HYPERLINK http://example.net ", "PAGE"):
        for _ in range(2):
            info.instruction(field)
            info.end_instruction()
    assert info.pairs() == (("rtf:link", "http://example.org"), ("rtf:link", "http://example.net"))
