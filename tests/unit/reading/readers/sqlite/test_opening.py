from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.unit.reading.readers.sqlite.conftest import Make


import sqlite3

import pytest

from amana.reading.notices import Code
from amana.reading.readers.intake import BytesContent, GiveUp
from amana.reading.readers.sqlite.opening import Brake, open_copy


@pytest.mark.parametrize(
    "order",
    [
        "INSERT INTO t VALUES (1)",
        "DELETE FROM t",
        "CREATE TABLE u (a)",
        "ATTACH ':memory:' AS other",
        "PRAGMA writable_schema=ON",
        "PRAGMA trusted_schema=ON",
        "SELECT load_extension('x')",
        "SELECT upper(a) FROM t",
        "SELECT a FROM v",
        "VACUUM INTO 'x'",
        "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c",
    ],
)
def test_nothing_but_reading_of_stored_columns_is_allowed(database: Make, order: str) -> None:
    data = database("CREATE TABLE t (a)", "CREATE VIEW v AS SELECT a FROM t")
    opened = open_copy(BytesContent(data))
    with pytest.raises(sqlite3.Error):
        opened.connection.execute(order).fetchmany(10)
    assert opened.connection.execute("SELECT a FROM t").fetchall() == []
    opened.connection.close()


def test_a_database_that_is_none() -> None:
    with pytest.raises(GiveUp) as raised:
        open_copy(BytesContent(b"SQLite format 3\0" + bytes(range(256)) * 8))
    assert raised.value.code is Code.CONTAINER_BROKEN


def test_a_statement_without_rows_is_stopped() -> None:
    brake = Brake()
    assert not any(brake() for _ in range(500))
    assert brake()
    brake.release()
    assert not brake()
