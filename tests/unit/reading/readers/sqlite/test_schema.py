from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.unit.reading.readers.sqlite.conftest import Make


from amana.reading.readers.intake import BytesContent
from amana.reading.readers.sqlite.opening import open_copy
from amana.reading.readers.sqlite.schema import (
    Listed,
    is_stored,
    is_virtual,
    listed,
    quoted,
    stored,
)


def line(sql: str, kind: str = "table") -> Listed:
    return Listed(1, kind, "t", sql)


def test_what_defines_a_stored_table() -> None:
    assert is_stored(line("CREATE TABLE t(a)"))
    assert is_stored(line('CREATE TABLE"t"(a)')) is False  # SQLite never writes it so
    assert is_virtual(line("CREATE VIRTUAL TABLE t USING fts5(a)"))
    assert is_virtual(line("CREATE/*x*/VIRTUAL--\nTABLE t USING fts5(a)"))
    assert not is_stored(line("CREATE/* TABLE */VIRTUAL TABLE t USING fts5(a)"))
    assert not is_stored(line("CREATE VIEW t AS SELECT 1"))
    assert not is_stored(line("CREATE TABLE t(a)", kind="index"))


def test_columns_and_keys(database: Make) -> None:
    data = database(
        'CREATE TABLE "odd ""name""" (a, rowid, b AS (a + 1), c AS (a + 2) STORED)',
        "CREATE TABLE keyless (a PRIMARY KEY, b) WITHOUT ROWID",
        "CREATE TABLE negative (a INTEGER PRIMARY KEY)",
        "INSERT INTO negative VALUES (-5)",
    )
    opened = open_copy(BytesContent(data))
    lines, broken = listed(opened.connection)
    assert not broken
    odd, keyless, negative = (stored(opened.connection, line) for line in lines if line.sql)
    opened.connection.close()
    assert odd is not None
    assert keyless is not None
    assert negative is not None
    assert (odd.columns, odd.computed, odd.rowid) == (("a", "rowid", "c"), ("b",), "_rowid_")
    assert (keyless.columns, keyless.rowid, keyless.numbered) == (("a", "b"), None, False)
    assert (negative.rowid, negative.numbered) == ("rowid", False)


def test_names_are_quoted() -> None:
    assert quoted('a"; DROP') == '"a""; DROP"'
