from __future__ import annotations

import io
import zipfile

import pytest

from amana.reading.identify import UNKNOWN
from amana.reading.notices import Code
from amana.reading.opinions import (
    also_another,
    decided,
    disagreements,
    gathered,
    is_disputed,
    media_type_of,
    nature,
)
from amana.reading.readers.intake import BytesContent
from amana.records import Warning  # noqa: A004 - the word of the field

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOTHING = BytesContent(b"")


def codes(kind: str, opinion: str, name: str) -> list[Code]:
    others = (("libmagic", opinion),) if opinion else ()
    return [told.code for told in disagreements(kind, others, name, NOTHING)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("text/xml", "application/xml"),
        ("text/rtf", "application/rtf"),
        ("application/zip", DOCX),
        ("application/x-ole-storage", "application/msword"),
        ("application/encrypted", "application/x-ooxml-protected"),
        ("audio/x-wav", "audio/wav"),
        ("application/vnd.visio", "application/vnd.ms-visio.drawing.main+xml"),
    ],
)
def test_what_is_of_one_nature(one: str, other: str) -> None:
    assert nature(one) == nature(other)


def test_what_knows_nothing_disputes_nothing() -> None:
    assert codes("image/png", UNKNOWN, "a.png") == []
    assert codes(UNKNOWN, "image/png", "a.png") == []
    assert codes("image/png", "", "a") == []


def test_another_nature_is_told() -> None:
    assert codes("image/png", "application/x-dosexec", "a.png") == [Code.KIND_DISPUTED]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("application/vnd.microsoft.portable-executable", "photo.jpg"),
        ("text/html", "letter.doc"),
        ("application/zip", "report.pdf"),
        ("text/plain", "video.mp4"),
    ],
)
def test_a_name_that_misleads(kind: str, name: str) -> None:
    assert codes(kind, "", name) == [Code.NAME_MISLEADS]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("image/jpeg", "photo.JPG"),
        ("application/x-ooxml-protected", "letter.docx"),
        ("application/warc", "site.warc.gz"),
        ("text/csv", "table.txt"),
        ("image/png", "photo.of.ada"),
        ("image/png", "photo"),
    ],
)
def test_a_name_that_does_not(kind: str, name: str) -> None:
    assert codes(kind, "", name) == []


def test_ours_decides_and_then_the_first_that_knows() -> None:
    said = (("libmagic", "text/plain"), ("magika", "image/x-icon"))
    assert decided("image/png", said) == "image/png"
    assert decided(UNKNOWN, said) == "image/vnd.microsoft.icon"
    assert decided(UNKNOWN, said[:1]) == UNKNOWN


def test_every_opinion_is_kept() -> None:
    assert gathered("image/png", (("libmagic", "image/png"),), "a.jpg") == (
        ("amana", "image/png"),
        ("libmagic", "image/png"),
        ("name", ".jpg"),
    )


def test_two_kinds_at_once() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    packed = out.getvalue()
    assert also_another("image/png", BytesContent(b"\x89PNG" + bytes(99) + packed))
    assert also_another("application/pdf", BytesContent(b"%PDF-1.4" + packed))
    assert also_another("image/gif", BytesContent(b"GIF89a %PDF-1.4"))
    assert not also_another("image/gif", BytesContent(b"GIF89a"))
    assert not also_another("application/zip", BytesContent(packed))
    assert not also_another("text/html", BytesContent(b"<p>%PDF-"))


def test_only_doubts_about_the_kind_are_worth_the_time_of_a_person() -> None:
    assert is_disputed([Warning(code="name-misleads", detail="")])
    assert not is_disputed([Warning(code="no-text", detail="")])


@pytest.mark.parametrize(
    ("declared", "kind"),
    [("Text/HTML; charset=utf-8", "text/html"), ("a/b", "a/b"), (None, None), ("", None),
     ("text", None), ("text/\x1b[2J", None), ("a/b c", None), ("x" * 90 + "/y", None)],
)  # fmt: skip
def test_what_a_parent_states_is_an_opinion_where_it_is_a_media_type(
    declared: str | None, kind: str | None
) -> None:
    assert media_type_of(declared) == kind
    stated = [kind for who, kind in gathered("a/b", (), "", declared) if who == "parent"]
    assert stated == ([kind] if kind else [])
