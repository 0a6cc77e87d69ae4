from __future__ import annotations

import io
import zipfile

import pytest

from amana.reading.kinds.zipped import kind_of_zip, member_names
from amana.reading.readers.intake import BytesContent

OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = "[Content_Types].xml"


def zipped(*names: str, fill: int = 0) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if fill:
            archive.writestr("picture.jpg", bytes(fill))
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("names", "ending", "media_type"),
    [
        ([TYPES, "word/document.xml"], "docx", OFFICE + "wordprocessingml.document"),
        ([TYPES, "word/document.xml"], "dotx", OFFICE + "wordprocessingml.template"),
        ([TYPES, "word/a.xml", "word/vbaProject.bin"], "docx",
         "application/vnd.ms-word.document.macroenabled.12"),
        ([TYPES, "word/a.xml"], "dotm", "application/vnd.ms-word.template.macroenabled.12"),
        ([TYPES, "xl/workbook.bin"], "", "application/vnd.ms-excel.sheet.binary.macroenabled.12"),
        ([TYPES, "xl/a.xml", "xl/vbaProject.bin"], "",
         "application/vnd.ms-excel.sheet.macroenabled.12"),
        ([TYPES, "xl/a.xml"], "xlam", "application/vnd.ms-excel.addin.macroenabled.12"),
        ([TYPES, "ppt/a.xml"], "ppsx", OFFICE + "presentationml.slideshow"),
        ([TYPES, "ppt/a.xml"], "pptm",
         "application/vnd.ms-powerpoint.presentation.macroenabled.12"),
        ([TYPES, "visio/document.xml"], "", "application/vnd.visio"),
        ([TYPES], "docx", OFFICE + "wordprocessingml.document"),
        ([TYPES, "FixedDocSeq.fdseq"], "", "application/vnd.ms-xpsdocument"),
        (["FixedDocSeq.fdseq"], "oxps", "application/oxps"),
        (["datapackage.json", "archive/data.warc.gz"], "", "application/wacz"),
        (["datapackage.json"], "", "application/zip"),
        (["Index/Document.iwa"], "pages", "application/vnd.apple.pages"),
        (["index.xml"], "key", "application/vnd.apple.keynote"),
        (["content.xml", "META-INF/manifest.xml"], "ods",
         "application/vnd.oasis.opendocument.spreadsheet"),
        (["META-INF/container.xml"], "", "application/epub+zip"),
        (["META-INF/MANIFEST.MF", "AndroidManifest.xml"], "",
         "application/vnd.android.package-archive"),
        (["META-INF/MANIFEST.MF"], "", "application/java-archive"),
        (["doc.kml"], "", "application/vnd.google-earth.kmz"),
        (["a.kml"], "kmz", "application/vnd.google-earth.kmz"),
        (["a.kml"], "zip", "application/zip"),
        (["word/document.xml"], "docx", "application/zip"),
    ],
)  # fmt: skip
def test_by_the_names_of_members(names: list[str], ending: str, media_type: str) -> None:
    assert kind_of_zip(BytesContent(zipped(*names)), ending) == media_type


def test_names_behind_the_first_part() -> None:
    data = zipped(TYPES, "word/document.xml", fill=300_000)
    assert member_names(BytesContent(data))[-1] == b"word/document.xml"
    assert kind_of_zip(BytesContent(data), "") == OFFICE + "wordprocessingml.document"


def test_names_behind_something_else() -> None:
    data = b"#!/bin/sh\n" + zipped("a", "b")
    assert member_names(BytesContent(data)) == (b"a", b"b")


def test_names_of_an_archive_that_was_cut_off() -> None:
    data = zipped(TYPES, "word/document.xml")
    cut = data[: data.index(b"PK\x01\x02")]
    assert member_names(BytesContent(cut)) == (TYPES.encode(), b"word/document.xml")


def test_names_of_zip64() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a", "x")
    data = out.getvalue()
    end = data.index(b"PK\x05\x06")
    directory = data.index(b"PK\x01\x02")
    far = b"PK\x06\x06" + (44).to_bytes(8, "little") + bytes(12) + b"\1" + bytes(7) + b"\1"
    far += bytes(7) + (end - directory).to_bytes(8, "little") + directory.to_bytes(8, "little")
    locator = b"PK\x06\x07" + bytes(4) + end.to_bytes(8, "little") + b"\1\0\0\0"
    tail = data[end : end + 12] + b"\xff" * 8 + b"\0\0"
    assert member_names(BytesContent(data[:end] + far + locator + tail)) == (b"a",)


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x05\x06" + b"\xff" * 18,
        b"PK\x06\x07" + b"\xff" * 16 + b"PK\x05\x06" + b"\xff" * 18,
        b"PK\x03\x04" + b"\xff" * 40,
        b"PK\x03\x04" + bytes(26) + b"PK\x05\x06" + bytes(18),
        b"PK\x03\x04",
    ],
)
def test_lying_numbers_lead_nowhere(data: bytes) -> None:
    assert kind_of_zip(BytesContent(data), "") == "application/zip"
