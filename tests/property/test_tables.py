"""Readers of tables under input that nobody wrote on purpose."""

from __future__ import annotations

import io
import sqlite3
import struct
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
from amana.reading.readers.office import xlsb
from amana.reading.readers.office.sample import packed, related
from amana.reading.readers.parquet import reader as parquet
from amana.reading.readers.sqlite import reader as sqlite
from amana.reading.readers.tnef import reader as tnef
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


def mail() -> bytes:
    """Return a TNEF stream with properties of several kinds and an attachment."""
    data = b"\x78\x9f\x3e\x22\1\0"
    text = "words\0".encode("utf-16-le")
    listed = struct.pack("<I", 2) + struct.pack("<HHI", 3, 0x3FFD, 1256)
    listed += struct.pack("<HHII", 0x1F, 0x1000, 1, len(text)) + text
    for level, number, content in (
        (1, 0x18004, b"subject\0"), (1, 0x69003, listed), (2, 0x69002, bytes(14)),
        (2, 0x6800F, b"attached"), (2, 0x18010, b"name.txt\0"),
    ):  # fmt: skip
        data += struct.pack("<BII", level, number, len(content)) + content
        data += struct.pack("<H", sum(content) & 0xFFFF)
    return data


def sheet() -> bytes:
    """Return records of a workbook and a sheet, one after the other."""
    wide = struct.pack("<I", 10) + "worksheet1".encode("utf-16-le")
    rows = [
        (0x9C, struct.pack("<II", 0, 1) + wide + wide), (0, struct.pack("<I13x", 0)),
        (2, struct.pack("<III", 0, 0, 22)), (5, struct.pack("<IId", 1, 0, 1.5)),
        (6, struct.pack("<II", 2, 0) + wide), (3, struct.pack("<IIB", 3, 0, 7)),
        (62, struct.pack("<IIB", 4, 0, 0) + wide), (60, struct.pack("<4IH", 0, 3, 0, 0, 1)),
    ]  # fmt: skip
    return b"".join(
        (bytes([kind]) if kind < 128 else bytes([kind, 1])) + bytes([len(body)]) + body
        for kind, body in rows
    )


DATABASE = made()
TABLE = table()
MAIL = mail()
SHEET = sheet()


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


@settings(max_examples=100)
@given(flips_in(MAIL), st.integers(0, len(MAIL)))
def test_tnef_with_changed_bytes_is_read_or_given_up(
    places: list[tuple[int, int]], end: int
) -> None:
    read(damaged(places, MAIL)[:end], tnef.read)


@settings(max_examples=100)
@given(flips_in(SHEET))
def test_records_of_a_binary_sheet_are_read_or_told(places: list[tuple[int, int]]) -> None:
    parts: dict[str, str | bytes] = {
        "xl/workbook.bin": damaged(places[:1], SHEET),
        "xl/worksheets/s.bin": damaged(places, SHEET),
        "xl/_rels/workbook.bin.rels": related(worksheet1="worksheets/s.bin"),
    }
    read(packed(parts), xlsb.read)
