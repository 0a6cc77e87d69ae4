"""The reader of WhatsApp's exports: the text is the decoded original, unchanged, and exact.

Each message is a block, and so is what WhatsApp itself says ("… created the group"). The hints of
a block say what it is: `message` or `notice`, `sender:…`, `time:…` as it is written, `file:…` for
what is named as attached, and `at:…` (EDTF, without a zone: the telephone's) only where all dates
of the export together leave one order of day and month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import structs

from amana.reading.chatline import MARKS, Beginning, beginning
from amana.reading.readers import text
from amana.reading.readers.facts import Facts
from amana.reading.readers.intake import Content, Outlet
from amana.reading.readers.sampling import read_sample
from amana.reading.wire import BlockRow, ReadOrder, TextAnswer

_MAX_BLOCKS = 400_000
_MAX_PEOPLE = 200
_HINT = 100
_YEAR = 1000
_MONTHS = 12
_NOON = 12
_MARKS = re.compile(f"[{MARKS}]")
_ATTACHED = re.compile(
    r"<[^<>:\n]{1,40}: ([^<>\n]{1,90})>\s*$|^([^\n()]{1,90}\.\w{2,5}) \([^()\n]{1,40}\)\s*$"
)
_AM = frozenset({"am", "ص", "قظ", "上午"})


class Message(NamedTuple):
    """A message from code point `start` to `end`, and how it begins."""

    start: int
    end: int
    how: Beginning
    sender: str | None
    said: str


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read an export. Its media are other files beside it; they are named, not linked."""
    answer = text.read(document, order, out)
    messages = list(_messages(answer.text))
    if not messages:
        return answer
    dates = {message.how.date for message in messages}
    arranged = arrangement(dates)
    blocks = tuple(
        BlockRow(m.start, m.end, "p", (), _hints(m, arranged), 0) for m in messages[:_MAX_BLOCKS]
    )
    return structs.replace(answer, blocks=blocks, metadata=_facts(messages, arranged))


def _messages(whole: str) -> Iterator[Message]:
    at = start = end = 0
    head: Beginning | None = None
    first = ""
    for line in whole.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        begins = beginning(bare)
        if begins is not None:
            if head is not None:
                yield _message(start, end, head, first)
            head, start, first = begins, at, bare
        if bare.strip():
            end = at + len(bare)
        at += len(line)
    if head is not None:
        yield _message(start, end, head, first)


def _message(start: int, end: int, how: Beginning, line: str) -> Message:
    sender = None
    if how.sender_end is not None:
        sender = _MARKS.sub("", line[how.start : how.sender_end]).strip() or None
    return Message(start, end, how, sender, line[how.said :])


def arrangement(dates: set[tuple[int, int, int]]) -> tuple[int, int, int] | None:
    """Return which numbers of a date are year, month and day, where all dates leave one way.

    Rules, first match wins:

    1. A first number beyond 999 in each date: year, month, day.
    2. A first number beyond 12 somewhere, and no second one: day, month, year.
    3. A second number beyond 12 somewhere, and no first one: month, day, year.
    4. Otherwise the order is not certain.
    """
    if all(first >= _YEAR for first, _, _ in dates):
        return (0, 1, 2)
    if any(first >= _YEAR for first, _, _ in dates):
        return None
    over_first = any(first > _MONTHS for first, _, _ in dates)
    over_second = any(second > _MONTHS for _, second, _ in dates)
    if over_first == over_second:
        return None
    return (2, 1, 0) if over_first else (2, 0, 1)


def _moment(how: Beginning, arranged: tuple[int, int, int] | None) -> str | None:
    """Return the moment in EDTF, without a zone; None where it is not certain."""
    if arranged is None:
        return None
    year, month, day = (how.date[place] for place in arranged)
    hour, minute, second = how.time
    if how.half is not None:
        word = re.sub(r"[.\s]", "", how.half).lower()
        hour = hour % _NOON + (0 if word in _AM else _NOON)
    year += 2000 if year < 100 else 0  # noqa: PLR2004 - two digits: WhatsApp began in 2009
    if not (1 <= month <= _MONTHS and 1 <= day <= 31 and hour < 24 and _YEAR <= year <= 9999):  # noqa: PLR2004 - calendar
        return None
    clock = f"{hour:02}:{minute:02}" + (f":{second:02}" if second is not None else "")
    return f"{year}-{month:02}-{day:02}T{clock}"


def _hints(message: Message, arranged: tuple[int, int, int] | None) -> tuple[str, ...]:
    hints = ["message" if message.sender else "notice"]
    if message.sender:
        hints.append(f"sender:{message.sender}"[:_HINT])
    hints.append(f"time:{_MARKS.sub('', message.how.stamp)}"[:_HINT])
    moment = _moment(message.how, arranged)
    if moment is not None:
        hints.append(f"at:{moment}")
    named = attached(message.said)
    if named and message.sender:
        hints.append(f"file:{named}"[:_HINT])
    return tuple(hints)


def attached(said: str) -> str | None:
    """Return the name of the file that a message says is attached.

    iOS writes `<attached: NAME>`, Android `NAME (file attached)`, each in its language.
    """
    found = _ATTACHED.search(_MARKS.sub("", said))
    return (found.group(1) or found.group(2)).strip() if found else None


def _facts(
    messages: list[Message], arranged: tuple[int, int, int] | None
) -> tuple[tuple[str, str], ...]:
    facts = Facts()
    spoken = [message for message in messages if message.sender]
    facts.add("chat:application", "WhatsApp")
    facts.add("chat:messages", len(spoken))
    facts.add("chat:notices", len(messages) - len(spoken))
    facts.add("chat:first", _MARKS.sub("", messages[0].how.stamp))
    facts.add("chat:last", _MARKS.sub("", messages[-1].how.stamp))
    names = {(0, 1, 2): "year-month-day", (2, 1, 0): "day-month-year", (2, 0, 1): "month-day-year"}
    facts.add("chat:date-order", names[arranged] if arranged else "uncertain")
    people = dict.fromkeys(message.sender for message in spoken)
    for person in list(people)[:_MAX_PEOPLE]:
        facts.add("chat:participant", person or "")
    return facts.pairs()


def libraries() -> tuple[tuple[str, str], ...]:
    """Nothing but Python decides the result."""
    return ()


def warm() -> None:
    """Read a chat of our own and make sure of the result."""
    text.warm()
    data = "31/12/2023, 10:15 \u0645 - Ada: \u0633\u0644\u0627\u0645\nb".encode()
    answer = read_sample(read, "whatsapp", data)
    if len(answer.blocks) != 1 or "at:2023-12-31T22:15" not in answer.blocks[0].hints:
        raise RuntimeError("the reader of WhatsApp exports does not read its own sample")
