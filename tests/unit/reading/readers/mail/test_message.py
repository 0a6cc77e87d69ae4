from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest
from msgspec import structs

from amana.reading import locate
from amana.reading.articles import find_articles
from amana.reading.assemble import read as assemble
from amana.reading.notices import Code
from amana.reading.readers.mail.message import libraries, warm
from amana.reading.readers.mail.message import read as read_message
from amana.reading.steps import Step
from amana.reading.wire import TextAnswer, Told
from amana.records import ByteRange, Derivation, Part, Reading, Recipe, State

SALAM = "\u0633\u0644\u0627\u0645"
STEP = Step(name="x", version="1", media_types=(), recipe=Recipe(step="x", tool="x", version="1"))


def reading_of(answer: TextAnswer) -> Reading:
    reading = assemble(answer, "ab" * 32, "message/rfc822", STEP).reading
    assert reading is not None
    return reading


def multi(kind: str, *parts: bytes, head: bytes = b"Subject: s\n") -> bytes:
    mark = f"--{kind}-b".encode()
    lines = [head + f"Content-Type: multipart/{kind}; boundary={kind}-b\n".encode()]
    for part in parts:
        lines += [mark, part]
    return b"\n".join([*lines, mark + b"--", b""])


def test_header_and_text_lead_to_their_bytes(open_mail: Callable[..., Any]) -> None:
    data = (
        f"From: =?utf-8?q?A?=\r\n =?utf-8?q?_B?= <a@x>\r\nX-Other: no\r\nSubject: {SALAM}\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\none {SALAM}\r\ntwo\r\n"
    ).encode()
    found = open_mail(read_message, data)
    assert found.text == f"From: A B <a@x>\nSubject: {SALAM}\n\none {SALAM}\r\ntwo\r\n"
    assert (found.codes, found.rows, found.answer.parts) == (set(), [], ())
    reading = reading_of(found.answer)
    for quote in (f"Subject: {SALAM}", SALAM, f"one {SALAM}\r\ntwo", "<a@x>"):
        start = found.text.rindex(quote)
        (place,) = locate(reading, start, start + len(quote))
        assert isinstance(place, ByteRange)
        assert data[place.start : place.end].decode() == quote
    (place,) = locate(reading, 6, 9)
    assert isinstance(place, ByteRange)
    assert data[place.start : place.end].startswith(b"=?utf-8?q?A?=\r\n")


def test_a_part_that_was_encoded_is_a_place_in_the_part(open_mail: Callable[..., Any]) -> None:
    content = f"one {SALAM}".encode("cp1256")
    body = b"Content-Type: text/plain; charset=windows-1256\nContent-Transfer-Encoding: base64\n\n"
    found = open_mail(read_message, multi("mixed", body + base64.encodebytes(content)))
    start = found.text.index(SALAM)
    (place,) = locate(reading_of(found.answer), start, start + 4)
    assert place == Part(name="1", start=4, end=8, encoding="windows-1256")
    assert content[4:8].decode("cp1256") == SALAM


def test_of_alternatives_one_is_text_and_one_is_inside(open_mail: Callable[..., Any]) -> None:
    page = b"Content-Type: text/html\n\n<p>" + b"much more " * 100
    data = multi("alternative", b"\nplain " * 100, page)
    found = open_mail(read_message, data)
    assert "much" not in found.text
    assert found.bytes == {b"2": page.partition(b"\n\n")[2]}
    for stub in (b"\nThis mail is a page.", b"\n \n"):
        found = open_mail(read_message, multi("alternative", stub, page))
        assert "much more" in found.text
        assert list(found.bytes) == [b"1"]


def test_what_is_attached_is_inside(open_mail: Callable[..., Any]) -> None:
    inner = b"Subject: inner\n\ninner text"
    attached = (
        b"Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n"
        b'Content-Disposition: attachment; filename="a.pdf"; '
        b'modification-date="Mon, 2 Mar 2026 10:00:00 +0300"\n\n' + base64.encodebytes(b"%PDF-")
    )
    found = open_mail(
        read_message,
        multi("mixed", b"\ntext", b"Content-Type: message/rfc822\n\n" + inner, attached),
    )
    assert found.bytes == {b"2": inner, b"a.pdf": b"%PDF-"}
    message, pdf = found.rows
    assert (message.derivation, message.declared) == (Derivation.SLICE, "message/rfc822")
    assert (pdf.derivation, pdf.modified) == (Derivation.DECODED, "2026-03-02T07:00:00Z")
    assert found.text == "Subject: s\n\ntext"


def test_text_beside_the_parts_is_inside(open_mail: Callable[..., Any]) -> None:
    data = multi("mixed", b"\ntext").replace(b"\n\n--", b"\n\nThis is a MIME message.\n--", 1)
    assert open_mail(read_message, data).rows == []
    data = data.replace(b"This is a MIME message.", b"The money is under the bridge.")
    found = open_mail(read_message, data + b"\nList footer\n")
    assert found.bytes == {
        b"preamble": b"The money is under the bridge.",
        b"epilogue": b"\nList footer\n",
    }
    assert Told(Code.TEXT_OUTSIDE_PARTS, 2) in found.answer.notices


