r"""The reader of JSON lines (one JSON value in a line, RFC 8259): a table with a row for each line.

The number of a row is that of its line (`sed -n 17p`). Columns are the names of members, those of
objects inside as a path (`user.name`); lists stand as JSON. Strings are decoded: `\u0633` is a
letter here, so that it can be found. Numbers stand as they are written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from amana.reading.charsets import WIDE, codec, decode, import_decoders
from amana.reading.guess import guess
from amana.reading.notices import Code
from amana.reading.readers import tables
from amana.reading.readers.facts import Facts
from amana.reading.readers.intake import Content, Outlet, whole
from amana.reading.readers.sampling import must_read
from amana.reading.wire import ReadOrder, TextAnswer, Told

TABLE = "lines"
_LOOKED_AT = 20_000  # lines whose names make the columns
_MOST_COLUMNS = 500
_DEEPEST = 8
_HEAD = 1 << 16
_LONGEST_WIDE = 128 << 20
_ANYTHING = object()

Member = tuple[str, object]


class _Number(str):
    """A number as it is written."""

    __slots__ = ()


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read lines of JSON. Nothing is inside them."""
    del out
    data = whole(document)
    found = guess(data[:_HEAD]) if data else None
    if found is None:
        code = Code.NOT_TEXT if data else Code.EMPTY_FILE
        return TextAnswer(text="", notices=(Told(code),))
    lines = _Lines(data, found.encoding)
    columns = lines.columns()
    table = tables.Table(TABLE, columns, lines.rows(columns), titled=False)
    written = tables.write([table], order.budget)
    facts = Facts()
    facts.add("jsonl:lines", lines.count)
    facts.add("jsonl:columns", len(columns))
    notices = (
        *([] if found.certain else [Told(Code.ENCODING_GUESSED)]),
        *([Told(Code.STRUCTURE_DAMAGED, lines.damaged)] if lines.damaged else []),
        *([Told(Code.TEXT_CUT, len(written.text))] if lines.cut else []),
        *written.notices,
        *([] if written.text else [Told(Code.CONTAINER_EMPTY)]),
    )
    return TextAnswer(
        text=written.text,
        encoding=found.encoding,
        rows=written.rows,
        blocks=written.blocks,
        part_names=written.part_names,
        metadata=facts.pairs(),
        notices=notices,
    )


class _Lines:
    """The lines one by one; `damaged` counts those that are no JSON."""

    def __init__(self, data: bytes, encoding: str) -> None:
        self.cut = encoding in WIDE and len(data) > _LONGEST_WIDE
        if encoding in WIDE:
            data = data[:_LONGEST_WIDE].decode(codec(encoding), "replace").encode()
            encoding = "utf-8"
        self._data = data
        self._encoding = encoding
        self.count = self.damaged = 0

    def _all(self) -> Iterator[tuple[int, str]]:
        """Yield number and text of each line that is not blank; lines end at line feeds only."""
        at, number = 0, 0
        while at < len(self._data):
            end = self._data.find(b"\n", at)
            end = len(self._data) if end < 0 else end
            number += 1
            line = decode(self._data[at:end], self._encoding)
            line = line.lstrip("\ufeff").strip() if number == 1 else line.strip()
            if line:
                yield number, line
            at = end + 1

    def columns(self) -> tuple[str, ...]:
        """Return the names that stand in the first lines, in the order in which they come."""
        names: dict[str, None] = {}
        for looked_at, (_number, line) in enumerate(self._all()):
            if looked_at == _LOOKED_AT or len(names) >= _MOST_COLUMNS:
                break
            for name in _pairs(_members(_parsed(line))):
                names.setdefault(name)
        return tuple(names)[:_MOST_COLUMNS]

    def rows(self, columns: tuple[str, ...]) -> Iterator[tables.TableRow]:
        """Yield the rows; what stands under other names than the columns comes behind them."""
        known = frozenset(columns)
        for number, line in self._all():
            self.count += 1
            value = _parsed(line)
            if value is _ANYTHING:
                self.damaged += 1
                yield tables.TableRow(number, (tables.Value(None, _clean(line)),))
                continue
            members = _pairs(_members(value))
            values = [tables.Value(name, _shown(members.get(name))) for name in columns]
            more = ((name, said) for name, said in members.items() if name not in known)
            values += [tables.Value(name, _shown(said)) for name, said in more]
            while values and not values[-1].text:
                values.pop()
            yield tables.TableRow(number, tuple(values))


def _parsed(line: str) -> object:
    """Return the value of a line, or `_ANYTHING` where it is none."""
    try:
        return json.loads(
            line,
            parse_int=_Number,
            parse_float=_Number,
            parse_constant=_Number,
            object_pairs_hook=_pairs,
        )
    except (ValueError, RecursionError):
        return _ANYTHING


def _pairs(pairs: Iterable[Member]) -> dict[str, object]:
    """Return an object; a name that stands there again gets a number, so that nothing is lost."""
    found: dict[str, object] = {}
    again: dict[str, int] = {}
    for name, value in pairs:
        if name not in found:
            found[name] = value
            continue
        again[name] = again.get(name, 1) + 1
        found[f"{name} ({again[name]})"] = value
    return found


def _members(value: object, path: str = "", depth: int = 0) -> Iterator[Member]:
    """Yield what stands in a value by its path; a value that is no object is the one `value`."""
    if not isinstance(value, dict):
        if value is not _ANYTHING:
            yield path or "value", value
        return
    for name, inner in value.items():
        full = f"{path}.{_clean(name)}" if path else _clean(name)
        if isinstance(inner, dict) and inner and depth < _DEEPEST:
            yield from _members(inner, full, depth + 1)
        else:
            yield full, inner


def _shown(value: object) -> str:
    if value is None:
        return ""
    return _clean(value if isinstance(value, str) else _json(value))


def _json(value: object) -> str:
    """Return a value as JSON, with its letters and numbers as they are."""
    match value:
        case _Number():
            return value
        case dict():
            members = (f"{_json(name)}:{_json(inner)}" for name, inner in value.items())
            return "{" + ",".join(members) + "}"
        case list():
            return "[" + ",".join(_json(inner) for inner in value) + "]"
        case _:
            return json.dumps(value, ensure_ascii=False)


def _clean(text: str) -> str:
    """Return text without halves of pairs that stand alone, which are no characters."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def libraries() -> tuple[tuple[str, str], ...]:
    """Nothing but Python decides the result."""
    return ()


def warm() -> None:
    """Read two lines of our own and make sure of the result."""
    import_decoders()
    data = b'{"a": 1.50, "b": {"c": "\\u0633"}}\n{"a": [1], "d": null}\n'
    must_read(read, "jsonlines", data, "a\tb.c\td\n1.50\t\u0633\n[1]")
