"""What a run of captures tells of each of its pages, an event each."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from amana.archive import Archive, CaptureProgress, TakenPage, WantedPage
from amana.interface.http.works import Emit, Works
from amana.records import State


def capture_pages(
    archive: Archive,
    works: Works,
    pages: Sequence[WantedPage],
    emit: Emit,
    stop: threading.Event,
) -> None:
    """Capture pages, then read what came; tell each step of each page by its place among them."""
    places = {page.url: place for place, page in enumerate(pages)}
    for place, page in enumerate(pages):
        emit({"event": "queued", "page": place, "url": page.url, "risk": page.risk.value})
    telling = Telling(emit)
    report = archive.captures.take(
        pages,
        read=False,
        on_progress=lambda told: telling.step(places.get(told.url), told),
        on_taken=lambda told: telling.taken(places.get(told.page.url), told),
        stop=stop,
    )
    read_after(works, telling, stop)
    emit({
        "event": "end",
        "taken": report.taken,
        "failed": len(report.failed),
        "left": len(report.left),
        "interrupted": report.interrupted,
    })  # fmt: skip


class Telling:
    """Tells what becomes of the pages of one run, and of no other."""

    def __init__(self, emit: Emit) -> None:
        self._emit = emit
        self._lock = threading.Lock()
        self._steps: dict[int, str] = {}
        self._own: set[str] = set()

    def step(self, place: int | None, told: CaptureProgress) -> None:
        """Tell of a page that it has come to another step."""
        if place is None:
            return
        with self._lock:
            if self._steps.get(place) == told.step:
                return
            self._steps[place] = told.step
        self._emit({
            "event": "step",
            "page": place,
            "step": told.step,
            "requests": told.requests,
            "bytes": told.bytes,
        })  # fmt: skip

    def taken(self, place: int | None, told: TakenPage) -> None:
        """Tell what became of a page; without a place, of one that a crash had left."""
        self.own(told.ref)
        account = told.account
        self._emit({
            "event": "left" if place is None else "taken",
            "page": place,
            "ref": told.ref,
            "entry": told.entry,
            "outcome": account.outcome.value if account else None,
            "status": account.status if account else None,
            "watch": told.watch,
            "reason": told.reason,
        })  # fmt: skip

    def own(self, ref: str | None) -> None:
        """Let it be told of this item when it is read."""
        if ref is not None:
            with self._lock:
                self._own.add(ref)

    def read(self, ref: str, state: State, reason: str | None) -> None:
        """Tell what reading gave, if the item is of this run; others may be restricted."""
        with self._lock:
            if ref not in self._own:
                return
        self._emit({"event": "state", "ref": ref, "state": state.value, "reason": reason})


def read_after(works: Works, telling: Telling, stop: threading.Event) -> None:
    """Read what a run took in, unless it was stopped; whoever reads next does it then."""
    if stop.is_set():
        return
    with works.following(telling.read):
        works.read_what_waits()
    works.analyse_what_waits()