def test_what_is_encrypted_is_told(open_mail: Callable[..., Any]) -> None:
    version = b"Content-Type: application/pgp-encrypted\n\nVersion: 1"
    locked = b"Content-Type: application/octet-stream; name=encrypted.asc\n\n-----BEGIN PGP"
    found = open_mail(read_message, multi("encrypted", version, locked))
    outcome = assemble(found.answer, "ab" * 32, "message/rfc822", STEP)
    assert (outcome.state, found.codes) == (State.ENCRYPTED, {Code.MAIL_ENCRYPTED})
    assert found.text == "Subject: s"
    assert list(found.bytes) == [b"1", b"encrypted.asc"]
    mixed = multi("mixed", b"\nhello", multi("encrypted", version, locked, head=b""))
    assert open_mail(read_message, mixed).codes == {Code.CHILDREN_LOCKED}
    armoured = b"Subject: s\n\n-----BEGIN PGP MESSAGE-----\n\nabc\n"
    assert open_mail(read_message, armoured).codes == {Code.MAIL_ENCRYPTED}


def test_what_is_broken_is_told(open_mail: Callable[..., Any]) -> None:
    for lost in (10, 20):
        cut = multi("mixed", b"\ntext")[:-lost]
        assert open_mail(read_message, cut).codes == {Code.MAIL_UNCLOSED}
    garbage = b"Content-Transfer-Encoding: base64\n\n!!!!YWJj"
    found = open_mail(read_message, garbage)
    assert (found.text, found.codes) == ("abc", {Code.TRANSFER_DAMAGED})
    assert open_mail(read_message, b"").codes == {Code.EMPTY_FILE}
    assert open_mail(read_message, b"\n").text == ""


def test_a_message_of_apple_mail(open_mail: Callable[..., Any]) -> None:
    message = b"Subject: s\n\nbody\n"
    data = b"%-10d\n%s<?xml?><plist/>" % (len(message), message)
    found = open_mail(read_message, data)
    assert found.text == "Subject: s\n\nbody\n"
    assert found.bytes == {b"plist": b"<?xml?><plist/>"}


def test_a_message_may_begin_late(open_mail: Callable[..., Any]) -> None:
    assert (
        open_mail(read_message, b"\xef\xbb\xbf\r\n\nSubject: s\n\nbody").text
        == "Subject: s\n\nbody"
    )


def test_text_of_several_encodings(open_mail: Callable[..., Any]) -> None:
    parts = [
        b"Content-Type: text/plain; charset=%s\n\n%s" % (name, SALAM.encode(codec))
        for name, codec in ((b"windows-1256", "cp1256"), (b"utf-8", "utf-8"), (b"rot13", "utf-8"))
    ]
    found = open_mail(read_message, multi("mixed", *parts))
    assert found.text == "Subject: s\n\n" + "\n\n".join([SALAM] * 3)
    assert found.answer.encoding == "windows-1256"
    reading = reading_of(found.answer)
    for n in range(3):
        at = 12 + n * 6
        (place,) = locate(reading, at + 1, at + 3)
        assert isinstance(place, ByteRange if n == 0 else Part)


@pytest.mark.parametrize(
    ("limits", "code"), [({"text_chars": 30}, Code.TEXT_CUT), ({"runs": 2}, Code.MAP_CUT)]
)
def test_budgets_hold(open_mail: Callable[..., Any], limits: dict[str, int], code: Code) -> None:
    found = open_mail(
        read_message, multi("mixed", b"\nsome text of the mail", b"\nmore of it " * 9), **limits
    )
    assert code in found.codes
    assert found.text.startswith("Subject: s\n\nsome text")


def test_its_text_is_an_article_without_the_header(open_mail: Callable[..., Any]) -> None:
    wrapped = (SALAM + " ") * 12 + "\nand it goes on.\n\n"
    found = open_mail(read_message, f"Subject: s\n\nDear Sir,\n\n{wrapped}".encode())
    reading = reading_of(found.answer)
    reading = structs.replace(reading, recipe=structs.replace(reading.recipe, step="reading/mail"))
    (article,) = find_articles(reading)
    assert article.body is not None
    assert article.body.quote.startswith("Dear Sir,")


def test_it_works_here() -> None:
    warm()
    assert libraries() == ()


@pytest.mark.parametrize(
    ("name", "data", "children"),
    [
        ("a.eml", multi("mixed", b"\ntext", b"Content-Type: a/b; name=x\n\nabc"), 1),
        ("a.mbox", b"From a@x Mon Mar  2 10:00:00 2026\nSubject: s\nTo: b\nDate: x\n\ntext\n", 1),
        (
            "a.mhtml",
            multi(
                "related", b"Content-Type: text/html\n\n<p>s", head=b"From: Saved by X\nDate: x\n"
            ),
            0,
        ),
    ],
)
def test_in_the_sandbox(read: Callable[..., Any], name: str, data: bytes, children: int) -> None:
    outcome = read(data, name)
    assert (outcome.state, len(outcome.children)) == (State.READ, children)
    assert "s" in outcome.reading.text


def test_every_encoding_can_be_decoded_in_the_sandbox(read: Callable[..., Any]) -> None:
    for label in ("iso-8859-15", "koi8-u", "big5", "shift_jis", "iso-2022-jp", "macintosh"):
        for kind in ("plain", "html"):
            head = f"Subject: s\nDate: x\nTo: y\nContent-Type: text/{kind}; charset={label}\n\n"
            outcome = read(head.encode() + b"\xa4\xa4 word", "a.eml")
            assert "word" in outcome.reading.text
