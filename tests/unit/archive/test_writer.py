from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from amana.archive import Archive, open_archive
from amana.archive.committer import ArchiveLock
from amana.archive.layout import Layout
from amana.records import Form

Write = Callable[[str, str], Path]


def test_whoever_waits_takes_over_when_the_holder_ends(archive: Archive, write: Write) -> None:
    archive.hold()
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
    archive.hold()
    archive.close()
    ArchiveLock(Layout(archive.root)).release()
