from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from amana.archive import Archive
from amana.archive.checked import last_check_of, unread_since, when_made
from amana.core import stamp

Write = Callable[[str, str], Path]


def test_an_archive_without_bytes_has_none_unread(archive: Archive) -> None:
    assert unread_since(archive._parts) is None
    assert archive.status().unread_since is None


def test_what_was_never_checked_is_as_old_as_the_archive(archive: Archive, write: Write) -> None:
    archive.add([write("a.txt", "one")], read=False)
    made = when_made(archive._parts)
    assert unread_since(archive._parts) == stamp(made)
    report = archive.check()
    assert datetime.fromisoformat(str(unread_since(archive._parts))) > made
    (row,) = [row.item for row in archive.list()[1] if row.item]
    check = last_check_of(archive._parts, row)
    assert check
    assert check.entry == report.entry


def test_an_item_whose_bytes_are_gone_has_no_last_check(archive: Archive, write: Write) -> None:
    archive.add([write("a.txt", "one")], read=False)
    archive.check()
    (archive.root / "vault/packs/00000001.tar").unlink()
    (row,) = [row.item for row in archive.list()[1] if row.item]
    assert last_check_of(archive._parts, row) is None
