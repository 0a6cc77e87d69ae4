from __future__ import annotations

import io
import zipfile

import pytest

from amana.reading.identify import ending_of, identify, settled
from amana.reading.readers.intake import BytesContent

MAIL = b"From: a@b.example\nTo: c@d.example\nSubject: hello\n\ntext"


def zipped(*names: str, mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


OFFICE = "application/vnd.openxmlformats-officedocument."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "name", "media_type"),
    [
        (b"", "a.pdf", "application/x-empty"),
        (b"%PDF-1.7", "a.txt", "application/pdf"),
        (b"junk before %PDF-1.4 \xff\xfe", "a", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n\0", "a.jpg", "image/png"),
        (b"\xff\xd8\xff\xe0", "a", "image/jpeg"),
        (b"GIF89a\1", "a", "image/gif"),
        (b"RIFF\0\0\0\0WEBP", "a", "image/webp"),
        (b"BM" + bytes(12) + b"\x28\0\0\0", "a", "image/bmp"),
        (b"\0\0\0\x18ftypheic", "a", "image/heic"),
        (b"\0\0\0\x18ftypisom", "a", "video/mp4"),
        (b"\x1f\x8b\x08", "a.txt", "application/gzip"),
        (b"{\\rtf1 text}", "a.txt", "application/rtf"),
        (b"WARC/1.1\r\n", "a", "application/warc"),
        (b"SQLite format 3\0", "a", "application/vnd.sqlite3"),
        (b"!BDN\0", "mail.pst", "application/vnd.ms-outlook-pst"),
        (zipped("a.txt"), "a.docx", "application/zip"),
        (zipped("word/document.xml"), "a", "application/zip"),
        (zipped("[Content_Types].xml", "word/document.xml"), "a",
         OFFICE + "wordprocessingml.document"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "a", OFFICE + "spreadsheetml.sheet"),
        (zipped(mimetype="application/epub+zip"), "a", "application/epub+zip"),
        (zipped(mimetype="not a media type"), "a", "application/zip"),
        (OLE + "WordDocument".encode("utf-16-le"), "a", "application/msword"),
        (OLE + "__properties_version1.0".encode("utf-16-le"), "a", "application/vnd.ms-outlook"),
        (OLE, "a.xls", "application/vnd.ms-excel"),
        (OLE, "a", "application/x-ole-storage"),
        (b"<!DOCTYPE html><p>x", "a.txt", "text/html"),
        (b"\n<!-- c --><HTML>", "a", "text/html"),
        ("\ufeff<html>".encode("utf-16"), "a", "text/html"),
        (b"<?xml version='1.0'?><html xmlns='x'>", "a.html", "text/html"),
        (b"<?xml version='1.0'?><html xmlns='x'>", "a.xhtml", "application/xhtml+xml"),
        (b"fragment <p>of a page", "a.html", "text/html"),
        (b"no page at all", "a.html", "text/plain"),
        (b"<?xml version='1.0'?><!-- <svg> --><rss>", "a", "application/rss+xml"),
        (b"<?xml version='1.0'?><unknown/>", "a", "application/xml"),
        (b"<?xml version='1.0'?>", "a", "application/xml"),
        (b"<!DOCTYPE r [<!ENTITY a 'b'>]><r/>", "a", "application/xml"),
        (b"<svg xmlns='x'>", "a", "image/svg+xml"),
        (MAIL, "a.txt", "message/rfc822"),
        (b"From a@b Sat Jan  1 00:00:00 2022\n" + MAIL, "a", "application/mbox"),
        (MAIL.replace(b"\n\n", b"\nContent-Type: multipart/related;\n\n"), "p.mht",
         "multipart/related"),
        (b"From: me\nNote: no mail\n\n", "a", "text/plain"),
        (b"BEGIN:VCALENDAR\n", "a", "text/calendar"),
        (b"BEGIN:VCARD\n", "a", "text/vcard"),
        (b"WEBVTT\n\n", "a", "text/vtt"),
        (b"a,b\n1,2\n", "a.CSV", "text/csv"),
        (b"# Title\n", "a.md", "text/markdown"),
        (b'{"a": 1}', "a.json", "application/json"),
        (b"plain words", "noname", "text/plain"),
        ("سلام".encode("cp1256") * 9, "a.txt", "text/plain"),
        (b"BMW makes cars", "a.bmp", "text/plain"),
        (b"MZ is a code, and so is ORC", "a.exe", "text/plain"),
        (b"MZ\x90\0\3\0", "a.jpg", "application/vnd.microsoft.portable-executable"),
        (b'{"type": "FeatureCollection", "features": []}', "a.txt", "application/geo+json"),
        (b'{"a": 1}\n{"a": 2}\n', "a.txt", "application/jsonl"),
        (b"{not json}", "a.json", "application/json"),
        (b"{not json}", "a.txt", "text/plain"),
        (b"begin:vcard\r\n", "a", "text/vcard"),
        (b"31/12/2023, 22:15 - Ada: hello\n31/12/2023, 22:16 - Bo: yes\n", "chat.txt",
         "text/x-whatsapp-export"),
        (b"-----BEGIN PGP MESSAGE-----\n", "a", "application/pgp-encrypted"),
        (bytes(range(256)) * 4, "a.txt", "application/octet-stream"),
    ],
)  # fmt: skip
def test_media_type(data: bytes, name: str, media_type: str) -> None:
    assert identify(BytesContent(data), name) == media_type


