"""Where each object stands: a small table that can be rebuilt from packs and objects.

It is a cache. Loss or damage costs a walk over the headers of the packs, never evidence.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterable
from pathlib import Path

from amana.vault.packs import Member

_SCHEMA = 1
_DDL = """
CREATE TABLE IF NOT EXISTS member (
  sha256 TEXT PRIMARY KEY, pack INTEGER NOT NULL, start INTEGER NOT NULL, size INTEGER NOT NULL
) WITHOUT ROWID
"""


class PackIndex:
    """Maps digests to members of packs; `state` says up to which vault state it is complete."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._db = self._connect(path)

    def _connect(self, path: Path) -> sqlite3.Connection:
        try:
            return _open(path)
        except sqlite3.DatabaseError:
            for stale in path.parent.glob(f"{path.name}*"):
                stale.unlink()  # a cache that cannot be read is made again
            return _open(path)

    def state(self) -> str | None:
        """Return the vault state that the index covers."""
        with self._lock:
            row = self._db.execute("SELECT value FROM meta WHERE name = 'state'").fetchone()
        return str(row[0]) if row else None

    def add(self, members: Iterable[Member], state: str) -> None:
        """Take in members and note that the index now covers `state`."""
        rows = [(m.sha256, m.pack, m.offset, m.size) for m in members]
        with self._lock, self._db:
            self._db.executemany("INSERT OR REPLACE INTO member VALUES (?, ?, ?, ?)", rows)
            self._db.execute("INSERT OR REPLACE INTO meta VALUES ('state', ?)", (state,))

    def find(self, sha256: str) -> Member | None:
        """Return where an object stands, or None."""
        with self._lock:
            row = self._db.execute(
                "SELECT pack, start, size FROM member WHERE sha256 = ?", (sha256,)
            ).fetchone()
        return row and Member(sha256=sha256, pack=row[0], offset=row[1], size=row[2])

    def clear(self) -> None:
        """Forget everything."""
        with self._lock, self._db:
            self._db.execute("DELETE FROM member")
            self._db.execute("DELETE FROM meta WHERE name = 'state'")

    def close(self) -> None:
        """Close the database."""
        with contextlib.suppress(sqlite3.Error):
            self._db.close()


def _open(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, check_same_thread=False, timeout=30)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")  # a cache: a lost tail is found by its state
    with db:
        db.execute("CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        row = db.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()
        if row and row[0] != str(_SCHEMA):
            db.close()
            raise sqlite3.DatabaseError("another schema")
        db.execute(_DDL)
        db.execute("INSERT OR REPLACE INTO meta VALUES ('schema', ?)", (str(_SCHEMA),))
    return db
