"""What a bag lists and what it has, on disk: the memory of a check does not grow with the bag.

A private SQLite database that SQLite itself puts into the folder for temporary files, beyond a
cache of fixed size, and that is gone when it is closed.
"""

from __future__ import annotations

import contextlib
import itertools
import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple, Self

from amana.core import StorageFull
from amana.sharing.bagit.names import Spelled, folded

_CACHE_KIB = 8 << 10
_BATCH = 512

_TABLES = """
CREATE TABLE waiting (folder BLOB NOT NULL);
CREATE TABLE present (path BLOB NOT NULL, folded BLOB NOT NULL, size INTEGER NOT NULL,
  is_link INTEGER NOT NULL);
CREATE TABLE listed (path BLOB NOT NULL, literal BLOB, manifest INTEGER NOT NULL,
  checksum BLOB NOT NULL, absent INTEGER NOT NULL DEFAULT 0);
CREATE TABLE fetch (path BLOB NOT NULL, size INTEGER);
"""


class Present(NamedTuple):
    """A file that is there, and what manifests claim of it: number of the manifest, checksum."""

    path: bytes
    size: int
    is_link: bool
    claims: tuple[tuple[int, bytes], ...]


class Absent(NamedTuple):
    """A listed file that is not there: its path, as it stands in the manifest, one claim."""

    path: bytes
    literal: bytes
    manifest: int
    checksum: bytes


