"""Which ids were seen where, in a table on disk: memory stays flat, however many there are."""

from __future__ import annotations

import hashlib
import sqlite3


class SeenIds:
    """The ids of the objects of one storage root, while it is being checked."""

    def __init__(self) -> None:
        self._table = sqlite3.connect("")  # a private temporary file, gone when it is closed
        self._table.execute("PRAGMA journal_mode = OFF")
        self._table.execute(
            "CREATE TABLE seen (id BLOB PRIMARY KEY, place TEXT NOT NULL) WITHOUT ROWID"
        )

    def add(self, identity: str, place: str) -> str | None:
        """Take in an id; return where it was seen before, if it was."""
        key = hashlib.sha256(identity.encode("utf-8", "surrogatepass")).digest()
        row = self._table.execute("SELECT place FROM seen WHERE id = ?", (key,)).fetchone()
        if row is not None:
            return str(row[0])
        self._table.execute("INSERT INTO seen VALUES (?, ?)", (key, place))
        return None

    def close(self) -> None:
        """Forget them."""
        self._table.close()
