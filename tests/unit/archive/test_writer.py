from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from amana.archive import Archive, open_archive
from amana.archive.committer import ArchiveLock
from amana.archive.layout import Layout
from amana.archive.parts import Parts
from amana.archive.requests import Group, Note
from amana.core import UsageError, sha256_hex
from amana.records import Actor, EntryType, Form

Write = Callable[[str, str], Path]


def test_whoever_waits_takes_over_when_the_holder_ends(archive: Archive, write: Write) -> None:
    archive.become_committer()
    with open_archive(archive.root) as other:
        other.add([write("a.txt", "one")], Form(source="S"), read=False)
        archive.close()
        assert other.add([write("b.txt", "two")], Form(source="S"), read=False).preserved == 1
        assert other.list()[0] == 2
        assert other.check().ok


def test_a_stale_socket_does_not_stop_anybody(archive: Archive, write: Write) -> None:
    archive.close()
    Layout(archive.root).socket.touch()
    with open_archive(archive.root) as again:
        assert again.add([write("a.txt", "one")], read=False).preserved == 1


def test_the_lock_is_free_after_closing(archive: Archive) -> None:
    archive.become_committer()
    archive.close()
    ArchiveLock(Layout(archive.root)).release()


def test_files_of_a_note_land_through_the_process_that_holds_the_lock(
    archive: Archive, parts: Parts
) -> None:
    archive.become_committer()
    path = "timestamps/1/north.tsr"
    number = parts.note(EntryType.CHECKED, {"scope": "test"}, {path: b"token \xff"})
    assert not parts.writer.is_committer
    assert (archive.root / "custody" / path).read_bytes() == b"token \xff"
    assert parts.log.entry(number).get("files") == {path: sha256_hex(b"token \xff")}
    with pytest.raises(UsageError, match="there is something at"):
        parts.note(EntryType.CHECKED, {"scope": "test"}, {path: b"another"})
    with pytest.raises(UsageError, match="no file of an entry can stand at"):
        parts.note(EntryType.CHECKED, {"scope": "test"}, {"../keys/log.pem": b"x"})
    with pytest.raises(UsageError, match="state other files"):
        parts.note(EntryType.CHECKED, {"files": {path: "0" * 64}})
    assert parts.note(EntryType.CHECKED, {"scope": "test"}) == number + 1
    assert archive.check().ok


def test_a_note_that_is_asked_again_brings_its_files_once(
    archive: Archive, parts: Parts, actor: Actor
) -> None:
    note = Note(kind=EntryType.CHECKED, fields={}, files={"timestamps/1/north.tsr": b"token"})
    (first,) = parts.commit(note)
    with parts.writer.transaction() as group:
        asked = Group(actor=actor, requests=(note,), again_from=0)
        assert group.commit(asked) == (first,)
    archive.close()
