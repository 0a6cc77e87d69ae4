"""Readers of tables under input that nobody wrote on purpose."""

from __future__ import annotations

import io
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped]  # it brings no types
import pyarrow.parquet as pq  # type: ignore[import-untyped]  # it brings no types
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amana.reading.believing import refuse_impossible
from amana.reading.readers.intake import BytesContent, Closed, Content, GiveUp, Outlet
from amana.reading.readers.parquet import reader as parquet
from amana.reading.readers.sqlite import reader as sqlite
from amana.reading.wire import Budget, ReadOrder, TextAnswer

Reader = Callable[[Content, ReadOrder, Outlet], TextAnswer]

BUDGET = Budget(text_chars=20_000, runs=2000, pages=1, pixels=1)


def made() -> bytes:
    """Return a database of three tables, an index and a view, in pages of 512 bytes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "made.db"
        connection = sqlite3.connect(file, isolation_level=None)
        connection.execute("PRAGMA page_size=512")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("CREATE TABLE t (k INTEGER PRIMARY KEY, v TEXT, b BLOB)")
        connection.execute("CREATE TABLE keyless (k PRIMARY KEY, v) WITHOUT ROWID")
        connection.execute("CREATE INDEX i ON t (v)")
        connection.execute("CREATE VIEW w AS SELECT * FROM t")
        connection.execute("BEGIN")
        for n in range(80):
            connection.execute("INSERT INTO t VALUES (?, ?, ?)", (n, f"message {n}" * 3, bytes(n)))
            connection.execute("INSERT INTO keyless VALUES (?, ?)", (f"{n}", n / 3))
        connection.execute("COMMIT")
        connection.close()
        return file.read_bytes()


def table() -> bytes:
    """Return a Parquet file of two row groups with columns of several kinds."""
    file = io.BytesIO()
    numbers = list(range(60))
    columns = {
        "n": numbers,
        "text": [f"row {n}" for n in numbers],
        "list": [[n] * (n % 3) for n in numbers],
        "when": pa.array(numbers, pa.timestamp("us")),
    }
    pq.write_table(pa.table(columns), file, row_group_size=30)
    return file.getvalue()


DATABASE = made()
TABLE = table()


def read(data: bytes, reader: Reader = sqlite.read) -> TextAnswer | None:
    order = ReadOrder(family="sqlite", name="", size=len(data), budget=BUDGET)
    try:
        answer = reader(BytesContent(data), order, Closed())
    except GiveUp:
        return None
    refuse_impossible(answer, order)
    return answer


def flips_in(data: bytes) -> st.SearchStrategy[list[tuple[int, int]]]:
    place = st.tuples(st.integers(0, len(data) - 1), st.integers(0, 255))
    return st.lists(place, min_size=1, max_size=30)


flips = flips_in(DATABASE)


def damaged(places: list[tuple[int, int]], whole: bytes = DATABASE) -> bytes:
    data = bytearray(whole)
    for at, value in places:
        data[at] = value
    return bytes(data)


@settings(max_examples=150)
@given(flips)
def test_a_database_with_changed_bytes_is_read_or_given_up(places: list[tuple[int, int]]) -> None:
    read(damaged(places))


@settings(max_examples=50)
@given(st.integers(0, len(DATABASE)))
def test_a_database_that_ends_anywhere_is_read_or_given_up(end: int) -> None:
    read(DATABASE[:end])


@settings(max_examples=100)
@given(flips_in(TABLE))
def test_a_parquet_file_with_changed_bytes_is_read_or_given_up(
    places: list[tuple[int, int]],
) -> None:
    read(damaged(places, TABLE), parquet.read)


@settings(max_examples=30)
@given(st.integers(0, len(TABLE)))
def test_a_parquet_file_that_ends_anywhere_is_read_or_given_up(end: int) -> None:
    read(TABLE[:end], parquet.read)


@pytest.mark.deep
@settings(max_examples=3000)
@given(flips_in(TABLE))
def test_many_parquet_files_with_changed_bytes(places: list[tuple[int, int]]) -> None:
    read(damaged(places, TABLE), parquet.read)


@pytest.mark.deep
@settings(max_examples=5000)
@given(flips)
def test_many_databases_with_changed_bytes(places: list[tuple[int, int]]) -> None:
    read(damaged(places))
