"""Goes through the rows of a stored table, past what is damaged.

A table is a tree of pages by the keys of its rows. Where a page is damaged, the next key from which
on rows can be read again is looked for by halving, so that only the rows of that page are lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from amana.reading.readers.sqlite.opening import BROKEN, Opened
from amana.reading.readers.sqlite.schema import Stored, quoted
from amana.reading.readers.tables import TableRow, Value
from amana.reading.readers.values import Values

_MOST_REPAIRS = 200
_LOWEST, _HIGHEST = -(2**63), 2**63 - 1
_ROW = tuple[object, ...]


class Scan:
    """The rows of one table; `damaged` tells afterwards whether any were lost."""

    def __init__(self, opened: Opened, stored: Stored, values: Values) -> None:
        self._opened = opened
        self._stored = stored
        self._values = values
        self.damaged = False
        names = ", ".join(map(quoted, stored.columns))
        how = f"INDEXED BY {quoted(stored.order)}" if stored.order else "NOT INDEXED"
        self._from = f"FROM main.{quoted(stored.listed.name)} {how}"
        self._columns = f"{stored.rowid}, {names}" if stored.rowid else names

    def rows(self) -> Iterator[TableRow]:
        """Yield the rows in their order."""
        keyed = self._stored.rowid is not None
        found = self._by_key() if keyed else self._in_order()
        for position, row in enumerate(found, 1):
            key, values = (row[0], row[1:]) if keyed else (position, row)
            number = key if self._stored.numbered and isinstance(key, int) else position
            yield TableRow(number, tuple(self._shown(number, values)))

    def _shown(self, number: int, values: Sequence[object]) -> Iterator[Value]:
        table = self._stored.listed.name
        for column, value in zip(self._stored.columns, values, strict=True):
            yield Value(column, self._values.shown(value, (table, number, column)))

    def _in_order(self) -> Iterator[_ROW]:
        """Yield the rows of a table whose rows have no key."""
        try:
            yield from self._asked(f"SELECT {self._columns} {self._from}")
        except BROKEN:
            self.damaged = True

    def _by_key(self) -> Iterator[_ROW]:
        after = _LOWEST
        for _ in range(_MOST_REPAIRS):
            try:
                for row in self._after(after):
                    key = row[0]
                    if not isinstance(key, int) or (key <= after and after != _LOWEST):
                        self.damaged = True  # a tree that leads back into itself
                        return
                    after = key
                    yield row
            except BROKEN:
                self.damaged = True
            else:
                return
            resumed = self._resumed(after)
            if resumed is None:
                return
            after = resumed

    def _after(self, key: int, limit: int = -1) -> Iterator[_ROW]:
        word = self._stored.rowid
        where = "" if key == _LOWEST else f"WHERE {word} > ? "
        order = f"SELECT {self._columns} {self._from} {where}ORDER BY {word} LIMIT {limit}"
        return self._asked(order, () if key == _LOWEST else (key,))

    def _asked(self, order: str, parameters: tuple[int, ...] = ()) -> Iterator[_ROW]:
        self._opened.brake.release()
        for row in self._opened.connection.execute(order, parameters):
            self._opened.brake.release()
            yield row

    def _resumed(self, after: int) -> int | None:
        """Return the least key behind which a row can be read again, or None where there is none.

        After a key that is whole the pages behind it are tried in steps that double; then the
        step that found one is halved.
        """
        start = max(after, -1)
        step = 1
        while not self._goes_on(start + step):
            step *= 2
            if start + step >= _HIGHEST:
                return None
        bad, good = start + step // 2, start + step
        while good - bad > 1:
            middle = (bad + good) // 2
            if self._goes_on(middle):
                good = middle
            else:
                bad = middle
        return good

    def _goes_on(self, after: int) -> bool:
        """Tell whether the next row behind a key can be read, or there is none."""
        try:
            for _ in self._after(after, 1):
                pass
        except BROKEN:
            return False
        return True
