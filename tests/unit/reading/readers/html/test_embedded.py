from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable

from tests.unit.reading.readers.conftest import Open

from amana.reading import Outcome
from amana.reading.notices import Code
from amana.reading.readers.html import reader
from amana.reading.wire import Told
from amana.records import Derivation

Read = Callable[..., Outcome]

PICTURE = b"GIF89a" + bytes(range(256)) * 5
OTHER = b"%PDF-1.7" + bytes(2000)


def address(content: bytes, kind: bytes = b"image/gif") -> bytes:
    return b"data:%s;base64,%s" % (kind, b64encode(content))


def test_what_stands_in_the_page_is_inside_of_it(opened: Open) -> None:
    page = b"<p>words<img src='%s'><img src='%s'><object data=\"%s\"></object><img src='%s'>" % (
        address(PICTURE),
        address(PICTURE),
        address(OTHER, b"application/pdf;name=a"),
        address(b"GIF89a a dot"),
    )
    found = opened(reader.read, page)
    assert found.answer.text == "words"
    assert found.names() == [b"data-1.gif", b"data-2.pdf"]
    assert found.contents() == [PICTURE, OTHER]
    first = found.children[0].row
    assert (first.derivation, first.declared) == (Derivation.DECODED, "image/gif")
    assert page[first.start : first.end] == b64encode(PICTURE)


def test_fonts_and_damage(opened: Open) -> None:
    font = address(PICTURE, b"font/woff2")
    broken = address(PICTURE)[:-7] + b"'"
    found = opened(
        reader.read, b"<p>words<style>a{src:url(%s)}</style><img src='%s>" % (font, broken)
    )
    assert found.children == []
    assert Told(Code.CHILDREN_DAMAGED, 1) in found.answer.notices


def test_it_comes_out_of_the_sandbox(read: Read) -> None:
    outcome = read(b"<html><p>words<img src='%s'></html>" % address(PICTURE), "saved.html")
    assert [(child.path, child.digests.size) for child in outcome.children] == [
        ("data-1.gif", len(PICTURE))
    ]
