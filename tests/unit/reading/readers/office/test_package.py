from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from amana.reading.notices import Code
from amana.reading.readers.intake import BytesContent, GiveUp
from amana.reading.readers.office.manuscript import Manuscript
from amana.reading.readers.office.package import Package, Relation, resolve
from amana.reading.readers.office.sample import LINKS, RELATIONS, packed
from amana.reading.readers.office.xml import Rules, Walk, ignore
from amana.reading.wire import Budget, Told
from amana.records import Derivation

if TYPE_CHECKING:
    from tests.unit.reading.readers.office.conftest import Taken

BUDGET = Budget(text_chars=1_000_000, runs=100_000, pages=10, pixels=1)


def opened(data: bytes) -> tuple[Package, Manuscript]:
    manuscript = Manuscript(BUDGET)
    return Package(BytesContent(data), manuscript), manuscript


def test_what_is_no_package_is_given_up() -> None:
    with pytest.raises(GiveUp) as gave_up:
        opened(b"PK\3\4 and nothing")
    assert gave_up.value.code is Code.CONTAINER_BROKEN


@pytest.mark.parametrize(
    ("folder", "target", "part"),
    [
        ("word", "media/a.png", "word/media/a.png"),
        ("word", "../a.xml", "a.xml"),
        ("word", "/ppt/b.xml", "ppt/b.xml"),
        ("", "../../../etc/passwd", "etc/passwd"),
        ("x", "a%20b.xml#place", "x/a b.xml"),
        ("x", "..\\c.xml", "c.xml"),
    ],
)
def test_references_stay_in_the_package(folder: str, target: str, part: str) -> None:
    assert resolve(folder, target) == part


def test_names_ignore_case_and_the_first_of_a_name_counts() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("Word/Document.xml", "one")
        archive.writestr("word/other.xml", "")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("word/other.xml", "two")
    package, manuscript = opened(file.getvalue())
    assert package.find("/word/document.XML") == "Word/Document.xml"
    assert package.find("word/nothing") is None
    assert package.whole("word/document.xml") == b"one"
    assert package.whole("word/nothing") == b""
    assert manuscript.answer().notices == (Told(Code.NAMES_REPEATED, 1),)


def test_a_damaged_part_is_read_as_far_as_it_goes_and_told_once() -> None:
    xml = "<a>" + "<b>text</b>" * 20_000
    data = bytearray(packed({"a.xml": xml + "</a>"}, stored=("a.xml",)))
    data[data.index(b"</a>")] ^= 1
    package, manuscript = opened(bytes(data))
    found: list[str] = []
    for _ in range(2):
        walk = Walk(Rules({}, {}, lambda text, *_: found.append(text)))
        assert package.walk("a.xml", walk)
        assert walk.damaged
    assert len(found) > 20_000
    assert manuscript.answer().notices == (Told(Code.PARTS_DAMAGED, 1),)
    assert not package.walk("b.xml", Walk(Rules({}, {}, ignore)))


def test_relations_inside_and_outside() -> None:
    rows = (
        f'<Relationship Id="1" Type="{LINKS}/image" Target="media/a.png"/>'
        f'<Relationship Id="2" Type="{LINKS}/hyperlink" Target="https://a.invalid/?b=1&amp;c"'
        ' TargetMode="External"/>'
        f'<Relationship Id="1" Type="{LINKS}/image" Target="second"/>'
    )
    xml = f'<Relationships xmlns="{RELATIONS}">{rows}</Relationships>'
    package, _ = opened(packed({"word/_rels/document.xml.rels": xml}))
    assert package.relations("word/document.xml") == {
        "1": Relation("image", "word/media/a.png", outside=False),
        "2": Relation("hyperlink", "https://a.invalid/?b=1&c", outside=True),
    }
    assert package.relations("other.xml") == {}


def test_what_is_no_markup_is_handed_out(taken: Taken) -> None:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="PNG" ContentType="image/png"/>'
        '<Override PartName="/x/b.bin" ContentType="application/x-b"/></Types>'
    )
    data = packed(
        {"[Content_Types].xml": types, "x/b.bin": b"b" * 99, "x/a.png": b"png", "x/seen.htm": "",
         "xl/printerSettings/p1.bin": b"p"},
        stored=("x/a.png",),
    )  # fmt: skip
    package, _ = opened(data)
    package.hand_out(taken, package.declared(), ["x/seen.htm"])
    (first, content), (second, _) = taken.children
    assert (first.path, first.derivation, first.declared) == (
        b"x/b.bin", Derivation.DECOMPRESSED, "application/x-b",
    )  # fmt: skip
    assert content == b"b" * 99
    assert (second.path, second.derivation, second.declared) == (
        b"x/a.png", Derivation.SLICE, "image/png",
    )  # fmt: skip
    assert data[second.start : second.end] == b"png"


def test_a_part_that_is_encrypted_is_told() -> None:
    data = bytearray(packed({"a.xml": "<a/>"}))
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    package, manuscript = opened(bytes(data))
    assert package.whole("a.xml") == b""
    assert manuscript.answer().notices == (
        Told(Code.CHILDREN_LOCKED, 1), Told(Code.PARTS_DAMAGED, 1),
    )  # fmt: skip