class Ledger:
    """The lists of one bag. First everything is taken down, then `sort`, then it is asked."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        with _storage():
            for pragma in ("journal_mode=OFF", "synchronous=OFF", "temp_store=FILE",
                           f"cache_size=-{_CACHE_KIB}", "locking_mode=EXCLUSIVE"):  # fmt: skip
                self._db.execute(f"PRAGMA {pragma}")
            self._db.executescript(_TABLES)
            self._db.execute("BEGIN")

    def __enter__(self) -> Self:
        """Return the ledger itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Forget everything."""
        self.close()

    def close(self) -> None:
        """Forget everything."""
        self._db.close()

    def push(self, folder: bytes) -> None:
        """Keep a folder for later."""
        with _storage():
            self._db.execute("INSERT INTO waiting VALUES (?)", (folder,))

    def pop(self) -> bytes | None:
        """Return the folder that was kept last, and forget it."""
        with _storage():
            row = self._db.execute("SELECT max(rowid), folder FROM waiting").fetchone()
            if row[0] is None:
                return None
            self._db.execute("DELETE FROM waiting WHERE rowid = ?", (row[0],))
        return bytes(row[1])

    def found(self, files: Iterable[tuple[bytes, int, bool]]) -> None:
        """Take down files that are there: path, size, whether it is a link."""
        rows = ((path, folded(path), size, link) for path, size, link in files)
        with _storage():
            self._db.executemany("INSERT INTO present VALUES (?, ?, ?, ?)", rows)

    def lists(self, manifest: int, lines: Iterable[tuple[Spelled, bytes]]) -> None:
        """Take down what the manifest of this number lists: path and checksum."""
        rows = (
            (each.path, each.literal if each.literal != each.path else None, manifest, checksum)
            for each, checksum in lines
        )
        insert = "INSERT INTO listed (path, literal, manifest, checksum) VALUES (?, ?, ?, ?)"
        with _storage():
            self._db.executemany(insert, rows)

    def fetches(self, lines: Iterable[tuple[bytes, int | None]]) -> None:
        """Take down what is to be fetched: path, and size where it is stated."""
        with _storage():
            self._db.executemany("INSERT INTO fetch VALUES (?, ?)", lines)

    def sort(self) -> None:
        """Put everything in order, so that it can be asked."""
        with _storage():
            self._db.execute("CREATE INDEX present_path ON present (path)")
            self._db.execute("CREATE INDEX present_folded ON present (folded)")
            self._db.execute("CREATE INDEX listed_path ON listed (path, manifest, checksum)")
            self._db.execute("CREATE INDEX fetch_path ON fetch (path)")
            self._db.execute(
                "UPDATE listed SET absent = 1 WHERE NOT EXISTS "
                "(SELECT 1 FROM present p WHERE p.path = listed.path)"
            )
            self._db.execute("CREATE INDEX listed_absent ON listed (path) WHERE absent = 1")

    def count(self) -> int:
        """Return how many files are there."""
        with _storage():
            return int(self._db.execute("SELECT count(*) FROM present").fetchone()[0])

    def totals(self) -> tuple[int, int]:
        """Return how many payload files there are and how many bytes they have."""
        with _storage():
            row = self._db.execute(
                "SELECT count(*), total(size) FROM present WHERE path >= ? AND path < ?",
                (b"data/", b"data0"),
            ).fetchone()
        return int(row[0]), int(row[1])

    def present(self) -> Iterator[Present]:
        """Yield the files that are there in the order of paths, each with its claims."""
        rows = self._rows(
            "SELECT p.path, p.size, p.is_link, l.manifest, l.checksum FROM present p "
            "LEFT JOIN listed l ON l.path = p.path ORDER BY p.path, l.manifest"
        )
        for (path, size, is_link), group in itertools.groupby(rows, key=lambda row: row[:3]):
            claims = tuple((row[3], row[4]) for row in group if row[3] is not None)
            yield Present(path, size, bool(is_link), claims)

    def claims(self, path: bytes) -> list[tuple[int, bytes]]:
        """Return what manifests claim of one path: number of the manifest, checksum."""
        with _storage():
            return self._db.execute(
                "SELECT manifest, checksum FROM listed WHERE path = ? ORDER BY manifest", (path,)
            ).fetchall()

    def repeated(self) -> Iterator[tuple[bytes, int, bool]]:
        """Yield paths that a manifest lists more than once: path, manifest, whether alike."""
        for path, manifest, kinds in self._rows(
            "SELECT path, manifest, count(DISTINCT checksum) FROM listed "
            "GROUP BY path, manifest HAVING count(*) > 1"
        ):
            yield path, manifest, kinds == 1

    def clashes(self) -> Iterator[bytes]:
        """Yield the paths of files that are there and share their folded name with others."""
        for (path,) in self._rows(
            "SELECT path FROM present WHERE folded IN "
            "(SELECT folded FROM present GROUP BY folded HAVING count(*) > 1) ORDER BY folded, path"
        ):
            yield path

    def absent(self) -> Iterator[Absent]:
        """Yield what is listed and not there, each claim of it, in the order of paths."""
        for path, literal, manifest, checksum in self._rows(
            "SELECT path, literal, manifest, checksum FROM listed INDEXED BY listed_absent "
            "WHERE absent = 1 ORDER BY path"
        ):
            yield Absent(path, literal or path, manifest, checksum)

    def like(self, path: bytes) -> list[bytes]:
        """Return files that are there and whose name differs in case or normal form only."""
        with _storage():
            found = self._db.execute(
                "SELECT path FROM present WHERE folded = ? AND path <> ? LIMIT ?",
                (folded(path), path, _BATCH),
            )
            return [row[0] for row in found]

    def has(self, path: bytes) -> bool:
        """Tell whether a file is there."""
        return self._one("SELECT 1 FROM present WHERE path = ?", path)

    def is_fetched(self, path: bytes) -> bool:
        """Tell whether fetch.txt lists a path."""
        return self._one("SELECT 1 FROM fetch WHERE path = ?", path)

    def means(self, absent: Absent, path: bytes) -> None:
        """Let a claim of what is not there count for the file `path`, which is."""
        with _storage():
            self._db.execute(
                "UPDATE listed SET path = ?, absent = 2 "
                "WHERE path = ? AND manifest = ? AND absent = 1",
                (path, absent.path, absent.manifest),
            )

    def unlisted_fetches(self, manifests: int, *, every: bool) -> Iterator[bytes]:
        """Yield what is to be fetched but not listed by (every) payload manifest.

        Payload manifests are those with the first `manifests` numbers.
        """
        least = manifests if every else min(1, manifests)
        for (path,) in self._rows(
            "SELECT DISTINCT path FROM fetch f WHERE (SELECT count(DISTINCT manifest) FROM listed l"
            " WHERE l.path = f.path AND l.manifest < ?) < ? ORDER BY path",
            manifests,
            least,
        ):
            yield path

    def fetched_otherwise(self) -> Iterator[tuple[bytes, int, int]]:
        """Yield files that are there with another size than fetch.txt states: both sizes."""
        yield from self._rows(
            "SELECT p.path, f.size, p.size FROM fetch f JOIN present p ON p.path = f.path "
            "WHERE f.size IS NOT NULL AND f.size <> p.size ORDER BY p.path"
        )

    def _one(self, query: str, path: bytes) -> bool:
        with _storage():
            return self._db.execute(query, (path,)).fetchone() is not None

    def _rows(self, query: str, *values: int) -> Iterator[tuple]:  # type: ignore[type-arg]  # as asked
        with _storage():
            cursor = self._db.execute(query, values)
        while True:
            with _storage():
                some = cursor.fetchmany(_BATCH)
            if not some:
                return
            yield from some


@contextlib.contextmanager
def _storage() -> Iterator[None]:
    """Tell that the disk for temporary files is full as what it is."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise StorageFull(
            f"no room for the lists of the package: {error}",
            remedy="free space in the folder for temporary files, or name another one with TMPDIR",
        ) from error
