"""The reader of Telegram's exports as web pages (`messages.html`).

The text is that of the page. Each message is one block, with the hints that the reader of JSON
gives: `message` or `notice`, `sender:…`, `time:…` as it stands in the page, `at:…` (universal time)
where the page states the zone, `number:…`, `answers:…`, `file:…`. A message without a name goes on
from the one before it, as Telegram draws it. All else of the page keeps the blocks of a web page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from msgspec import structs

from amana.reading.charsets import decode
from amana.reading.readers.facts import Facts
from amana.reading.readers.html import reader as page
from amana.reading.readers.html.source import find_encoding
from amana.reading.readers.intake import Content, Outlet, whole
from amana.reading.readers.sampling import read_sample
from amana.reading.wire import BlockRow, ReadOrder, TextAnswer

_HINT = 100
_MAX_PEOPLE = 200
_MESSAGE = re.compile(r'<div\b[^<>]*?\bclass="message ([^"<>]*+)"[^<>]*?\bid="message(-?\d{1,15})"')
_DATE = re.compile(r'\bdate details"\s++title="([^"<>]{1,60})"')
_ANSWERS = re.compile(r'class="reply_to details"[^<>]*+>[^<>]*+<a[^<>]*?\bgo_to_message(\d{1,15})"')
_FILE = re.compile(
    r'<a class="(?:photo_wrap|video_file_wrap|animated_wrap|sticker_wrap|media)\b[^"<>]*+"'
    r'\s++href="([^"<>]{1,1000})"'
)
_TOKEN = re.compile(r"message(-?\d{1,15})")
_MOMENT = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d:\d\d)(?: UTC([+-]\d\d):?(\d\d))?")


class Stated(NamedTuple):
    """What the markup of a message states beside its text."""

    service: bool
    joined: bool
    time: str
    answers: str
    files: tuple[str, ...]


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read an export. Its media are other files beside it; they are named, not linked."""
    del out
    data = whole(document)
    answer = page.read_bytes(data, order.budget)
    stated = dict(_stated(decode(data, find_encoding(data, None)[0])))
    facts = Facts()
    blocks = tuple(_Messages(answer, stated, facts).blocks())
    metadata = (*answer.metadata, *facts.pairs())
    return structs.replace(answer, blocks=blocks, metadata=metadata)


def _stated(source: str) -> Iterator[tuple[str, Stated]]:
    """Yield the number of each message and what its markup states."""
    starts = list(_MESSAGE.finditer(source))
    for at, start in enumerate(starts):
        end = starts[at + 1].start() if at + 1 < len(starts) else len(source)
        names = start.group(1).split()
        date = _DATE.search(source, start.end(), end)
        answers = _ANSWERS.search(source, start.end(), end)
        files = (
            html.unescape(found.group(1)) for found in _FILE.finditer(source, start.end(), end)
        )
        yield (
            start.group(2),
            Stated(
                "service" in names,
                "joined" in names,
                html.unescape(date.group(1)) if date else "",
                answers.group(1) if answers else "",
                tuple(files),
            ),
        )


class _Messages:
    """Puts the blocks of each message together."""

    def __init__(self, answer: TextAnswer, stated: dict[str, Stated], facts: Facts) -> None:
        self._answer = answer
        self._stated = stated
        self._facts = facts
        self._sender = ""

    def blocks(self) -> Iterator[BlockRow]:
        """Yield a block for each message, and those outside of messages as they are."""
        people: dict[str, None] = {}
        spoken = 0
        for number, group in _grouped(self._answer.blocks):
            stated = self._stated.get(number) if number is not None else None
            if number is None or stated is None:
                yield from group
                continue
            within = [block for block in group if "initials" not in block.hints] or group
            sender = self._named(within, stated)
            if sender:
                people[sender] = None
                spoken += 1
            hints = _hints(number, stated, sender)
            yield BlockRow(within[0].char_start, within[-1].char_end, "p", (), hints, 0)
        self._facts.add("chat:application", "Telegram")
        self._facts.add("chat:messages", spoken)
        for person in list(people)[:_MAX_PEOPLE]:
            self._facts.add("chat:participant", person)

    def _named(self, blocks: list[BlockRow], stated: Stated) -> str:
        """Return who sent a message; nobody sends what Telegram itself says."""
        if stated.service:
            return ""
        names = (b for b in blocks if "from_name" in b.hints and "forwarded" not in b.hints)
        first = next(names, None)
        if first is not None:
            self._sender = self._answer.text[first.char_start : first.char_end].strip()
        elif not stated.joined:
            self._sender = ""
        return self._sender


def _grouped(blocks: tuple[BlockRow, ...]) -> Iterator[tuple[str | None, list[BlockRow]]]:
    """Yield the blocks by the message that they stand in; None: in no message."""
    group: list[BlockRow] = []
    last: str | None = None
    for block in blocks:
        numbers = (_TOKEN.fullmatch(hint) for hint in block.hints)
        number = next((found.group(1) for found in numbers if found), None)
        if group and number != last:
            yield last, group
            group = []
        group.append(block)
        last = number
    if group:
        yield last, group


def _hints(number: str, stated: Stated, sender: str) -> tuple[str, ...]:
    hints = ["notice" if stated.service else "message"]
    moment = _moment(stated.time)
    for name, said in (
        ("sender", sender),
        ("time", stated.time),
        ("number", number),
        ("answers", stated.answers),
        ("at", moment or ""),
    ):
        if said:
            hints.append(f"{name}:{said}"[:_HINT])
    return (*hints, *(f"file:{name}"[:_HINT] for name in stated.files[:10]))


def _moment(said: str) -> str | None:
    """Return a time of the page in EDTF; None where no zone is stated."""
    found = _MOMENT.fullmatch(said.strip())
    if found is None or found.group(5) is None:
        return None
    day, month, year, clock, hours, minutes = found.groups()
    try:
        moment = datetime.fromisoformat(f"{year}-{month}-{day}T{clock}{hours}:{minutes}")
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        return None


def libraries() -> tuple[tuple[str, str], ...]:
    """Nothing but Python decides the result."""
    return ()


def warm() -> None:
    """Read a chat of our own and make sure of the result."""
    page.warm()
    data = (
        b'<html><div class="message default clearfix" id="message7"><div class="body">'
        b'<div class="pull_right date details" title="01.01.2024 02:00:00 UTC+02:00">02:00</div>'
        b'<div class="from_name">Ada</div><div class="text">a</div></div></div>'
    )
    (block,) = read_sample(read, "telegram-page", data).blocks
    if "at:2024-01-01T00:00:00Z" not in block.hints or "sender:Ada" not in block.hints:
        raise RuntimeError("the reader of Telegram's pages does not read its own sample")
