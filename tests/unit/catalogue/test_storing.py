"""What is there already stays; states are set in the order of the log."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from amana.catalogue import tables as t
from amana.catalogue.database import Database
from amana.catalogue.projection import project
from amana.catalogue.storing import meta, set_meta, store

if TYPE_CHECKING:
    from tests.unit.catalogue.conftest import Log


def made(tmp_path: Path) -> Database:
    database = Database(f"sqlite:///{tmp_path / 'catalogue.db'}")
    database.make_again(t.metadata)
    return database


def test_a_row_that_is_there_stays(tmp_path: Path, log: Log) -> None:
    log.acquired("IT-A", "letter", source="S-1", name="first")
    log.acquired("IT-A", "letter", source="S-1", name="second")
    database = made(tmp_path)
    with database.writing() as db:
        store(db, project(log.entries, log.load))
        assert db.scalars(select(t.item.c.name)).all() == ["first"]
    database.close()


def test_of_several_states_the_last_one_stands(tmp_path: Path, log: Log) -> None:
    log.acquired("IT-A", "letter")
    for state in ("unreadable", "refused", "no-reader"):
        log.add(type="derived", **{"result IT-A": {"state": state, "media_type": "x/y"}})
    database = made(tmp_path)
    with database.writing() as db:
        store(db, project(log.entries, log.load))
        assert db.scalars(select(t.item.c.state)).all() == ["no-reader"]
    database.close()


def test_notes_of_the_catalogue_itself(tmp_path: Path) -> None:
    database = made(tmp_path)
    with database.writing() as db:
        assert meta(db, "log_size") is None
        set_meta(db, "log_size", "1")
        set_meta(db, "log_size", "2")
        assert meta(db, "log_size") == "2"
    database.close()
