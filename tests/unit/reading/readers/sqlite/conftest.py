"""Databases made for tests."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

Make = Callable[..., bytes]


@pytest.fixture
def database(tmp_path: Path) -> Make:
    """Make a database from SQL; `rows` are put into table `t` one by one."""

    def make(*orders: str, rows: tuple[tuple[object, ...], ...] = (), page: int = 512) -> bytes:
        file = tmp_path / "made.db"
        file.unlink(missing_ok=True)
        connection = sqlite3.connect(file, isolation_level=None)
        connection.execute(f"PRAGMA page_size={page}")
        connection.execute("PRAGMA synchronous=OFF")
        for order in orders:
            connection.execute(order)
        for row in rows:
            marks = ",".join("?" * len(row))
            connection.execute(f"INSERT INTO t VALUES ({marks})", row)  # noqa: S608 - marks only
        connection.close()
        return file.read_bytes()

    return make
