from __future__ import annotations

import pytest

from amana.core import JSON, CustodyError
from amana.custody import LogWriter, Signer, salted
from amana.custody.backends import MemoryLog
from amana.custody.finding import entries_of
from amana.records import EntryType

KINDS = ("acquired", "replicated", "checked", "audited", "replicated")


@pytest.fixture
def log(storage: MemoryLog, signer: Signer) -> MemoryLog:
    writer = LogWriter.create(storage, signer, "0")
    for kind in KINDS:
        # A name that says "replicated" does not make an entry one.
        values: list[tuple[str, JSON]] = [("type", kind), ("name", '["type","replicated"')]
        writer.append([salted(values)], lambda: "0")
    return storage


def test_entries_of_some_types_are_found(log: MemoryLog) -> None:
    wanted = (EntryType.REPLICATED, EntryType.AUDITED)
    assert [entry.index for entry in entries_of(log, wanted, 0, 5)] == [1, 3, 4]
    assert [entry.index for entry in entries_of(log, wanted, 2, 4)] == [3]
    assert list(entries_of(log, wanted, 5, 5)) == []


def test_a_missing_segment_is_told(log: MemoryLog) -> None:
    del log.files["payloads/000.jsonl"]
    with pytest.raises(CustodyError):
        list(entries_of(log, (EntryType.AUDITED,), 0, 5))
