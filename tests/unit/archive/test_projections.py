from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from amana.archive import Archive
from amana.catalogue import Catalogue
from amana.records import Entry, Form

Write = Callable[[str, str], Path]
Load = Callable[[str], bytes]


def test_a_rebuild_gives_what_incremental_work_gave(
    archive: Archive, write: Write, confidential: Form
) -> None:
    path = write("a.txt", "The tribunal sat on Monday, and heard four witnesses.\n")
    archive.add([path], Form(source="S-1"))
    archive.add([write("b.txt", "Nobody came.\n")])
    archive.add([path], confidential)
    found = archive.search("tribunal", purpose="test").results
    before = [(line.place, line.text) for line in archive._parts.catalogue.dump()]
    assert archive.rebuild() == archive.checkpoint().size
    after = [(line.place, line.text) for line in archive._parts.catalogue.dump()]
    assert after == before
    assert archive.search("tribunal", purpose="test").results == found
    assert archive.check(projections=True).ok


def test_a_later_restriction_reaches_the_index(
    archive: Archive, write: Write, confidential: Form
) -> None:
    path = write("a.txt", "The tribunal sat on Monday.\n")
    archive.add([path], Form(source="S-1"))
    assert archive.search("tribunal").results.total == 1
    archive.add([path], confidential)
    assert archive.search("tribunal").results.total == 0


def test_an_interruption_right_after_the_catalogue_took_it_in_costs_nothing(
    archive: Archive, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.become_committer()
    apply = Catalogue.apply

    def interrupted(self: Catalogue, entries: Sequence[Entry], load: Load) -> None:
        apply(self, entries, load)
        raise KeyboardInterrupt

    monkeypatch.setattr(Catalogue, "apply", interrupted)
    assert archive.add([write("a.txt", "one")], read=False).interrupted
    monkeypatch.undo()
    assert archive.add([write("a.txt", "one"), write("b.txt", "two")], read=False).preserved == 1
    assert archive.check(projections=True).ok


def test_a_rebuild_makes_every_row_anew(archive: Archive, write: Write) -> None:
    archive.add([write("a.txt", "one")], Form(source="S-1"), read=False)
    with contextlib.closing(sqlite3.connect(archive.root / "cache" / "catalogue.db")) as db, db:
        db.execute("UPDATE item SET name = 'another'")
    assert not archive.check(projections=True).ok
    archive.rebuild()
    assert archive.check(projections=True).ok


def test_an_entry_that_touches_no_text_leaves_the_index_as_it_is(
    archive: Archive, write: Write
) -> None:
    archive.add([write("a.txt", "The tribunal sat on Monday.\n")])
    index, reached = archive._parts.index, archive._parts.index.log_size()
    archive.check()
    assert index.log_size() == reached < archive.checkpoint().size
    archive.add([write("b.txt", "It sat on Tuesday, too.\n")])
    assert index.log_size() == archive.checkpoint().size
    assert archive.search("sat").results.total == 2
    assert archive.check(projections=True).ok
