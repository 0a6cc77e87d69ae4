"""Routes by which pages are asked for, followed and stopped."""

from __future__ import annotations

import msgspec
from litestar import Controller, get, post
from litestar.datastructures import State as AppState
from litestar.params import FromPath, JSONBody
from litestar.response import Stream

from amana.core import UsageError
from amana.interface.http.capture_asking import (
    AskedPages,
    PlannedRow,
    examined,
    planned,
    require_warned,
)
from amana.interface.http.capture_runs import Runs, RunShape
from amana.interface.http.capture_telling import capture_pages
from amana.interface.http.doing import NDJSON, works_of
from amana.interface.http.looking import PurposeHeader, archive_of, stated


class ProfileShape(msgspec.Struct, frozen=True, kw_only=True):
    """A way of asking for pages, and what a person must know before it is used.

    `through` is the proxy, `host:port`; `widened` tells that it asks where others may not.
    `warning` says both in English sentences.
    """

    name: str
    through: str | None
    widened: bool
    warning: tuple[str, ...]


class Capturing(Controller):
    """Captures of pages."""

    path = "/captures"

    @get("/profiles", operation_id="profiles", sync_to_thread=True)
    def profiles(self, state: AppState) -> tuple[ProfileShape, ...]:
        """List the ways in which pages can be asked for, with what sites see of each."""
        captures = archive_of(state).captures
        return tuple(
            ProfileShape(
                name=name,
                through=(way := captures.way(name)).through,
                widened=way.widened,
                warning=captures.warning(name),
            )
            for name in captures.profiles()
        )

    @post("/plan", operation_id="planCaptures", status_code=200, sync_to_thread=True)
    def plan(self, data: JSONBody[AskedPages], state: AppState) -> tuple[PlannedRow, ...]:
        """Say row by row what would be asked for; nothing is."""
        return tuple(map(planned, examined(archive_of(state), data)))

    @post("/", operation_id="capture", status_code=200, sync_to_thread=True)
    def capture(self, data: JSONBody[AskedPages], state: AppState) -> RunShape:
        """Begin to capture pages; what becomes of them is told by the events of the run."""
        require_warned(warned=data.warned)
        archive, works = archive_of(state), works_of(state)
        rows = examined(archive, data)
        pages = tuple(row.page for row in rows if row.page is not None)
        wrong = sum(row.wrong is not None for row in rows)
        if wrong or not pages:
            said = f"{wrong} rows cannot be used" if wrong else "there is no address"
            raise UsageError(
                f"nothing was captured: {said}", remedy="put them right, or take them out"
            )
        run = runs_of(state).begin(
            "capture",
            len(pages),
            lambda emit, stop: capture_pages(archive, works, pages, emit, stop),
            private=any(page.form.restrictions for page in pages),
        )
        return run.shape()

    @get("/runs", operation_id="runs", sync_to_thread=True)
    def runs(self, state: AppState) -> tuple[RunShape, ...]:
        """List the runs that go on or have ended since the server began; no address is told."""
        return runs_of(state).listed()

    @get("/runs/{key:str}", operation_id="run", media_type=NDJSON, sync_to_thread=True)
    def run(self, key: FromPath[str], state: AppState, purpose: PurposeHeader = None) -> Stream:
        """Tell everything that a run told and tells, a line of JSON each, to its end."""
        return Stream(runs_of(state).find(key, stated(purpose)).follow(), media_type=NDJSON)

    @post(
        "/runs/{key:str}/stop", operation_id="stopRun", status_code=200,
        sync_to_thread=True,
    )  # fmt: skip
    def stop(self, key: FromPath[str], state: AppState, purpose: PurposeHeader = None) -> RunShape:
        """End a run: what is under way is ended as far as it came, and nothing more is begun."""
        run = runs_of(state).find(key, stated(purpose))
        run.stop.set()
        return run.shape()


def runs_of(state: AppState) -> Runs:
    """Return the runs of this server."""
    runs: Runs = state.runs
    return runs