@pytest.mark.parametrize(
    "data",
    [
        b"<!---->" * 9000 + b"x",
        b"<!--" * 16000,
        b"<?xml ?>" * 8000 + b"x",
        b"<?xml version='1.0'?>" + b"<!--" * 16000,
        b"From " + b"a" * 65000,
        b"a:" * 32000,
        b"PK\x03\x04" * 16000,
        b"PK\x05\x06" * 16000,
        b"{" + b'"a":{' * 13000,
        b"[" * 65000,
        b'"' * 65000,
        b"[" + b'"\\' * 30000,
        b"1/1/23, 1:11 - a" * 4000,
        b"[1/1/23, 1:11:11] a: b\n" * 3000,
        b"[1" * 30000,
        ("\u200e" * 20000 + "[1/1/23, 1:11:11]").encode(),
        b"<" * 30000 + b"a" * 30000,
        OLE + b"\x09\0" * 30000,
        b"<" * 65000,
    ],
)
def test_hostile_beginnings_take_no_time_to_speak_of(data: bytes) -> None:
    # They would take hours if the patterns went back over them; the time limit of tests is enough.
    assert identify(BytesContent(data), "a.html")


def test_the_ending_of_a_name() -> None:
    assert ending_of("a.tar.GZ") == "gz"
    assert ending_of("noname") == ""
    assert ending_of("a." + "x" * 99) == ""


def test_mail_is_mail_whatever_bytes_it_brings() -> None:
    head = b"From: a@x\r\nTo: b@x\r\nSubject: s\r\nContent-Type: text/plain; charset=big5\r\n\r\n"
    assert identify(BytesContent(head + b"\xa4\xa4\x00\x01" * 50), "a") == "message/rfc822"
    assert (
        identify(BytesContent(b"no mail\n\n" + b"\xa4\xa4\x00\x01" * 50), "a")
        == "application/octet-stream"
    )


@pytest.mark.parametrize(
    ("data", "declared", "kind"),
    [
        (b"The <b>convoy</b> left.", "text/html", "text/html"),
        (b"The convoy left.", "text/html", "text/plain"),
        (b"Subject: Convoy\n\nIt left.\n", "message/rfc822", "message/rfc822"),
        (b"It left.\n", "message/rfc822", "text/plain"),
        (b"a,b\n1,2\n", "text/csv", "text/csv"),
        (b"It left.\n", "application/pdf", "text/plain"),
        (b"It left.\n", "image/png", "text/plain"),
    ],
)
def test_what_a_parent_states_counts_where_the_bytes_are_mute(
    data: bytes, declared: str, kind: str
) -> None:
    document = BytesContent(data)
    assert identify(document, "a") == "text/plain"
    assert settled(document, "text/plain", declared) == kind
    assert settled(document, "application/json", declared) == "application/json"
    assert settled(document, "text/plain", None) == "text/plain"
