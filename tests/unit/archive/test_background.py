from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from amana.archive import (
    Archive,
    Asked,
    CheckReport,
    LookedAt,
    keep_checking,
    keep_stamping,
    keep_watching,
    studios,
)
from amana.core import AmanaError, FixedClock, IntegrityError, UnavailableError

if TYPE_CHECKING:
    from tests.conftest import TimeAuthority
    from tests.unit.conftest import Web

Write = Callable[[str, str], Path]


def first_told(archive: Archive) -> CheckReport | AmanaError:
    """Return what is told first."""
    heard = threading.Event()
    told: list[CheckReport | AmanaError] = []

    def hear(report: CheckReport | AmanaError) -> None:
        told.append(report)
        heard.set()

    with keep_checking(archive, hear, first=0):
        assert heard.wait(60)
    return told[0]


def test_what_is_due_is_checked_beside_other_work(
    archive: Archive, write: Write, clock: FixedClock
) -> None:
    archive.add([write("a.txt", "one")], read=False)
    clock.at += timedelta(days=100)
    report = first_told(archive)
    assert isinstance(report, CheckReport)
    assert (report.scope, report.objects, report.ok) == ("rolling", 1, True)
    assert archive.entries(limit=1)[1][0].index == report.entry


def test_what_goes_wrong_is_told(archive: Archive, write: Write, clock: FixedClock) -> None:
    archive.add([write("a.txt", "one")], read=False)
    clock.at += timedelta(days=100)
    pack = archive.root / "vault/packs/00000001.tar"
    pack.write_bytes(pack.read_bytes().replace(b"one", b"two"))
    report = first_told(archive)
    assert isinstance(report, CheckReport)
    assert len(report.problems) == 1

    def fail(**_: object) -> CheckReport:
        raise IntegrityError("it is broken")

    archive.check = fail  # type: ignore[method-assign]  # stands for any failure
    assert isinstance(first_told(archive), IntegrityError)


def test_nothing_is_due_and_nothing_told(archive: Archive, write: Write) -> None:
    archive.add([write("a.txt", "one")], read=False)
    size = archive.checkpoint().size
    told: list[object] = []
    with keep_checking(archive, told.append, first=0, every=0.01):
        threading.Event().wait(0.2)
    assert told == []
    assert archive.checkpoint().size == size


def test_it_can_be_left_out(archive: Archive) -> None:
    archive.settings = msgspec.structs.replace(archive.settings, check_megabytes=0)
    before = threading.active_count()
    with keep_checking(archive, print, first=0):
        assert threading.active_count() == before


def asked_first(archive: Archive) -> Asked | AmanaError:
    heard = threading.Event()
    told: list[Asked | AmanaError] = []

    def hear(asked: Asked | AmanaError) -> None:
        told.append(asked)
        heard.set()

    with keep_stamping(archive, hear, first=0, every=0.05):
        assert heard.wait(60)
        threading.Event().wait(0.3)
    assert len(told) == 1, "what stays the same is told once"
    return told[0]


def test_what_is_new_is_stamped_beside_other_work(
    archive: Archive, authority: TimeAuthority, clock: FixedClock
) -> None:
    clock.at = datetime.now(UTC)
    archive.anchors.add_authority("real", authority.url, authority.roots)
    told: list[object] = []
    with keep_stamping(archive, told.append, first=0, every=0.05):
        while not authority.asked:
            threading.Event().wait(0.05)
        threading.Event().wait(0.5)
    assert told == []
    assert [each.size for each in archive.anchors.timestamps()] == [2]
    assert len(authority.asked) == 1, "its own token is no reason to ask again"


def test_an_authority_that_is_silent_is_told_once(
    archive: Archive, authority: TimeAuthority
) -> None:
    archive.anchors.add_authority("real", authority.url, authority.roots)
    authority.close()
    told = asked_first(archive)
    assert isinstance(told, Asked)
    assert told.state == "unreachable"


def test_without_authorities_nobody_is_asked(archive: Archive) -> None:
    told: list[object] = []
    with keep_stamping(archive, told.append, first=0, every=0.05):
        threading.Event().wait(0.2)
    assert told == []
    archive.settings = msgspec.structs.replace(archive.settings, timestamp_minutes=0)
    before = threading.active_count()
    with keep_stamping(archive, told.append, first=0):
        assert threading.active_count() == before


def test_watched_pages_are_looked_at_beside_other_work(archive: Archive, web: Web) -> None:
    web.pages["http://a.example/"] = "Twelve were killed."
    archive.watches.set("http://a.example/")
    heard = threading.Event()
    told: list[LookedAt | AmanaError] = []

    def hear(look: LookedAt | AmanaError) -> None:
        told.append(look)
        heard.set()

    with keep_watching(archive, hear, first=0):
        assert heard.wait(60)
    (look,) = told
    assert isinstance(look, LookedAt)
    assert look.outcome == "first"


def test_why_nothing_can_be_looked_at_is_told_once(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.watches.set("http://a.example/")
    turns = threading.Semaphore(0)
    told: list[LookedAt | AmanaError] = []

    def fail(*_: object) -> object:
        turns.release()
        raise UnavailableError("there is no browser")

    monkeypatch.setattr(studios, "open_studio", fail)
    with keep_watching(archive, told.append, first=0, every=0.01):
        for _ in range(3):
            assert turns.acquire(timeout=60)
    assert [str(each) for each in told] == ["there is no browser"]
