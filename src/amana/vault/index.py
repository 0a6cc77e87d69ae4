"""Where each object stands: a small table that can be rebuilt from packs and objects.

It is a cache, and treated as one: a table that is damaged, locked or on a full or read-only disk
costs time and is never an error. A damaged one is made again; where none can be kept on disk, it is
kept in memory.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from amana.core import UnavailableError
from amana.vault.packs import Member

_SCHEMA = "1"
_DDL = """
CREATE TABLE IF NOT EXISTS member (
  sha256 TEXT PRIMARY KEY, pack INTEGER NOT NULL, start INTEGER NOT NULL, size INTEGER NOT NULL
) WITHOUT ROWID
"""
# The file is there and fine, but cannot be used now (https://sqlite.org/rescode.html).
_NOT_NOW = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}
_MEMORY = Path(":memory:")

T = TypeVar("T")


class PackIndex:
    """Maps digests to members of packs; `state` says up to which vault state it is complete."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or _MEMORY
        self._lock = threading.Lock()
        self._db = self._connect()
        self.resets = 0

    def state(self) -> str | None:
        """Return the vault state that the index covers."""
        row = self._run(
            lambda db: db.execute("SELECT value FROM meta WHERE name = 'state'").fetchone(), None
        )
        return str(row[0]) if row else None

    def add(self, members: Iterable[Member], state: str | None = None) -> None:
        """Take in members; with `state`, note that the index is complete up to there now.

        A table that cannot be used is replaced by an empty one, without these members.
        """

        def work(db: sqlite3.Connection) -> None:
            db.executemany("INSERT OR REPLACE INTO member VALUES (?, ?, ?, ?)", _rows(members))
            if state is not None:
                db.execute("INSERT OR REPLACE INTO meta VALUES ('state', ?)", (state,))

        self._run(work, None)

    def find(self, sha256: str) -> Member | None:
        """Return where an object stands, or None."""
        row = self._run(
            lambda db: db.execute(
                "SELECT pack, start, size FROM member WHERE sha256 = ?", (sha256,)
            ).fetchone(),
            None,
        )
        if row is None or not all(isinstance(number, int) for number in row):
            return None
        return Member(sha256=sha256, pack=row[0], offset=row[1], size=row[2])

    def clear(self) -> None:
        """Forget everything."""

        def work(db: sqlite3.Connection) -> None:
            db.execute("DELETE FROM member")
            db.execute("DELETE FROM meta WHERE name = 'state'")

        self._run(work, None)

    def forget(self, digests: Collection[str]) -> None:
        """Forget some objects so that no byte of the file tells of them any more.

        Raises:
            UnavailableError: somebody else reads the table and does not end.
        """

        def work(db: sqlite3.Connection) -> None:
            db.executemany("DELETE FROM member WHERE sha256 = ?", ((each,) for each in digests))

        self._run(work, None)
        with self._lock:
            # The file is written anew and the write-ahead log cut: freed pages keep what was there.
            try:
                self._db.execute("VACUUM")
                busy, *_ = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            except sqlite3.OperationalError:
                busy = True
        if busy:
            raise UnavailableError(
                "the index of the vault cannot be made anew: it is being read, or the disk is full",
                remedy="end other programs that use this archive, and open it again",
            )

    def close(self) -> None:
        """Close the database."""
        with self._lock, contextlib.suppress(sqlite3.Error):
            self._db.close()

    def _run(self, work: Callable[[sqlite3.Connection], T], unusable: T) -> T:
        """Do `work` in a transaction; return `unusable` where the table had to be replaced."""
        with self._lock:
            try:
                with self._db:
                    return work(self._db)
            except sqlite3.ProgrammingError:
                raise  # closed: a mistake of the caller, not damage
            except sqlite3.DatabaseError as error:
                with contextlib.suppress(sqlite3.Error):
                    self._db.close()
                self._db = self._replace(error)
                self.resets += 1
                return unusable

    def _connect(self) -> sqlite3.Connection:
        try:
            with contextlib.suppress(OSError):
                self._path.parent.mkdir(parents=True, exist_ok=True)
            return _open(self._path)
        except sqlite3.DatabaseError as error:
            return self._replace(error)

    def _replace(self, error: sqlite3.DatabaseError) -> sqlite3.Connection:
        """Return an empty table: in the place of a damaged one, else in memory."""
        code = getattr(error, "sqlite_errorcode", None)
        if code is None or code & 0xFF not in _NOT_NOW:
            try:
                for stale in self._path.parent.glob(f"{self._path.name}*"):
                    stale.unlink()
                return _open(self._path)
            except (OSError, sqlite3.DatabaseError):
                pass
        self._path = _MEMORY
        return _open(_MEMORY)


def _rows(members: Iterable[Member]) -> Iterator[tuple[str, int, int, int]]:
    return ((m.sha256, m.pack, m.offset, m.size) for m in members)


def _open(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, check_same_thread=False, timeout=30)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")  # a cache: a lost tail is found by its state
        with db:
            db.execute(
                "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)"
            )
            row = db.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()
            if row and row[0] != _SCHEMA:
                raise sqlite3.DatabaseError("another schema")  # noqa: TRY301 - as for a damaged one
            db.execute(_DDL)
            db.execute("INSERT OR REPLACE INTO meta VALUES ('schema', ?)", (_SCHEMA,))
    except BaseException:
        db.close()
        raise
    return db
