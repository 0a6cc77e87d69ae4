from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from amana.archive import Archive, open_archive
from amana.archive.digests import digests_of
from amana.core import CustodyError
from amana.records import Entry, Field, Form, Restriction, RestrictionKind

Write = Callable[[str, str], Path]
SALT = "0" * 64


def test_the_cache_can_be_deleted(archive: Archive, write: Write) -> None:
    archive.add([write("a.txt", "The tribunal sat on Monday.\n")], Form(source="S"))
    archive.close()
    shutil.rmtree(archive.root / "cache")
    with open_archive(archive.root) as again:
        assert again.list()[0] == 1
        assert again.search("tribunal").results.total == 1
        assert again.check(projections=True).ok


def test_a_copy_without_its_keys_can_be_looked_at_but_not_written_to(
    archive: Archive, write: Write
) -> None:
    archive.add([write("a.txt", "The tribunal sat on Monday.\n")], Form(source="S"))
    closed = (Restriction(kind=RestrictionKind.CONFIDENTIAL),)
    archive.add([write("b.txt", "A letter.\n")], Form(source="S", restrictions=closed))
    archive.close()
    for left_out in ("keys", "cache", "work"):
        shutil.rmtree(archive.root / left_out)
    with open_archive(archive.root) as copy:
        copy.become_committer()
        total, rows = copy.list()
        assert total == 2
        assert copy.search("tribunal").results.total == 1
        assert copy.rebuild() == copy.checkpoint().size
        assert copy.search("tribunal").results.total == 1
        with pytest.raises(CustodyError, match="the key of the log"):  # a look must be entered
            copy.show(rows[1].ref, purpose="inquiry 12/2026")
        with pytest.raises(CustodyError, match="the key of the log"):
            copy.add([write("c.txt", "c")])
        found = copy.check()
        assert found.ok
        assert found.not_entered


def test_a_missing_public_key_is_told_with_what_to_do(archive: Archive) -> None:
    archive.close()
    (archive.root / "custody" / "log.vkey").unlink()
    with pytest.raises(CustodyError, match=r"log\.vkey"), open_archive(archive.root) as again:
        again.checkpoint()


def test_digests_that_an_entry_brought_in() -> None:
    fields = (
        Field(name="digests", value={"sha256": "a" * 64}, salt=SALT),
        Field(name="result IT-1", value={"reading": "b" * 64, "facts": "c" * 64}, salt=SALT),
    )
    assert digests_of(Entry(index=0, fields=fields)) == ["a" * 64, "b" * 64, "c" * 64]
