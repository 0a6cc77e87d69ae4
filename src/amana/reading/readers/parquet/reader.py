"""The reader of Parquet files (Apache Parquet, format 2): one table, its rows in their order.

The text is the names of the columns and the rows, a line each; nested values are JSON. What the
footer says (who wrote it, types, row groups, notes of programs) is metadata. A row group that is
damaged is passed over.

The library would start threads and ask the system for the time zone: neither is there in a worker,
and neither is needed (`cells`).
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import version
from types import ModuleType
from typing import TYPE_CHECKING

from amana.reading.notices import Code
from amana.reading.readers import tables
from amana.reading.readers.facts import Facts, decoded
from amana.reading.readers.intake import Content, GiveUp, Outlet, stream
from amana.reading.readers.sampling import read_sample
from amana.reading.readers.values import Values
from amana.reading.wire import ReadOrder, TextAnswer, Told

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile  # type: ignore[import-untyped]  # it brings no types

    from amana.reading.readers.parquet.cells import Nested

DISTRIBUTIONS = ("pyarrow",)
TABLE = "rows"
"""The name of the one table, which has none."""

_ENCRYPTED = b"PARE"
_BATCH = 1000
_SWITCHES = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "OMP_NUM_THREADS": "1",
    "ARROW_IO_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
_OF_THE_LIBRARY = "ARROW:schema"


@cache
def _loaded() -> ModuleType:
    os.environ.update(_SWITCHES)
    pyarrow = import_module("pyarrow")
    import_module("pyarrow.parquet")

    pyarrow.set_cpu_count(1)
    return pyarrow


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read a table and hand out the files that are values of it.

    Raises:
        GiveUp: the footer is damaged, or locked.
    """
    if not document.size:
        return TextAnswer(text="", notices=(Told(Code.EMPTY_FILE),))
    if _ENCRYPTED in (document.at(0, 4), document.at(document.size - 4, 4)):
        raise GiveUp(Code.CONTAINER_LOCKED)
    arrow = _loaded()
    try:
        file = arrow.parquet.ParquetFile(
            arrow.PythonFile(stream(document), mode="r"), pre_buffer=False, memory_map=False
        )
        names = tuple(file.schema_arrow.names)
    except (arrow.ArrowException, OSError, ValueError):
        raise GiveUp(Code.CONTAINER_BROKEN) from None
    facts = Facts()
    _tell(file, facts)
    values = Values(out)
    rows = _Rows(file, values, names)
    table = tables.Table(TABLE, names, rows.all() if names else iter(()), titled=False)
    written = tables.write([table], order.budget)
    notices = (
        *written.notices,
        *values.notices(),
        *([Told(Code.STRUCTURE_DAMAGED, rows.damaged)] if rows.damaged else []),
        *([] if written.text else [Told(Code.CONTAINER_EMPTY)]),
    )
    return TextAnswer(
        text=written.text,
        rows=written.rows,
        blocks=written.blocks,
        part_names=written.part_names,
        metadata=facts.pairs(),
        notices=notices,
    )


def _tell(file: ParquetFile, facts: Facts) -> None:
    """Keep what the footer says."""
    footer = file.metadata
    facts.add("parquet:created-by", footer.created_by or "")
    facts.add("parquet:format", footer.format_version)
    facts.add("parquet:rows", footer.num_rows)
    facts.add("parquet:row-groups", footer.num_row_groups)
    for field in file.schema_arrow:
        facts.add("parquet:column", f"{field.name}: {field.type}")
    for key, value in sorted((footer.metadata or {}).items()):
        if key != _OF_THE_LIBRARY.encode():
            facts.add("parquet:note", f"{decoded(key)}: {decoded(value)}")


class _Rows:
    """The rows of all row groups; `damaged` counts the groups that broke off."""

    def __init__(self, file: ParquetFile, values: Values, names: tuple[str, ...]) -> None:
        self._file = file
        self._values = values
        self._names = names
        self.damaged = 0

    def all(self) -> Iterator[tables.TableRow]:
        """Yield the rows; numbers count from 1 and go on behind what is lost."""
        from amana.reading.readers.parquet.cells import cells  # noqa: PLC0415 - after the switches

        arrow = _loaded()
        first = 1
        for group in range(self._file.metadata.num_row_groups):
            number = first
            try:
                for batch in self._file.iter_batches(_BATCH, row_groups=[group], use_threads=False):
                    columns = [cells(batch.column(at)) for at in range(batch.num_columns)]
                    for row in zip(*columns, strict=True):
                        yield tables.TableRow(number, tuple(self._row(number, row)))
                        number += 1
            except (arrow.ArrowException, OSError, ValueError, OverflowError):
                self.damaged += 1
            first += max(0, self._file.metadata.row_group(group).num_rows)

    def _row(self, number: int, row: tuple[Nested, ...]) -> Iterator[tables.Value]:
        for name, value in zip(self._names, row, strict=True):
            yield tables.Value(name, self._shown(value, (TABLE, number, name)))

    def _shown(self, value: Nested, path: tuple[str, int, str]) -> str:
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, (list, dict)):
            return json.dumps(self._plain(value, path), ensure_ascii=False)
        return self._values.shown(value, path)

    def _plain(self, value: Nested, path: tuple[str, int, str]) -> object:
        """Return a nested value as JSON can say it: bytes as text."""
        match value:
            case list():
                return [self._plain(each, path) for each in value]
            case dict():
                return {key: self._plain(each, path) for key, each in value.items()}
            case bytes():
                return self._values.shown(value, path)
            case _:
                return value


def libraries() -> tuple[tuple[str, str], ...]:
    """Name the library that reads the pages."""
    return tuple((name, version(name)) for name in DISTRIBUTIONS)


def warm() -> None:
    """Read a table of our own, with values of all kinds, and make sure of the result."""
    arrow = _loaded()
    moment = arrow.array([0, None], arrow.timestamp("us", tz="UTC"))
    columns = {
        "a": arrow.array([1, 2]),
        "t": moment,
        "d": arrow.array(["x", "x"]).dictionary_encode(),
        "l": arrow.array([[{"k": b"\xff"}], None]),
    }
    for codec in ("snappy", "gzip", "brotli", "zstd", "lz4", "none"):
        file = io.BytesIO()
        arrow.parquet.write_table(arrow.table(columns), file, compression=codec)
        text = read_sample(read, "parquet", file.getvalue()).text
        first = '1\t1970-01-01 00:00:00.000000Z\tx\t[{"k": "x\'ff\'"}]'
        if text != f"a\tt\td\tl\n{first}\n2\t\tx\t":
            raise RuntimeError("the reader of Parquet does not read its own sample")
