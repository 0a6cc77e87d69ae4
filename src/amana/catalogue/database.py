"""The database behind the catalogue: SQLite in a file or in memory, or PostgreSQL."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine, MetaData, create_engine, event, text
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError
from sqlalchemy.pool import StaticPool

from amana.core import AmanaError, StorageFull, UnavailableError, UsageError

_MEMORY = "sqlite://"
_BUSY_SECONDS = 30


class CatalogueUnusable(UnavailableError):
    """The catalogue is damaged, or was made by another version of the program.

    Nothing is lost: the catalogue is a projection and is made again from vault and log.
    """

    code = "catalogue-unusable"


class Database:
    """Connections to one database; its errors are told as ours."""

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)
        self._file: Path | None = None
        if self._engine.dialect.name == "sqlite":
            event.listen(self._engine, "connect", _tune_sqlite)
            if self._engine.url.database:
                self._file = Path(self._engine.url.database)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Have a connection to read with.

        Raises:
            CatalogueUnusable: the database is damaged or lacks what it should hold.
            UnavailableError: it cannot be reached.
        """
        with _errors(), self._engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """Have a transaction to write in: all of it, or nothing.

        Raises:
            StorageFull: no room.
            CatalogueUnusable: the database is damaged.
            UnavailableError: it cannot be reached.
        """
        with _errors(), self._engine.begin() as connection:
            yield connection

    def make_again(self, tables: MetaData) -> None:
        """Drop whatever is there and make the tables empty; a damaged file is replaced."""
        self._engine.dispose()  # connections may still hold a file that somebody has removed
        try:
            self._make(tables)
        except CatalogueUnusable:
            if self._file is None:
                raise
            self._engine.dispose()
            for name in ("", "-wal", "-shm", "-journal"):
                self._file.with_name(self._file.name + name).unlink(missing_ok=True)
            self._make(tables)

    def compact(self) -> None:
        """Write a file of SQLite anew and cut its write-ahead log: freed pages keep what was there.

        Raises:
            UnavailableError: somebody else reads and does not end, or there is no room.
        """
        if self._file is None:
            return
        self._engine.dispose()
        with _errors(), self._engine.connect() as opened:
            connection = opened.execution_options(isolation_level="AUTOCOMMIT")
            connection.execute(text("VACUUM"))
            busy = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()[0]
        if busy:
            raise UnavailableError(
                "the catalogue cannot be made anew while somebody reads it",
                remedy="end other programs that use this archive, and open it again",
            )

    def _make(self, tables: MetaData) -> None:
        with self.writing() as connection:
            tables.drop_all(connection)
            tables.create_all(connection)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()


def _engine(url: str) -> Engine:
    try:
        if url == _MEMORY:  # one connection, or each would have a database of its own
            return create_engine(
                url, connect_args={"check_same_thread": False}, poolclass=StaticPool
            )
        return create_engine(url)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise UsageError(
            f"there is no catalogue engine for {url!r}",
            remedy="use sqlite:///path, sqlite:// (memory) or postgresql://…",
        ) from error


def _tune_sqlite(connection: sqlite3.Connection, record: object) -> None:
    """Many readers beside one writer; durable enough for what can be made again."""
    del record
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {_BUSY_SECONDS * 1000}",
        "journal_mode = WAL",
        "synchronous = NORMAL",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@contextlib.contextmanager
def _errors() -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        raise _told(error) from error


def _told(error: DatabaseError) -> AmanaError:
    """Return what an error of the database means (SQLite result codes, sqlite.org/rescode.html)."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE):
        return StorageFull(
            "no room left while writing the catalogue",
            remedy="free space on this disk and run the command again; "
            "nothing that was acknowledged is lost",
        )
    if code is not None and code & 0xFF in (
        sqlite3.SQLITE_ERROR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
    ):
        return CatalogueUnusable(
            f"the catalogue cannot be used: {error.orig}",
            remedy="run `amana rebuild`: it makes it again from vault and log",
        )
    return UnavailableError(
        f"the catalogue cannot be reached: {error.orig}",
        remedy="check the disk, its room and the permissions of the archive's cache folder",
    )
