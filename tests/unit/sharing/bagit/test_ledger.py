from __future__ import annotations

import sqlite3

import pytest

from amana.core import StorageFull
from amana.sharing.bagit.ledger import Absent, Ledger, Present
from amana.sharing.bagit.names import Spelled, spelled


def listed(path: str, checksum: bytes = b"1") -> tuple[Spelled, bytes]:
    return spelled(path, strict=True), checksum


def test_folders_come_back_in_reverse_and_once() -> None:
    with Ledger() as ledger:
        for name in (b"a", b"b"):
            ledger.push(name)
        assert [ledger.pop(), ledger.pop(), ledger.pop()] == [b"b", b"a", None]


def test_what_is_there_meets_what_is_claimed_of_it() -> None:
    with Ledger() as ledger:
        ledger.found([(b"data/b", 2, False), (b"data/a", 1, True), (b"bagit.txt", 9, False)])
        ledger.lists(0, [listed("data/a"), listed("data/b", b"2"), listed("data/c")])
        ledger.lists(1, [listed("data/b", b"3")])
        ledger.sort()
        assert list(ledger.present()) == [
            Present(b"bagit.txt", 9, False, ()),
            Present(b"data/a", 1, True, ((0, b"1"),)),
            Present(b"data/b", 2, False, ((0, b"2"), (1, b"3"))),
        ]
        assert list(ledger.absent()) == [Absent(b"data/c", b"data/c", 0, b"1")]
        assert (ledger.count(), ledger.totals()) == (3, (2, 3))
        assert ledger.claims(b"data/b") == [(0, b"2"), (1, b"3")]
        assert ledger.has(b"data/b")
        assert not ledger.has(b"data/c")


def test_repeated_lines_and_clashing_names_are_found() -> None:
    with Ledger() as ledger:
        ledger.found([(b"data/A", 1, False), (b"data/a", 1, False)])
        ledger.lists(
            0, [listed("data/a"), listed("data/a"), listed("data/A"), listed("data/A", b"2")]
        )
        ledger.sort()
        assert sorted(ledger.repeated()) == [(b"data/A", 0, False), (b"data/a", 0, True)]
        assert list(ledger.clashes()) == [b"data/A", b"data/a"]
        assert ledger.like(b"data/a") == [b"data/A"]


def test_a_claim_can_be_meant_for_another_spelling() -> None:
    with Ledger() as ledger:
        ledger.found([(b"data/a", 1, False)])
        ledger.lists(0, [listed("data/A", b"9")])
        ledger.sort()
        (absent,) = ledger.absent()
        ledger.means(absent, b"data/a")
        assert [present.claims for present in ledger.present()] == [((0, b"9"),)]
        assert list(ledger.absent()) == []


def test_what_is_to_be_fetched_must_be_listed() -> None:
    with Ledger() as ledger:
        ledger.found([(b"data/a", 1, False)])
        ledger.lists(0, [listed("data/a"), listed("data/b")])
        ledger.lists(1, [listed("data/a")])
        ledger.fetches([(b"data/a", 5), (b"data/b", None), (b"data/c", None)])
        ledger.sort()
        assert list(ledger.unlisted_fetches(2, every=True)) == [b"data/b", b"data/c"]
        assert list(ledger.unlisted_fetches(2, every=False)) == [b"data/c"]
        assert list(ledger.fetched_otherwise()) == [(b"data/a", 5, 1)]
        assert ledger.is_fetched(b"data/b")


def test_a_full_disk_is_told_as_such() -> None:
    with Ledger() as ledger:
        ledger._db.execute("COMMIT")
        ledger._db.execute("PRAGMA max_page_count=20")
        with pytest.raises(StorageFull, match="no room for the lists"):
            ledger.found((b"data/%d" % number, 1, False) for number in range(10_000))
    with pytest.raises(sqlite3.ProgrammingError):
        ledger.count()
