from __future__ import annotations

from collections.abc import Callable

import pytest

from amana.reading import Outcome
from amana.records import Block, Reading

Read = Callable[..., Outcome]

HEAD = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head><body>'
    '<div class="page_wrap">\n<div class="page_header"><div class="content">'
    '<div class="text bold">Harbour watch</div></div></div>'
    '<div class="page_body chat_page"><div class="history">'
)
DAY = '<div class="message service" id="message-1"><div class="body details">3 May 2024</div></div>'


def message(
    number: int, time: str, inside: str, sender: str | None = None, *, zone: str = " UTC+03:00"
) -> str:
    """Return a message as Telegram writes it; without a sender it goes on from the one before."""
    user = '<div class="pull_left userpic_wrap"><div class="initials">NH</div></div>'
    name = f'<div class="from_name">\n{sender}\n</div>'
    return (
        f'<div class="message default clearfix{"" if sender else " joined"}" id="message{number}">'
        f'{user if sender else ""}<div class="body"><div class="pull_right date details" '
        f'title="03.05.2024 {time}:09{zone}">{time}</div>'
        f"{name if sender else ''}{inside}</div></div>"
    )


def text(said: str) -> str:
    return f'<div class="text">{said}</div>'


def chat(*messages: str) -> bytes:
    return (HEAD + DAY + "".join(messages) + "</div></div></div></body></html>").encode()


@pytest.fixture
def told(read: Read) -> Callable[..., tuple[Reading, list[Block]]]:
    """Read a chat; return the reading and the blocks of its messages."""

    def ask(*messages: str) -> tuple[Reading, list[Block]]:
        outcome = read(chat(*messages), "messages.html")
        assert outcome.recipe.step == "reading/telegram-page"
        reading = outcome.reading
        assert reading is not None
        marked = [b for b in reading.blocks if {"message", "notice"} & set(b.hints)]
        return reading, marked

    return ask


Told = Callable[..., tuple[Reading, list[Block]]]


def test_messages_with_sender_and_times(told: Told) -> None:
    reading, (day, first, second) = told(
        message(
            7, "14:05", '<div class="text">The <b>bridge</b> is closed<br>now</div>', "N. Haddad"
        ),
        message(8, "14:06", text("السلام عليكم")),
    )
    assert day.hints == ("notice", "number:-1")
    assert first.hints == (
        *("message", "sender:N. Haddad", "time:03.05.2024 14:05:09 UTC+03:00"),
        *("number:7", "at:2024-05-03T11:05:09Z"),
    )
    words = reading.text[first.char_start : first.char_end]
    assert words.split("\n") == ["14:05", "N. Haddad", "The bridge is closed", "now"]
    assert second.hints[1] == "sender:N. Haddad"
    assert reading.text[second.char_start : second.char_end].endswith("السلام عليكم")
    facts = [pair for pair in reading.metadata if pair[0].startswith("chat:")]
    assert facts == [
        ("chat:application", "Telegram"),
        ("chat:messages", "2"),
        ("chat:participant", "N. Haddad"),
    ]


def test_answers_files_and_what_was_forwarded(told: Told) -> None:
    inside = (
        '<div class="reply_to details">In reply to <a href="#go_to_message7">this message</a></div>'
        f'<div class="forwarded body"><div class="from_name">Salma</div>{text("words")}'
        '</div><div class="media_wrap clearfix"><a class="photo_wrap clearfix pull_left" '
        'href="photos/a&amp;b.jpg"><img class="photo" src="photos/a_thumb.jpg"/></a></div>'
    )
    _, (_, one) = told(message(9, "09:00", inside, "Omar", zone=""))
    assert {"sender:Omar", "answers:7", "file:photos/a&b.jpg"} <= set(one.hints)
    assert not any(hint.startswith("at:") for hint in one.hints)


def test_an_identifier_inside_of_a_message_is_no_message(told: Told) -> None:
    _, blocks = told(message(1, "10:00", '<div class="text" id="message5">words</div>', "Omar"))
    assert [hint for block in blocks for hint in block.hints if hint.startswith("number:")] == [
        "number:-1",
        "number:1",
    ]
