from __future__ import annotations

import json
from collections.abc import Callable

from amana.reading import Outcome, locate
from amana.records import ByteRange

Read = Callable[..., Outcome]

CHAT = {
    "name": "Ada",
    "type": "personal_chat",
    "id": 1,
    "messages": [
        {"id": 1, "type": "service", "date": "2024-01-01T02:00:00", "date_unixtime": "1704067200",
         "actor": "Ada", "action": "phone_call", "text": "", "text_entities": []},
        {"id": 2, "type": "message", "date": "2024-01-01T02:01:00", "date_unixtime": "1704067260",
         "from": "آدا", "reply_to_message_id": 1, "file": "files/a.pdf", "mime_type": "x/y",
         "text": ["see ", {"type": "bold", "text": "here"}, ' "now"'],
         "text_entities": [{"type": "plain", "text": "see "}, {"type": "bold", "text": "here"}]},
    ],
}  # fmt: skip


def test_one_chat(read: Read) -> None:
    data = json.dumps(CHAT, ensure_ascii=False, indent=1).encode()
    reading = read(data, "result.json").reading
    assert reading is not None
    assert reading.media_type == "application/x-telegram-export+json"
    assert reading.text.splitlines() == [
        "Ada, personal_chat, 1",
        "2024-01-01T02:00:00 Ada phone_call ",
        '2024-01-01T02:01:00 آدا see here "now" [file: files/a.pdf]',
    ]
    assert [block.hints for block in reading.blocks] == [
        ("chat",),
        ("notice", "sender:Ada", "time:2024-01-01T02:00:00", "number:1", "at:2024-01-01T00:00:00Z"),
        ("message", "sender:آدا", "time:2024-01-01T02:01:00", "number:2", "answers:1",
         "at:2024-01-01T00:01:00Z", "file:files/a.pdf"),
    ]  # fmt: skip
    start = reading.text.index("آدا")
    (place,) = locate(reading, start, start + 3)
    assert isinstance(place, ByteRange)
    assert data[place.start : place.end].decode() == "آدا"
    assert dict(reading.metadata)["chat:messages"] == "2"


def test_a_whole_account(read: Read) -> None:
    account = {
        "about": "Here is the data you requested from Telegram",
        "personal_information": {"first_name": "Ada", "phone_number": "+000"},
        "contacts": {"list": [{"first_name": "Bo", "phone_number": "+111"}]},
        "chats": {"list": [CHAT, {**CHAT, "name": "Group"}]},
    }
    reading = read(json.dumps(account).encode(), "result.json").reading
    assert reading is not None
    lines = reading.text.splitlines()
    assert lines[:2] == [
        "first_name: Ada; phone_number: +000",
        "first_name: Bo; phone_number: +111",
    ]
    assert [value for key, value in reading.metadata if key == "chat:title"] == ["Ada", "Group"]
    assert dict(reading.metadata)["chat:messages"] == "4"


def test_a_cut_off_export_is_partly_read(read: Read) -> None:
    data = json.dumps(CHAT).encode()[:-40]
    outcome = read(data, "result.json")
    assert outcome.state.value == "partly-read"
    deep = (
        b'{"name":"a","type":"b","id":1,"messages":' + b"[" * 20_000 + b"1" + b"]" * 20_000 + b"}"
    )
    assert read(deep, "result.json").state.value in {"read", "partly-read", "read-empty"}
