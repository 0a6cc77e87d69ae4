"""The reader of tables of separated values (RFC 4180, and what programs write instead).

The text is the decoded original, unchanged, as for plain text: every offset is exact, nothing is
taken for a formula, and a wrong idea of the separator changes nothing that is said. What the table
is, its separator, its rows and its columns, stands beside it: each row is a block.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from msgspec import structs

from amana.reading.readers import text as plain
from amana.reading.readers.intake import Content, Outlet, whole
from amana.reading.wire import BlockRow, Budget, ReadOrder, TextAnswer

SEPARATORS = (",", ";", "\t", "|")
"""In the order in which they are preferred where they fit equally well."""

_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_SAMPLE = 1 << 16
_SAMPLED_ROWS = 200
_MOST_ROWS = 400_000
_EDGE = "\ufeff"


class Row(NamedTuple):
    """A row: where it stands without its line end, and how many cells it has."""

    start: int
    end: int
    cells: int


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read a table. Nothing is inside it."""
    del out
    return read_bytes(whole(document), order.budget, tabbed="tab-separated" in order.media_type)


def read_bytes(data: bytes, budget: Budget, *, tabbed: bool = False) -> TextAnswer:
    """Read a table that is in memory; `tabbed` when it is said to be separated by tabs."""
    answer = plain.read_bytes(data, budget)
    if not answer.text:
        return answer
    separator = "\t" if tabbed else separator_of(answer.text)
    rows = rows_of(answer.text, separator, _MOST_ROWS)
    blocks = tuple(BlockRow(row.start, row.end, "tr", ("table",), (), 0) for row in rows)
    facts = (
        ("csv:separator", _NAMES[separator]),
        ("csv:columns", str(max((row.cells for row in rows), default=0))),
        ("csv:rows", str(len(rows)) if len(rows) < _MOST_ROWS else f"{_MOST_ROWS}+"),
    )
    return structs.replace(answer, blocks=blocks, metadata=facts)


def separator_of(text: str) -> str:
    """Return the separator: the one by which most of the first rows have equally many cells.

    Rules: more than one cell in the usual row; then the share of rows that are usual; then more
    cells; then the order of `SEPARATORS`.
    """
    sample = text[:_SAMPLE]
    best, found = (0.0, 0), SEPARATORS[0]
    for separator in SEPARATORS:
        counts = [row.cells for row in rows_of(sample, separator, _SAMPLED_ROWS)]
        counts = counts[:-1] if len(counts) > 1 and len(text) > _SAMPLE else counts
        usual = max(sorted(set(counts)), key=counts.count, default=0)
        score = (counts.count(usual) / len(counts), usual) if usual > 1 else (0.0, 0)
        if score > best:
            best, found = score, separator
    return found


def rows_of(text: str, separator: str, most: int) -> list[Row]:
    """Return the rows of a table; a quoted cell may hold separators, line ends, doubled quotes.

    A quote opens a cell only at its beginning; one that is not closed is a letter like others.
    """
    mark = re.escape(separator)
    quoted = rf'"[^"]*+(?:""[^"]*+)*+"(?=[\r\n{mark}]|\Z)'
    cell = re.compile(rf"(?:{quoted}|[^\r\n{mark}]*+)(\r\n?|\n|{mark}|\Z)")
    rows: list[Row] = []
    start = at = len(_EDGE) if text.startswith(_EDGE) else 0
    cells = 0
    while at < len(text) and len(rows) < most:
        match = cell.match(text, at)
        if match is None:
            break
        at = match.end()
        cells += 1
        if match[1] != separator or at == len(text):
            end = match.start(1)
            if end > start:
                rows.append(Row(start, end, cells))
            start, cells = at, 0
    return rows


def libraries() -> tuple[tuple[str, str], ...]:
    """Nothing but Python decides the result."""
    return ()


def warm() -> None:
    """Read a table of our own and make sure of the result."""
    plain.warm()
    budget = Budget(text_chars=1000, runs=100, pages=1, pixels=1)
    answer = read_bytes(b'a;"b;c"\n1;2\n', budget)
    if [row.char_end for row in answer.blocks] != [7, 11]:
        raise RuntimeError("the reader of tables does not read its own sample")
