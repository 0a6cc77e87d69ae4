from __future__ import annotations

from collections.abc import Callable

from amana.reading import Outcome

Read = Callable[..., Outcome]

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VTIMEZONE
TZID:Asia/Damascus
END:VTIMEZONE
BEGIN:VEVENT
UID:1
DTSTART;TZID=Asia/Damascus:20240101T100000
SUMMARY:Meeting\\, first
ATTENDEE;CN=Bo;PARTSTAT=ACCEPTED:mailto:bo@b.example
ATTACH;FMTTYPE=text/plain;ENCODING=BASE64;VALUE=BINARY;FILENAME=a.txt:YWJj
ATTACH:https://a.example/b
BEGIN:VALARM
ACTION:DISPLAY
END:VALARM
END:VEVENT
END:VCALENDAR
"""


def test_events_with_their_zones_and_what_is_attached(read: Read) -> None:
    outcome = read(CALENDAR.encode(), "a.ics")
    assert outcome.reading is not None
    assert outcome.reading.text == (
        "DTSTART (Asia/Damascus): 20240101T100000\nSUMMARY: Meeting, first\n"
        "ATTENDEE (Bo, ACCEPTED): mailto:bo@b.example\nATTACH: https://a.example/b\n"
        "ACTION: DISPLAY"
    )
    assert [block.hints for block in outcome.reading.blocks] == [("vevent",), ("valarm",)]
    assert [child.path for child in outcome.children] == ["a.txt"]
    facts = dict(outcome.reading.metadata)
    assert facts["dc:title"] == "Meeting, first"
    assert facts["ical:start"] == "20240101T100000 Asia/Damascus"


def test_unbalanced_components_end(read: Read) -> None:
    assert read(b"BEGIN:VCALENDAR\n" + b"BEGIN:X\n" * 5000, "a.ics").state.value == "read-empty"
    assert read(b"BEGIN:VCALENDAR\nEND:A\nEND:B\nEND:C\nSUMMARY:a\n", "a.ics").reading is not None


def test_a_calendar_without_text_says_what_is_there(read: Read) -> None:
    empty = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n%sEND:VCALENDAR\r\n"
    event = b"BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\n"
    assert "1 entry is there" in (read(empty % event, "a.ics").reason or "")
    assert read(empty % b"", "a.ics").reason == "nothing is inside"
