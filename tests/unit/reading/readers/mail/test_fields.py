from __future__ import annotations

import pytest

from amana.reading.readers.mail.fields import (
    Lines,
    disposition,
    media_type,
    parameters,
    read_head,
    value_of,
    word_of,
)


def head(data: bytes) -> tuple[list[tuple[str, bytes]], bytes]:
    found = read_head(Lines(data), 0, len(data))
    return [(f.name, value_of(data, f)) for f in found.fields], data[found.body :]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r", b"\r\r\n"])
def test_fields_are_unfolded_whatever_the_line_ends_are(end: bytes) -> None:
    data = end.join([b"To: a,", b"\t b", b"SUBJECT : s", b"", b"body", b""])
    assert head(data) == ([("to", b"a, b"), ("subject", b"s")], end.join([b"body", b""]))


def test_a_line_that_is_no_field_begins_the_body() -> None:
    assert head(b"To: a\nHello there.\nCc: b\n")[1] == b"Hello there.\nCc: b\n"
    assert head(b"To: a\n--b:c\n")[1] == b"--b:c\n"
    assert head(b" folded from nowhere\n")[1] == b" folded from nowhere\n"


def test_the_line_of_a_mailbox_is_passed_over() -> None:
    assert head(b"From a@b Mon\n>From a@b Mon\nTo: a\n\n") == ([("to", b"a")], b"")


def test_a_header_without_end_is_a_header() -> None:
    assert head(b"To: a") == ([("to", b"a")], b"")
    assert head(b"") == ([], b"")


def test_a_value_is_cut_at_64_kib() -> None:
    ((_name, value),), _ = head(b"To: " + b"a" * 100_000)
    assert len(value) == 65_535


def test_parameters_quoted_bare_and_repeated() -> None:
    value = b'text/plain; charset="us\\-ascii" (what it is); name=a b; name=c; boundary = "x;y='
    assert parameters(value) == {"charset": b"us-ascii", "name": b"a", "boundary": b"x;y="}
    assert media_type(b" Text/PLAIN ; x=y") == ("text/plain", {"x": b"y"})
    assert media_type(b"text").word == ""
    assert disposition(b"Attachment; filename=x") == ("attachment", {"filename": b"x"})
    assert word_of(b"Base64 (so they say)") == "base64"


def test_parameters_in_sections_are_put_together() -> None:
    value = b"x; name*1*=%D8%A8; name*0*=utf-8'ar'%D8%A7; name*2=.txt; title*=utf-8''%41"
    assert parameters(value)["name"] == b"\xd8\xa7\xd8\xa8.txt"
    assert parameters(value)["name*"] == b"utf-8"
    assert parameters(value)["title"] == b"A"
    assert parameters(b"x; name*0=a; name*1=b") == {"name": b"ab"}
