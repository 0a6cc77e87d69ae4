"""Opens a database in memory, so that it can be read and nothing else.

Rules:

1. The library gets a copy of the bytes and no file; nothing is written, attached, or loaded.
2. Only columns of stored tables are read: no view, trigger or virtual table, no function.
3. What a schema says is not trusted; cells are held against the size of their page.
4. A statement that works long without giving a row is stopped.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from amana.reading.notices import Code
from amana.reading.readers.intake import Content, GiveUp
from amana.reading.readers.sqlite import header
from amana.reading.readers.values import Text

_PIECE = 16 << 20
_LONGEST_VALUE = 256 << 20
_LONGEST_SQL = 1 << 20
_LOOK_EVERY = 100_000
_MOST_LOOKS = 500
_LIMITS = (
    (sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE),
    (sqlite3.SQLITE_LIMIT_SQL_LENGTH, _LONGEST_SQL),
    (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
    (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 0),
    (sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0),
)
_SETTINGS = (
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA query_only=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA foreign_keys=OFF",
    "PRAGMA recursive_triggers=OFF",
)
BROKEN = (sqlite3.Error, UnicodeDecodeError)
"""What a damaged database raises; the second where SQLite quotes its bytes in a message."""

_ALLOWED_PRAGMAS = frozenset({"table_xinfo", "index_list"})


class Opened(NamedTuple):
    """An open database; `damaged` when its schema was only read with errors passed over."""

    connection: sqlite3.Connection
    brake: Brake
    damaged: bool


class Brake:
    """Stops a statement that gives no row for long; `release` is said at each row."""

    def __init__(self) -> None:
        self._looks = 0

    def release(self) -> None:
        """Count from the beginning."""
        self._looks = 0

    def __call__(self) -> int:
        """Tell SQLite whether to stop."""
        self._looks += 1
        return int(self._looks > _MOST_LOOKS)


def open_copy(document: Content) -> Opened:
    """Open a copy of a database.

    Raises:
        GiveUp: its schema cannot be read.
    """
    data = bytearray()
    while len(data) < document.size:
        data += document.at(len(data), _PIECE)
    header.without_log(data)
    connection = sqlite3.connect(":memory:", isolation_level=None, cached_statements=0)
    connection.text_factory = Text
    brake = Brake()
    try:
        connection.deserialize(data)
        del data
        for which, bound in _LIMITS:
            connection.setlimit(which, bound)
        for setting in _SETTINGS:
            connection.execute(setting)
        damaged = not _readable(connection)
        if damaged:
            # Then SQLite passes over what it cannot make out, as its own `.recover` does.
            connection.execute("PRAGMA writable_schema=ON")
            if not _readable(connection):
                raise GiveUp(Code.CONTAINER_BROKEN)
    except BROKEN:
        raise GiveUp(Code.CONTAINER_BROKEN) from None
    connection.set_authorizer(_may)
    connection.set_progress_handler(brake, _LOOK_EVERY)
    return Opened(connection, brake, damaged)


def _readable(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT name FROM sqlite_schema LIMIT 1").fetchall()
    except BROKEN:
        return False
    return True


def _may(
    deed: int, first: str | None, second: str | None, database: str | None, within: str | None
) -> int:
    """Allow to read columns of tables by themselves, and to ask what a table consists of."""
    del second, database
    if within is not None:  # a view or trigger asks
        return sqlite3.SQLITE_DENY
    allowed = deed in {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ} or (
        deed == sqlite3.SQLITE_PRAGMA and first in _ALLOWED_PRAGMAS
    )
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY
