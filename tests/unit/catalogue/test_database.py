"""Connections, damage, full disks: the errors of the database are told as ours."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from amana.catalogue import CatalogueUnusable, open_catalogue
from amana.catalogue import tables as t
from amana.catalogue.database import Database
from amana.core import StorageFull, UnavailableError, UsageError

if TYPE_CHECKING:
    from tests.unit.catalogue.conftest import Log


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.db"


def filled(path: Path, log: Log) -> None:
    for number in range(200):
        log.acquired(f"IT-{number}", str(number))
    catalogue = open_catalogue(f"sqlite:///{path}")
    catalogue.clear()
    catalogue.apply(log.entries, log.load)
    catalogue.close()


def test_a_catalogue_that_is_not_there_is_empty(path: Path) -> None:
    catalogue = open_catalogue(f"sqlite:///{path}")
    assert catalogue.log_size() == 0
    with pytest.raises(CatalogueUnusable, match="no such table"):
        catalogue.items()
    catalogue.close()


def test_a_catalogue_of_another_version_is_empty_until_it_is_made_again(
    path: Path, log: Log
) -> None:
    filled(path, log)
    with sqlite3.connect(path) as db:
        db.execute("UPDATE meta SET value = '1' WHERE name = 'schema'")
        db.execute("ALTER TABLE item DROP COLUMN consent")
    db.close()
    catalogue = open_catalogue(f"sqlite:///{path}")
    assert catalogue.log_size() == 0
    with pytest.raises(CatalogueUnusable):
        catalogue.items()
    catalogue.clear()
    catalogue.apply(log.entries, log.load)
    assert catalogue.items()[0] == 200
    catalogue.close()


@pytest.mark.parametrize("damage", ["no database", "torn", "gone", "empty"])
def test_a_damaged_file_is_told_and_replaced(path: Path, log: Log, damage: str) -> None:
    filled(path, log)
    if damage == "no database":
        path.write_bytes(b"something else" * 1000)
    elif damage == "torn":
        data = bytearray(path.read_bytes())
        data[4096:] = b"\xa5" * (len(data) - 4096)
        path.write_bytes(data)
    elif damage == "gone":
        path.unlink()
    else:
        path.write_bytes(b"")
    catalogue = open_catalogue(f"sqlite:///{path}")
    assert catalogue.log_size() == 0
    with pytest.raises(CatalogueUnusable) as caught:
        catalogue.items()
    assert "amana rebuild" in (caught.value.remedy or "")
    catalogue.clear()
    catalogue.apply(log.entries, log.load)
    assert catalogue.items()[0] == 200
    catalogue.close()


def test_a_file_that_is_removed_while_it_is_open_is_made_again(path: Path, log: Log) -> None:
    filled(path, log)
    catalogue = open_catalogue(f"sqlite:///{path}")
    assert catalogue.log_size() == 200
    for name in path.parent.glob("catalogue.db*"):
        name.unlink()
    catalogue.clear()
    assert path.is_file()
    assert catalogue.log_size() == 0
    catalogue.close()


def test_a_full_disk_is_told_as_such(path: Path, log: Log) -> None:
    filled(path, log)
    database = Database(f"sqlite:///{path}")
    with database.reading() as db:
        pages = db.scalar(text("PRAGMA page_count"))

    def write_much() -> None:
        with database.writing() as db:
            db.execute(text(f"PRAGMA max_page_count = {pages}"))
            db.execute(
                t.meta.insert(), [{"name": str(n), "value": "x" * 1000} for n in range(1000)]
            )

    with pytest.raises(StorageFull, match="no room left") as caught:
        write_much()
    assert caught.value.exit_status == 40
    with database.reading() as db:
        assert db.scalar(text("SELECT count(*) FROM meta")) == 3
    database.close()


def test_a_place_that_cannot_be_reached_is_told(tmp_path: Path) -> None:
    catalogue = open_catalogue(f"sqlite:///{tmp_path / 'no folder' / 'catalogue.db'}")
    with pytest.raises(UnavailableError, match="cannot be reached"):
        catalogue.items()
    catalogue.close()


def test_readers_go_on_while_one_writes(path: Path, log: Log) -> None:
    filled(path, log)
    reader, writer = (open_catalogue(f"sqlite:///{path}") for _ in range(2))
    counted: list[int] = []

    def read() -> None:
        counted.extend(reader.items(limit=1)[0] for _ in range(50))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(200, 220):
        writer.apply([log.acquired(f"IT-{number}", str(number))], log.load)
    for thread in threads:
        thread.join()
    assert len(counted) == 200
    assert set(counted) <= set(range(200, 221))
    reader.close()
    writer.close()


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(UsageError):
        Database("oracle+unknown://somewhere")
