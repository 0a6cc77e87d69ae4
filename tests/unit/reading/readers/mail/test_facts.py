from __future__ import annotations

from amana.reading.readers.mail.facts import called, facts_of, split_addresses
from amana.reading.readers.mail.fields import Lines, read_head


def facts(data: bytes) -> list[tuple[str, str]]:
    return list(facts_of(data, read_head(Lines(data), 0, len(data)), "utf-8"))


def test_addresses_are_cut_outside_of_quotes_comments_and_brackets() -> None:
    value = b'"A, B" <a@x>, (c, d) e@x; <f,g@x>, "h \\", i" <j@x>,, k'
    assert split_addresses(value) == [
        b'"A, B" <a@x>',
        b"(c, d) e@x",
        b"<f,g@x>",
        b'"h \\", i" <j@x>',
        b"k",
    ]
    assert split_addresses(b"((((" * 5 + b"a, b") == [b"((((" * 5 + b"a, b"]
    assert split_addresses(b'"never closed, a') == [b'"never closed, a']
    assert split_addresses(b"") == []


def test_how_somebody_is_called() -> None:
    assert called('"A. Writer" <a@x>') == "A. Writer"
    assert called("<a@x>") == "a@x"
    assert called("a@x") == "a@x"
    assert called("<>") == "<>"


def test_what_a_header_says() -> None:
    found = facts(
        b"Received: last hop\nReceived: in between\nReceived: first hop\n"
        b"From: =?utf-8?q?A,_B?= <a@x>, c@x\nTo: d@x\nTo: e@x\nBcc: f@x\nSubject: s\n"
        b"Date: Mon, 2 Mar 2026 10:00:00 +0300\nMessage-ID: <1@x>\n"
        b"X-Originating-IP: [192.0.2.1]\n\n"
    )
    assert found == [
        ("dc:title", "s"),
        ("dc:creator", "A, B"),
        ("dc:creator", "c@x"),
        ("dcterms:created", "2026-03-02T10:00:00+03:00"),
        ("mail:from", "A, B <a@x>"),
        ("mail:from", "c@x"),
        ("mail:to", "d@x"),
        ("mail:to", "e@x"),
        ("mail:bcc", "f@x"),
        ("mail:date", "Mon, 2 Mar 2026 10:00:00 +0300"),
        ("mail:message-id", "<1@x>"),
        ("mail:x-originating-ip", "[192.0.2.1]"),
        ("mail:received", "last hop"),
        ("mail:received", "first hop"),
    ]
    assert facts(b"Date: never\n\n") == [("mail:date", "never")]
