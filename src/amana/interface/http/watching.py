"""Routes of watches: pages that are looked at again and again, and how they differ.

Answers are the types of the archive, as they are, where nothing says otherwise.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Annotated

import msgspec
from litestar import Controller, get, post
from litestar.datastructures import State as AppState
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from amana.archive import (
    Archive,
    Change,
    Look,
    LookedAt,
    Paragraph,
    Watch,
    parse_pause,
    parse_risk,
    with_surroundings,
)
from amana.core import UsageError
from amana.interface.http.capture_asking import AskedForm, form_asked, require_warned
from amana.interface.http.capture_runs import RunShape
from amana.interface.http.capture_telling import Telling, read_after
from amana.interface.http.captures import runs_of
from amana.interface.http.doing import works_of
from amana.interface.http.looking import PurposeHeader, archive_of, stated
from amana.interface.http.works import Emit, Works
from amana.records import Measures

Key = FromPath[str]
_MOST_PARAGRAPHS = 4_000


class SetWatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A page that is to be watched, with what is asked for as with a capture."""

    url: str
    every: str
    form: AskedForm = AskedForm()
    risk: str = "normal"
    profile: str | None = None
    note: str | None = None
    warned: bool = False


class EndWatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a page is watched no more."""

    reason: str


class RunWatches(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which watches are to be looked at now; none: those that are due."""

    watches: tuple[str, ...] = ()


class ParagraphShape(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph and what became of it; `skipped` unchanged ones stand before it, not told."""

    became: Change
    text: str
    was: str | None
    skipped: int


class ChangeShape(msgspec.Struct, frozen=True, kw_only=True):
    """How the capture of a look differs from the one that it was held against.

    `paragraphs` are those that differ, with a kept one around each; None where one of the captures
    has no text. `cut` tells that there are more.
    """

    look: Look
    before: str
    after: str
    measures: Measures
    addresses: tuple[str | None, str | None]
    titles: tuple[str | None, str | None]
    paragraphs: tuple[ParagraphShape, ...] | None
    skipped: int
    cut: bool
    picture: bool


class Watching(Controller):
    """Watched pages."""

    path = "/watches"

    @get("/", operation_id="watches", sync_to_thread=True)
    def watches(
        self, state: AppState, *, ended: FromQuery[bool] = False, purpose: PurposeHeader = None
    ) -> tuple[Watch, ...]:
        """List watches: what is due and most at risk first; with `ended`, also those that ended."""
        return archive_of(state).watches.listed(ended=ended, purpose=stated(purpose))

    @post("/", operation_id="setWatch", status_code=200, sync_to_thread=True)
    def set(self, data: JSONBody[SetWatch], state: AppState) -> Watch:
        """Watch a page from now on; its first look is due at once."""
        require_warned(warned=data.warned)
        return archive_of(state).watches.set(
            data.url,
            form_asked(data.form),
            every=parse_pause(data.every),
            risk=parse_risk(data.risk),
            profile=data.profile,
            note=data.note,
        )

    @post("/run", operation_id="runWatches", status_code=200, sync_to_thread=True)
    def run(
        self, data: JSONBody[RunWatches], state: AppState, purpose: PurposeHeader = None
    ) -> RunShape:
        """Look at pages now; what that finds is told by the events of the run."""
        archive, works, why = archive_of(state), works_of(state), stated(purpose)
        standing = archive.watches.listed(purpose=why)
        chosen = [
            watch
            for watch in standing
            if (watch.name in data.watches if data.watches else watch.waiting or watch.hidden)
        ]
        unknown = set(data.watches) - {watch.name for watch in standing}
        if unknown or not chosen:
            said = f"no watch {min(unknown)} stands" if unknown else "no page is due"
            raise UsageError(said, remedy="choose watches that stand, or wait until one is due")
        run = runs_of(state).begin(
            "watch",
            len(chosen),
            lambda emit, stop: _look(
                archive, works, chosen, names=data.watches, emit=emit, stop=stop
            ),
            private=why is not None and any(watch.restrictions for watch in chosen),
        )
        return run.shape()

    @get("/{key:str}", operation_id="watch", sync_to_thread=True)
    def show(self, key: Key, state: AppState, purpose: PurposeHeader = None) -> Watch:
        """Show a watch with all looks at its page."""
        return archive_of(state).watches.show(key, purpose=stated(purpose))

    @post("/{key:str}/end", operation_id="endWatch", status_code=200, sync_to_thread=True)
    def end(
        self, key: Key, data: JSONBody[EndWatch], state: AppState, purpose: PurposeHeader = None
    ) -> Watch:
        """Watch a page no more; what was captured stays."""
        watches, why = archive_of(state).watches, stated(purpose)
        watches.show(key, purpose=why)  # who may not see it may not end it
        watches.end(key, data.reason)
        return watches.show(key, purpose=why)

    @get("/{key:str}/difference", operation_id="watchDifference", sync_to_thread=True)
    def difference(
        self,
        key: Key,
        state: AppState,
        *,
        place: Annotated[int | None, QueryParameter(ge=1, le=1 << 40)] = None,
        purpose: PurposeHeader = None,
    ) -> ChangeShape:
        """Say how the capture of a look differs from the one that it was held against."""
        look, found = archive_of(state).watches.difference(key, place, purpose=stated(purpose))
        told, skipped, cut = _paragraphs(found.text.paragraphs) if found.text else (None, 0, False)
        return ChangeShape(
            look=look,
            before=look.compared or "",
            after=look.item or "",
            measures=found.measures,
            addresses=found.addresses,
            titles=found.titles,
            paragraphs=told,
            skipped=skipped,
            cut=cut or (found.text is not None and found.text.cut),
            picture=found.picture is not None,
        )


def _paragraphs(
    paragraphs: Sequence[Paragraph],
) -> tuple[tuple[ParagraphShape, ...], int, bool]:
    """Return those that differ, those around them, how many follow, and whether it is cut."""
    told: list[ParagraphShape] = []
    for skipped, each in with_surroundings(paragraphs):
        if each is None:
            return tuple(told), skipped, False
        if len(told) == _MOST_PARAGRAPHS:
            break
        told.append(
            ParagraphShape(became=each.became, text=each.text, was=each.was, skipped=skipped)
        )
    return tuple(told), 0, True


def _look(
    archive: Archive,
    works: Works,
    chosen: Sequence[Watch],
    *,
    names: Sequence[str],
    emit: Emit,
    stop: threading.Event,
) -> None:
    """Look at watched pages; addresses are told only of those that the asker may see."""
    places = {watch.name: place for place, watch in enumerate(chosen)}
    open_ = {watch.name for watch in chosen if watch.url is not None}
    by_url = {watch.url: place for place, watch in enumerate(chosen) if watch.url is not None}
    for place, watch in enumerate(chosen):
        emit({
            "event": "queued",
            "page": place,
            "url": watch.url,
            "watch": watch.name,
            "risk": watch.risk.value,
        })  # fmt: skip
    telling = Telling(emit)

    def looked(told: LookedAt) -> None:
        seen = told.watch in open_
        telling.own(told.item if seen else None)
        emit({
            "event": "looked",
            "page": places.get(told.watch),
            "watch": told.watch,
            "ref": told.item,
            "outcome": told.outcome.value,
            "reason": told.reason if seen else None,
        })  # fmt: skip

    report = archive.watches.run(
        names,
        read=False,
        on_progress=lambda told: telling.step(by_url.get(told.url), told),
        on_looked=looked,
        stop=stop,
    )
    read_after(works, telling, stop)
    emit({"event": "end", "outcomes": report.outcomes, "interrupted": report.interrupted})
