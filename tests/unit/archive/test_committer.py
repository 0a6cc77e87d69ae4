from __future__ import annotations

import io

import pytest

from amana.archive import Archive
from amana.archive.committer import ArchiveLock, lock_holder
from amana.archive.layout import Layout
from amana.archive.parts import Parts
from amana.archive.requests import Acquire
from amana.core import ArchiveBusy
from amana.records import Form


def test_there_is_one_committer(archive: Archive) -> None:
    archive.close()
    layout = Layout(archive.root)
    lock = ArchiveLock(layout)
    with pytest.raises(ArchiveBusy):
        ArchiveLock(layout)
    assert lock_holder(layout) is not None
    lock.release()
    ArchiveLock(layout).release()


def test_what_is_put_without_a_commit_is_dropped(archive: Archive, parts: Parts) -> None:
    archive.close()
    with parts.writer.transaction() as transaction:
        digests = transaction.put(io.BytesIO(b"never named"))
    assert digests.sha256 not in parts.vault
    assert [v for v in parts.vault.check(()) if v.problem] == []


def test_a_group_is_committed_as_a_whole(archive: Archive, parts: Parts) -> None:
    archive.close()
    with parts.writer.transaction() as transaction:
        requests = [
            Acquire(digests=transaction.put(io.BytesIO(data)), name=None, path=None, form=Form())
            for data in (b"one", b"two")
        ]
        receipts = transaction.commit(parts.group(requests))
    assert [receipt.entry for receipt in receipts] == [1, 2]
    assert parts.log.checkpoint().size == 3
