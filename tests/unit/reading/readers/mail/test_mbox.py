from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from amana.reading.notices import Code
from amana.reading.readers.intake import BytesContent, GiveUp
from amana.reading.readers.mail import mbox
from amana.reading.readers.mail.mbox import Mailbox, libraries, read, warm
from amana.reading.wire import Told

FROM = b"From a@example.org Mon Mar  2 10:00:00 2026\n"
ONE = b"From: A <a@x>\nDate: Mon, 2 Mar 2026 10:00:00 +0300\nSubject: =?utf-8?q?=D8=B3?=\n\none\n"
TWO = b"Subject: two\n\nFrom here on it went well.\n\nFrom the town\n"


def test_messages_are_slices_and_the_text_is_a_table(open_mail: Callable[..., Any]) -> None:
    data = FROM + ONE + b"\n" + FROM + TWO + b"\n"
    found = open_mail(read, data)
    assert found.text == "1\t2026-03-02T10:00:00+03:00\tA <a@x>\t\u0633\n2\t\t\ttwo"
    assert found.bytes == {b"1": ONE, b"2": TWO}
    assert found.codes == set()
    assert found.facts == {"mbox:messages": "2"}
    run = found.answer.runs[1]
    assert data[run.byte_start : run.byte_end] == FROM + b"Subject: two\n\n"
    assert [block.tag for block in found.answer.blocks] == ["tr", "tr"]


@pytest.mark.parametrize("chunk", [1, 7, 50, 4 << 20])
def test_wherever_a_piece_ends_the_messages_are_the_same(
    open_mail: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr(mbox, "_CHUNK", chunk)
    data = (FROM + ONE + b"\n>From x\n" + b"\n" + FROM + TWO + b"\n") * 3
    found = open_mail(read, data.replace(b"\n", b"\r\n"))
    assert len(found.rows) == 6
    assert found.bytes[b"2"] == TWO.replace(b"\n", b"\r\n")
    assert Told(Code.FROM_QUOTED, 3) in found.answer.notices


@pytest.mark.parametrize(
    "line",
    [
        b"From - Mon Mar  2 10:00:00 2026",
        b"From 123@xxx Mon Mar 02 10:00:00 +0000 2026",
        b'From "a b"@example.org Mon Mar  2 10:00 EST 2026',
        b"From MAILER DAEMON Mon Mar  2 10:00:00 2026 remote from x",
        b"From a@x Mon, 2 Mar 2026 10:00:00 +0300",
    ],
)
def test_lines_by_which_messages_begin(open_mail: Callable[..., Any], line: bytes) -> None:
    assert len(open_mail(read, (line + b"\n" + ONE + b"\n") * 2).rows) == 2


def test_a_line_in_a_text_begins_no_message(open_mail: Callable[..., Any]) -> None:
    for text in (b"\nFrom Monday on\n", b"text\n" + FROM, b"\nFrom a@x\n"):
        assert len(open_mail(read, FROM + ONE + text + b"\n").rows) == 1


def test_a_length_counts_where_it_is_right(open_mail: Callable[..., Any]) -> None:
    inner = b"text\n\n" + FROM + b"Subject: quoted\n\nnever a message\n"
    head = b"Subject: one\nContent-Length: %d\n\n"
    message = head % len(inner) + inner
    found = open_mail(read, FROM + message + b"\n" + FROM + TWO)
    assert found.bytes == {b"1": message, b"2": TWO}
    assert open_mail(read, FROM + message).bytes == {b"1": message}
    wrong = head % 5 + inner
    assert len(open_mail(read, FROM + wrong + b"\n" + FROM + TWO).rows) == 3


def test_what_stands_before_the_first_message_is_inside(open_mail: Callable[..., Any]) -> None:
    found = open_mail(read, b"\xef\xbb\xbf\n" + FROM + ONE)
    assert list(found.bytes) == [b"1"]
    found = open_mail(read, b"lost lines\n\n" + FROM + ONE)
    assert found.bytes == {b"preamble": b"lost lines\n\n", b"1": ONE}
    assert found.codes == {Code.TEXT_OUTSIDE_PARTS}


def test_without_messages_it_is_no_mailbox(open_mail: Callable[..., Any]) -> None:
    with pytest.raises(GiveUp) as raised:
        open_mail(read, b"nothing\n")
    assert raised.value.code is Code.CONTAINER_BROKEN
    assert open_mail(read, b"").codes == {Code.EMPTY_FILE}


def test_budgets_hold(open_mail: Callable[..., Any]) -> None:
    data = (FROM + ONE + b"\n") * 5
    found = open_mail(read, data, text_chars=80)
    assert (found.codes, len(found.rows)) == ({Code.TEXT_CUT}, 5)
    assert len(found.text) <= 80
    assert len(open_mail(read, data, runs=2).answer.runs) == 2


def test_it_works_here() -> None:
    warm()
    assert libraries() == ()


class Counted(BytesContent):
    """Counts the bytes that are asked for."""

    asked = 0

    def at(self, start: int, length: int) -> bytes:
        found = super().at(start, length)
        self.asked += len(found)
        return found


def test_small_messages_cost_what_they_are_and_no_more() -> None:
    one = b"From a@example.org Mon Mar  2 10:00:00 2026\nSubject: x\n\n" + b"Text.\n" * 50 + b"\n"
    mailbox = Counted(one * 2000)
    for entry in (box := Mailbox(mailbox)).entries():
        box.head(entry)
    assert mailbox.asked < 2000 * 8192


def test_a_long_header_is_read_to_its_end() -> None:
    long = b"X-Long: " + b"x" * 5000 + b"\n"
    data = b"From a Mon Mar  2 10:00:00 2026\n" + long + b"Subject: late\n\nText\n"
    box = Mailbox(BytesContent(data))
    (entry,) = box.entries()
    assert [field.name for field in box.head(entry)[1].fields] == ["x-long", "subject"]
