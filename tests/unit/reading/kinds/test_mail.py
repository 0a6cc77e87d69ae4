from __future__ import annotations

import pytest

from amana.reading.kinds.mail import count_headers, kind_of_mail

MAIL = "From: a@b.example\nTo: c@d.example\nSubject: hello\n\ntext"
POSTMARK = "From a@b.example Sat Jan  1 00:00:00 2022\n"


@pytest.mark.parametrize(
    ("text", "ending", "media_type"),
    [
        (MAIL, "", "message/rfc822"),
        ("639\n" + MAIL, "emlx", "message/rfc822"),
        ("639\n" + MAIL, "txt", None),
        ("Subject: one header\n\n", "eml", "message/rfc822"),
        ("Subject: one header\n\n", "", None),
        (POSTMARK + MAIL, "", "application/mbox"),
        (POSTMARK + "Received: from x\n\n", "mbox", "application/mbox"),
        (POSTMARK + "words", "mbox", None),
        ("Content-Type: multipart/related;\n" + MAIL, "eml", "message/rfc822"),
        ("Content-Type: multipart/related;\n" + MAIL, "mht", "multipart/related"),
        ("From: <Saved by Blink>\nSubject: a\nDate: b\n\n", "", "multipart/related"),
        ("From here on, words", "", None),
        ("Received: from x by y; date\n\ntext", "", "message/rfc822"),
        ("Received: yesterday\n\ntext", "", None),
        ("Comments: a\nContent-Type: b\nContent-Transfer-Encoding: c\n", "", "message/rfc822"),
    ],
)
def test_by_headers(text: str, ending: str, media_type: str | None) -> None:
    assert kind_of_mail(text, ending) == media_type


def test_headers_are_counted_once_and_folded_lines_belong_to_them() -> None:
    assert count_headers("To: a\n b\nTo: c\nX-Own: d\nDate: e\n") == 2
