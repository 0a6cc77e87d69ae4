from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from amana.archive import Archive, CaptureProgress
from amana.interface.http.capture_telling import Telling, capture_pages
from amana.interface.http.works import Works
from amana.records import State

if TYPE_CHECKING:
    from tests.unit.conftest import Web

A = "https://a.example/"


def test_a_step_is_told_once_and_only_of_pages_of_this_run() -> None:
    told: list[Any] = []
    telling = Telling(told.append)
    for place in (0, 0, 1, None):
        telling.step(place, CaptureProgress(url=A, step="loading", requests=2, bytes=9))
    assert [each["page"] for each in told] == [0, 1]
    assert told[0] == {"event": "step", "page": 0, "step": "loading", "requests": 2, "bytes": 9}


def test_of_items_of_others_nothing_is_told() -> None:
    told: list[Any] = []
    telling = Telling(told.append)
    telling.own("IT-1")
    telling.own(None)
    for ref in ("IT-1", "IT-2"):
        telling.read(ref, State.READ, None)
    assert [each["ref"] for each in told] == ["IT-1"]


def test_what_was_stopped_is_read_by_whoever_reads_next(bare: Archive, web: Web) -> None:
    web.pages[A] = "Twelve were killed."
    told: list[Any] = []
    stop = threading.Event()
    web.before = lambda _url, end: end.set()
    works = Works(bare)
    capture_pages(bare, works, bare.captures.wanted([A]), told.append, stop)
    works.finish()
    assert told[-1]["interrupted"] is True
    assert not [each for each in told if each["event"] == "state"]
