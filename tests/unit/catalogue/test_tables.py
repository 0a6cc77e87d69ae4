"""Every table can be dumped in order, and nothing in it depends on when it was made."""

from __future__ import annotations

from sqlalchemy import DateTime

from amana.catalogue import tables as t


def test_every_table_has_a_key() -> None:
    for table in t.metadata.sorted_tables:
        assert list(table.primary_key.columns), table.name


def test_no_column_fills_itself() -> None:
    for table in t.metadata.sorted_tables:
        for column in table.columns:
            assert column.default is None, column
            assert column.server_default is None, column
            assert not isinstance(column.type, DateTime), column
            assert column.autoincrement is not True, column
