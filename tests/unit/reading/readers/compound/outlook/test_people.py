from __future__ import annotations

from amana.reading.readers.compound.outlook.bag import Bag, stream_name
from amana.reading.readers.compound.outlook.people import people


def bag(**texts: str) -> Bag:
    streams = {
        stream_name(int(name[1:], 16), 0x1F): text.encode("utf-16-le")
        for name, text in texts.items()
    }
    return Bag(streams, 8)


def test_people_are_shown_as_headers_show_them() -> None:
    mail = bag(x0042="Ana Poe", x0065="ana@example.org", x0C1A="Desk", x0C1F="desk@example.org")
    found = people(mail, [("r1", bag(x3001="'bo@example.org'", x3003="bo@example.org"))])
    assert [(person.role, str(person)) for person in found] == [
        ("From", "Ana Poe <ana@example.org>"),
        ("Sender", "Desk <desk@example.org>"),
        ("To", "'bo@example.org'"),
    ]


def test_without_recipients_the_line_that_was_shown_is_taken() -> None:
    found = people(bag(x0E04="Bo; Cy", x0E03="Di"), [])
    assert [(person.role, str(person)) for person in found] == [("To", "Bo; Cy"), ("Cc", "Di")]
