from __future__ import annotations

from amana.reading.notices import Code
from amana.reading.readers.intake import BytesContent
from amana.reading.readers.office.manuscript import Manuscript
from amana.reading.readers.office.ooxml import Opened
from amana.reading.readers.office.package import Package
from amana.reading.readers.office.sample import packed, related
from amana.reading.wire import Budget, Told

BUDGET = Budget(text_chars=1000, runs=100, pages=1, pixels=1)


def opened(parts: dict[str, str | bytes]) -> Opened:
    manuscript = Manuscript(BUDGET)
    return Opened(Package(BytesContent(packed(parts)), manuscript), manuscript, "docx")


def test_the_main_part_is_what_the_package_says_or_that_of_the_usual_name() -> None:
    odd = opened({"_rels/.rels": related(officeDocument="odd/place.xml"), "odd/place.xml": ""})
    assert odd.main("word/document.xml") == "odd/place.xml"
    usual = opened({"_rels/.rels": related(officeDocument="gone.xml"), "word/document.xml": ""})
    assert usual.main("word/document.xml") == "word/document.xml"
    assert opened({"a": ""}).main("word/document.xml") is None


def test_each_part_is_read_once() -> None:
    package = opened({"a.xml": "<a/>"})
    assert package.once("A.xml") == "a.xml"
    assert package.once("a.xml") is None
    assert package.once("b.xml") is None
    assert package.manuscript.answer().notices == (Told(Code.PARTS_MISSING, 1),)
