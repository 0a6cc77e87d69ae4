from __future__ import annotations

import pytest

from amana.reading.notices import Code
from amana.reading.readers.mail.bodies import (
    body_of,
    encoding_of_text,
    is_cut,
    read_body,
    told,
)
from amana.reading.readers.mail.parts import split
from amana.reading.wire import Budget, TextAnswer, Told

SALAM = "\u0633\u0644\u0627\u0645 \u0639\u0644\u064a\u0643\u0645"
WIDE = Budget(text_chars=1000, runs=100, pages=1, pixels=1)


def read(data: bytes, budget: Budget = WIDE) -> TextAnswer:
    part = split(data).parts[0]
    return read_body(part, body_of(data, part), budget)


@pytest.mark.parametrize(
    ("content", "declared", "encoding", "code"),
    [
        (b"plain", "windows-1256", "windows-1256", None),
        (SALAM.encode(), "utf-8", "utf-8", None),
        (SALAM.encode(), "windows-1252", "utf-8", Code.ENCODING_CONFLICT),
        (SALAM.encode("cp1256"), "utf-8", "windows-1256", Code.ENCODING_CONFLICT),
        (SALAM.encode("cp1256"), "windows-1256", "windows-1256", None),
        (SALAM.encode("cp1256"), None, "windows-1256", Code.ENCODING_GUESSED),
        (SALAM.encode(), None, "utf-8", None),
        (b"plain", "utf-16le", "utf-8", Code.ENCODING_CONFLICT),
        (SALAM.encode("utf-8-sig"), "windows-1256", "utf-8", None),
        (b"\x00\x01\x02\xff" * 50, None, "windows-1252", Code.ENCODING_GUESSED),
        (b"\xff\xff", "euc-kr", "windows-1251", Code.ENCODING_CONFLICT),
    ],
)
def test_which_encoding_counts(
    content: bytes, declared: str | None, encoding: str, code: Code | None
) -> None:
    assert encoding_of_text(content, declared) == (encoding, code)


def test_plain_text_with_its_place() -> None:
    data = b"Content-Type: text/plain; charset=windows-1256\n\n" + SALAM.encode("cp1256")
    found = read(data)
    assert (found.text, found.encoding, found.notices) == (SALAM, "windows-1256", ())
    assert [(run.byte_start, run.byte_end) for run in found.runs] == [(0, 10)]


def test_encodings_with_states_lead_to_the_whole_part() -> None:
    content = "\u65e5\u672c\n\u65e5".encode("iso-2022-jp")
    for kind in (b"plain", b"html"):
        found = read(b"Content-Type: text/%s; charset=ISO-2022-JP\n\n%s" % (kind, content))
        assert found.text.split() == ["\u65e5\u672c", "\u65e5"]
        (run,) = found.runs
        assert (run.byte_start, run.byte_end, run.exact) == (0, len(content), False)


def test_a_page_believes_its_mail_before_itself() -> None:
    page = b"<meta charset=utf-8><p>" + SALAM.encode("cp1256")
    found = read(b"Content-Type: text/html; charset=windows-1256\n\n" + page)
    assert (found.text, found.encoding) == (SALAM, "windows-1256")


def test_budgets_hold() -> None:
    narrow = Budget(text_chars=4, runs=100, pages=1, pixels=1)
    found = read(b"Content-Type: text/plain; charset=utf-8\n\nlong text", narrow)
    assert (found.text, found.notices) == ("long", (Told(Code.TEXT_CUT, 4),))
    found = read(b"Content-Type: text/plain; charset=utf-7\n\nlong text", narrow)
    assert (found.text, found.notices) == ("long", (Told(Code.TEXT_CUT, 4),))
    assert is_cut(found.notices[0])
    assert told((*found.notices, Told(Code.BLANK), Told(Code.HIDDEN_KEPT, 2))) == [
        Told(Code.HIDDEN_KEPT, 2)
    ]


def test_what_cannot_be_decoded_is_marked() -> None:
    found = read(b"Content-Type: text/plain; charset=utf-8\n\n" + SALAM.encode() * 9 + b"\xff")
    assert found.notices == (Told(Code.BYTES_UNDECODABLE, 1),)
    assert read(b"Content-Type: text/plain\n\n \n").text == ""


def test_transfer_encodings_are_undone() -> None:
    data = b"Content-Transfer-Encoding: base64\n\nYWJj*"
    assert body_of(data, split(data).parts[0]) == (b"abc", None, True)
    data = b"Content-Transfer-Encoding: x-own\n\nabc"
    assert body_of(data, split(data).parts[0]) == (b"abc", data.index(b"abc"), True)
