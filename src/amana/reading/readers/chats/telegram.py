"""The reader of Telegram's exports in JSON: one chat, or everything an account holds.

Each message is a block: its time and sender as the export states them, then its text, then the
names of its files. `date` is the clock of the exporting machine, `date_unixtime` is universal:
from the latter comes the hint `at:…`. All else that an account's export holds (contacts, sessions)
is a block of names and values for each object. Media are other files beside it, only named.
"""

from __future__ import annotations

from datetime import UTC, datetime

from amana.reading.notices import Code
from amana.reading.readers.facts import Facts
from amana.reading.readers.intake import Content, Outlet, whole
from amana.reading.readers.jsonwalk import Damaged, Event, Step, string_at, walk
from amana.reading.readers.paragraphs import Full, Paragraphs, Place
from amana.reading.readers.sampling import read_sample
from amana.reading.wire import Budget, ReadOrder, TextAnswer, Told

_HINT = 100
_FILES = ("file", "photo", "file_name", "thumbnail")
_FIRST = ("date", "from", "actor", "action", "forwarded_from")
_SECONDS = 12
_DEEPEST = 40
_UNSAID = frozenset({"File not included. Change data exporting settings to download."})

Said = tuple[str, Place | None]


class _Open:
    """An object or array that is open: its own values, and the text pieces of a message."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.values: dict[str, Said] = {}
        self.pieces: list[Said] = []


class _Chats:
    """Puts the text together while the walk goes on."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        self._data = data
        self._open: list[_Open] = []
        self.text = Paragraphs(budget)
        self.messages = 0
        self.people: dict[str, None] = {}
        self.titles: dict[str, None] = {}

    def take(self, step: Step) -> None:
        """Take the next step of the walk; nothing that people write lies as deep as the limit."""
        if step.depth > _DEEPEST:
            return
        if step.event is Event.BEGIN:
            self._begin(step.name)
        elif step.event is Event.END:
            self._end(self._open.pop())
        elif step.event is Event.STRING:
            self._value(step.name, string_at(self._data, step.start, step.end))
        else:
            raw = self._data[step.start : step.end].decode("utf-8", "replace")
            self._value(step.name, (raw, Place(step.start, step.end, exact=raw.isascii())))

    def _begin(self, name: str) -> None:
        if name == "messages" and self._open:
            self._title(self._open[-1])
        self._open.append(_Open(name))

    def _value(self, name: str, said: Said) -> None:
        message = self._message()
        if message is not None and self._is_text(name):
            message.pieces.append(said)
        elif self._open:
            self._open[-1].values[name or str(len(self._open[-1].values))] = said

    def _is_text(self, name: str) -> bool:
        """Tell whether a value is a piece of the text: the text itself, or within it."""
        inner = [row.name for row in self._open[self._depth() + 1 :]]
        return (name == "text" and inner in ([], ["text", ""])) or (not name and inner == ["text"])

    def _depth(self) -> int:
        """Return the place of the innermost message among what is open, -1 for none."""
        for at in range(len(self._open) - 1, 0, -1):
            if not self._open[at].name and self._open[at - 1].name == "messages":
                return at
        return -1

    def _message(self) -> _Open | None:
        at = self._depth()
        return self._open[at] if at >= 0 else None

    def _title(self, chat: _Open) -> None:
        title = chat.values.pop("name", None)
        if title is None:
            return
        self.titles[title[0]] = None
        self.text.put(*title)
        for name in ("type", "id"):
            if name in chat.values:
                self.text.put(", ")
                self.text.put(*chat.values.pop(name))
        self.text.end("h2", hints=("chat",))

    def _end(self, closed: _Open) -> None:
        if not closed.name and self._open and self._open[-1].name == "messages":
            self._put_message(closed)
        elif closed.values and self._message() is None:
            self._put_values(closed)
        elif closed.values and "text" not in {row.name for row in self._open} | {closed.name}:
            inside = self._message()
            if inside is not None and closed.name not in {"text_entities", ""}:
                said = " ".join(text for text, _place in closed.values.values())
                inside.values.setdefault(closed.name, (said, None))

    def _put_values(self, closed: _Open) -> None:
        for number, (name, said) in enumerate(closed.values.items()):
            self.text.put(("; " if number else "") + (f"{name}: " if not name.isdigit() else ""))
            self.text.put(*said)
        self.text.end("p", hints=(closed.name[:_HINT],) if closed.name else ())

    def _put_message(self, closed: _Open) -> None:
        values = closed.values
        sender = values.get("from") or values.get("actor")
        for name in _FIRST:
            if name in values and values[name][0] != "null":
                self.text.put("forwarded from " if name == "forwarded_from" else "")
                self.text.put(*values[name])
                self.text.put(" ")
        for piece in closed.pieces:
            self.text.put(*piece)
        for name in (*_FILES, "location_information", "contact_information", "poll"):
            if name in values and values[name][0] not in _UNSAID:
                self.text.put(f" [{name.partition('_')[0]}: ")
                self.text.put(*values[name])
                self.text.put("]")
        if self.text.end("p", hints=_hints(values, sender)):
            self.messages += 1
            if sender is not None:
                self.people[sender[0]] = None


def _hints(values: dict[str, Said], sender: Said | None) -> tuple[str, ...]:
    spoken = values.get("type", ("message", None))[0] != "service"
    hints = ["message" if spoken else "notice"]
    if sender is not None:
        hints.append(f"sender:{sender[0]}"[:_HINT])
    for name, hint in (("date", "time"), ("id", "number"), ("reply_to_message_id", "answers")):
        if name in values:
            hints.append(f"{hint}:{values[name][0]}"[:_HINT])
    moment = _moment(values.get("date_unixtime", ("", None))[0])
    if moment is not None:
        hints.append(f"at:{moment}")
    return (*hints, *(f"file:{values[n][0]}"[:_HINT] for n in _FILES[:2] if n in values))


def _moment(seconds: str) -> str | None:
    """Return the moment of Unix seconds in EDTF."""
    if not seconds.isdecimal() or len(seconds) > _SECONDS:
        return None
    try:
        return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, ValueError, OSError):
        return None


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read an export."""
    del out
    data = whole(document)
    chats = _Chats(data, order.budget)
    notices: list[Told] = []
    try:
        for step in walk(data):
            chats.take(step)
    except Damaged:
        notices.append(Told(Code.STRUCTURE_DAMAGED, 1))
    except Full as full:
        notices.append(Told(full.code, chats.text.length))
    facts = Facts()
    facts.add("chat:application", "Telegram")
    facts.add("chat:messages", chats.messages)
    for title in chats.titles:
        facts.add("chat:title", title)
    for person in chats.people:
        facts.add("chat:participant", person)
    return chats.text.answer(notices=tuple(notices), metadata=facts.pairs(), encoding="utf-8")


def libraries() -> tuple[tuple[str, str], ...]:
    """Nothing but Python decides the result."""
    return ()


def warm() -> None:
    """Read a chat of our own and make sure of the result."""
    data = (
        b'{"name":"A","type":"personal_chat","id":1,"messages":[{"id":1,"type":"message",'
        b'"date":"2024-01-01T02:00:00","date_unixtime":"1704067200","from":"Ada",'
        b'"text":["a\\u0301",{"type":"bold","text":"b"}]}]}'
    )
    answer = read_sample(read, "telegram", data)
    if "2024-01-01T02:00:00 Ada a\u0301b" not in answer.text:
        raise RuntimeError("the reader of Telegram exports does not read its own sample")
