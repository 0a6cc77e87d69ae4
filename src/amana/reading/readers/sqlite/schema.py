"""What is in a database: its tables with their columns, and what is defined beside them."""

from __future__ import annotations

import re
import sqlite3
from typing import NamedTuple

from amana.reading.readers.facts import decoded
from amana.reading.readers.sqlite.opening import BROKEN
from amana.reading.readers.values import Text

_COMMENT = re.compile(r"--[^\n]*\n?|/\*.*?(?:\*/|\Z)", re.DOTALL)
_MOST = 20_000
_COMPUTED = 2  # a generated column that is not stored
_ROWIDS = ("rowid", "_rowid_", "oid")
_HIGHEST = 2**53


class Listed(NamedTuple):
    """A line of the schema: `kind` is table, index, view or trigger, `row` its place there."""

    row: int
    kind: str
    name: str
    sql: str


class Stored(NamedTuple):
    """A table that is stored in the database.

    `computed` names the columns that are calculated when they are read, which is not done. `rowid`
    is the word for the key of its rows, None where they have none; `numbered` tells whether all of
    these keys can be numbers of rows in the map. `order` is the index that is the table itself
    where rows have no such key.
    """

    listed: Listed
    columns: tuple[str, ...]
    computed: tuple[str, ...]
    rowid: str | None
    numbered: bool
    order: str | None


def listed(connection: sqlite3.Connection) -> tuple[list[Listed], bool]:
    """Return the lines of the schema, and whether reading them broke off."""
    found: list[Listed] = []
    try:
        rows = connection.execute("SELECT rowid, type, name, sql FROM sqlite_schema NOT INDEXED")
        for row, kind, name, sql in rows:
            found.append(Listed(row, _text(kind), _text(name), _text(sql)))
            if len(found) >= _MOST:
                return found, True
    except BROKEN:
        return found, True
    return found, False


def _text(value: object) -> str:
    return decoded(value) if isinstance(value, Text) else ""


def is_stored(line: Listed) -> bool:
    """Tell whether a line of the schema defines a table, and no virtual one or a view."""
    return line.kind == "table" and _words(line.sql)[:2] == ["CREATE", "TABLE"]


def is_virtual(line: Listed) -> bool:
    """Tell whether a line of the schema defines a virtual table, which is a program's."""
    return line.kind == "table" and _words(line.sql)[:2] == ["CREATE", "VIRTUAL"]


def _words(sql: str) -> list[str]:
    return _COMMENT.sub(" ", sql).replace("(", " (").split(maxsplit=3)[:3]


def stored(connection: sqlite3.Connection, line: Listed) -> Stored | None:
    """Return what a stored table has, or None where the library does not know it."""
    try:
        rows = connection.execute(f"PRAGMA main.table_xinfo({quoted(line.name)})").fetchall()
    except BROKEN:
        return None
    columns = [(_text(row[1]), row[6]) for row in rows]
    kept = tuple(name for name, hidden in columns if hidden != _COMPUTED)
    computed = tuple(name for name, hidden in columns if hidden == _COMPUTED)
    if not kept:
        return None
    taken = {name.lower() for name, _ in columns}
    word = next((name for name in _ROWIDS if name not in taken), None)
    known, numbered = _keys(connection, line.name, word) if word else (False, False)
    order = None if known else _primary(connection, line.name)
    return Stored(line, kept, computed, word if known else None, numbered, order)


def _primary(connection: sqlite3.Connection, table: str) -> str | None:
    """Return the name of the index over the primary key."""
    try:
        rows = connection.execute(f"PRAGMA main.index_list({quoted(table)})").fetchall()
    except BROKEN:
        return None
    return next((_text(row[1]) for row in rows if row[3] == b"pk"), None)


def _keys(connection: sqlite3.Connection, table: str, word: str) -> tuple[bool, bool]:
    """Return whether the rows have a key, and whether the least and the highest are numbers."""
    keys = f"SELECT {word} FROM main.{quoted(table)} NOT INDEXED ORDER BY {word}"  # noqa: S608 - quoted
    numbered = True
    for direction in ("ASC", "DESC"):
        try:
            row = connection.execute(f"{keys} {direction} LIMIT 1").fetchone()
        except BROKEN as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
                return False, False  # WITHOUT ROWID
            continue  # damaged on this side: the scan finds its way
        if row is not None and not (isinstance(row[0], int) and 0 <= row[0] <= _HIGHEST):
            numbered = False
    return True, numbered


def quoted(name: str) -> str:
    """Return a name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'
