"""The results of a list of captures, row by row as they come: a CSV file that tells where to go on.

A row is written whole and made durable before the next page is told of. A last row that a crash
tore is taken away when the file is opened again.
"""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path
from typing import Self

import msgspec

from amana.core import UsageError
from amana.core.durable import storage_errors, write_all

COLUMNS = ("line", "url", "state", "item", "entry", "watch", "reason")
_MARK = "\ufeff"  # without it, spreadsheets take UTF-8 for something else
_MOST_BYTES = 256 << 20

SETTLED = frozenset({"captured", "captured-in-part", "gone"})
"""States after which a page is not asked for again when the list is worked on."""


class ResultRow(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one row of a list; `state` is an outcome of a capture, or `not-captured`."""

    url: str
    state: str
    line: int | None = None
    item: str | None = None
    entry: int | None = None
    watch: str | None = None
    reason: str | None = None


class Results:
    """A file of results. Use it as a context manager."""

    def __init__(self, path: Path) -> None:
        """Open it, new or begun by an earlier run.

        Raises:
            UsageError: there is something else, or it cannot be written.
        """
        self._path = path
        try:
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_APPEND
            self._file = os.open(path, flags, 0o600)
        except OSError as error:
            raise UsageError(
                f"{path} cannot be written: {error.strerror}", remedy="name another with --results"
            ) from error
        try:
            self.rows = self._begin()
        except BaseException:
            os.close(self._file)
            raise

    def __enter__(self) -> Self:
        """Return the results themselves."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        os.close(self._file)

    @property
    def done(self) -> frozenset[str]:
        """The addresses that need not be asked for again."""
        return frozenset(row["url"] for row in self.rows if row["state"] in SETTLED)

    def add(self, row: ResultRow) -> None:
        """Write a row.

        Raises:
            StorageFull: no room.
        """
        members = msgspec.to_builtins(row)
        self._write([members[name] for name in COLUMNS])

    def _begin(self) -> list[dict[str, str]]:
        with storage_errors(self._path):
            data = os.pread(self._file, _MOST_BYTES + 1, 0)
        whole = data[: data.rfind(b"\r\n") + 2] if b"\r\n" in data else b""
        head = f"{_MARK}{','.join(COLUMNS)}\r\n".encode()
        if data and not (whole.startswith(head) or head.startswith(data)):
            raise UsageError(
                f"{self._path} is there already, and holds no results of captures",
                remedy="name a new file with --results; nothing is overwritten",
            )
        with storage_errors(self._path):
            if len(whole) < len(data):
                os.ftruncate(self._file, len(whole))
            if not whole:
                write_all(self._file, head)
                os.fsync(self._file)
                return []
        text = whole.decode("utf-8-sig", "replace")
        return list(csv.DictReader(io.StringIO(text), fieldnames=COLUMNS))[1:]

    def _write(self, cells: list[object]) -> None:
        line = io.StringIO()
        csv.writer(line).writerow(["" if cell is None else _tame(str(cell)) for cell in cells])
        with storage_errors(self._path):
            write_all(self._file, line.getvalue().encode())
            os.fsync(self._file)


def _tame(cell: str) -> str:
    """Return a cell on one line that no spreadsheet takes for a formula."""
    cell = " ".join(cell.split())
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
