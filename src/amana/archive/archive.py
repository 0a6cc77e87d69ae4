"""The one door: an archive opened from its folder, and everything that can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Self

import msgspec

from amana.access import Deed
from amana.archive.actors import who
from amana.archive.adding import Adding, AddReport, NamedStream, OnOutcome, check_form
from amana.archive.analyses import analyse_some, work_through
from amana.archive.analysing import AnalysisReport, OnAnalysed, models_of
from amana.archive.anchoring import Anchors
from amana.archive.brought import extension_of
from amana.archive.capturing import Captures
from amana.archive.casebook import Casebook
from amana.archive.checking import Checking, CheckReport, OnProblem, OnStep
from amana.archive.contents import descriptor_of
from amana.archive.copies import Copies
from amana.archive.deciding import Decided, Deciding, DecisionLine
from amana.archive.erasure import Erasure
from amana.archive.exporting import Exports
from amana.archive.keys import Keys
from amana.archive.kinship import Kinships
from amana.archive.looking import Looking
from amana.archive.matters import Matters
from amana.archive.models import Models
from amana.archive.pacing import Pace
from amana.archive.pages import Pages
from amana.archive.parts import Parts
from amana.archive.projections import Progress
from amana.archive.proving import Preview, Proof, Proving
from amana.archive.readings import Readings
from amana.archive.scopes import EVERYTHING, Scope
from amana.archive.showing import Showing
from amana.archive.stating import Statements
from amana.archive.texts import Texts
from amana.archive.views import Anchor, Found, ItemView, ListedItem, Status
from amana.archive.watching import Watches
from amana.archive.witnessing import Witnesses
from amana.archive.working import OnRead, WorkReport, reading_limits
from amana.catalogue import Condition, ItemRow
from amana.core import Clock, SystemClock
from amana.core.settings import Settings
from amana.custody import Checkpoint, Extension
from amana.records import Actor, Article, Entry, Form, Reading
from amana.search import Query


class Archive:
    """An open archive, a context manager. `root` is its folder, `settings` what amana.toml says.

    Reading methods take the purpose that restricted items ask for; a look at them is logged.
    """

    def __init__(
        self, root: Path, *, actor: Actor | None = None, clock: Clock | None = None
    ) -> None:
        self._parts = Parts(root, actor=actor or who(None), clock=clock or SystemClock())
        self.root: Path = self._parts.layout.root
        self.settings: Settings = self._parts.settings
        self._pages = Pages(reading_limits(self._parts.settings))

    def __enter__(self) -> Self:
        """Return the archive itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    @property
    def actor(self) -> Actor:
        """The person in whose name this archive was opened."""
        return self._parts.actor

    def as_actor(self, actor: Actor) -> None:
        """Act in the name of somebody else from now on."""
        self._parts.actor = actor

    def add(
        self,
        paths: Iterable[Path | str],
        form: Form | None = None,
        *,
        read: bool = True,
        analyse: bool = True,
        on_outcome: OnOutcome | None = None,
        on_read: OnRead | None = None,
        on_analysed: OnAnalysed | None = None,
    ) -> AddReport:
        """Take in files and folders; then, with `read`, work the queue to its end (see `work`).

        `on_outcome` is called for each input once its fate is durable; what was told as preserved
        stays preserved.

        Raises:
            StorageFull, ArchiveBusy: no room; another process writes and does not answer.
        """
        report = Adding(self._parts, check_form(form or Form()), on_outcome).paths(paths)
        if not read or report.interrupted:
            return report
        worked = self.work(analyse=analyse, on_read=on_read, on_analysed=on_analysed)
        return msgspec.structs.replace(report, interrupted=worked.interrupted)

    def add_streams(
        self, streams: Iterable[NamedStream], form: Form, *, on_outcome: OnOutcome | None = None
    ) -> AddReport:
        """Take in bytes that come from elsewhere than a path."""
        return Adding(self._parts, check_form(form), on_outcome).streams(streams)

    def work(
        self,
        *,
        analyse: bool = True,
        on_read: OnRead | None = None,
        on_analysed: OnAnalysed | None = None,
    ) -> WorkReport:
        """Read every item that waits; then, with `analyse`, analyse every text that waits."""
        return work_through(self._parts, on_read, on_analysed, analyse=analyse)

    def analyse(
        self,
        refs: Collection[str] = (),
        *,
        again: bool = False,
        on_analysed: OnAnalysed | None = None,
    ) -> AnalysisReport:
        """Analyse what waits, everything or that of `refs`; with `again`, also what failed."""
        return analyse_some(self._parts, refs, on_analysed, again=again)

    @property
    def readings(self) -> Readings:
        """What was read and what was not; reading some items, also once more."""
        return Readings(self._parts)

    @property
    def captures(self) -> Captures:
        """Pages of the web that are taken in before they are lost."""
        return Captures(self._parts)

    @property
    def watches(self) -> Watches:
        """Pages that are looked at again and again."""
        return Watches(self._parts)

    @property
    def models(self) -> Models:
        """Trained models that analysis works with."""
        return models_of(self._parts)

    def status(self, *, purpose: str | None = None) -> Status:
        """Count items by state."""
        return self._looking(purpose).status()

    def list(
        self,
        *,
        where: Sequence[Condition] = (),
        differing: bool = False,
        inside: str | None = None,
        limit: int = -1,
        offset: int = 0,
        purpose: str | None = None,
    ) -> tuple[int, list[ListedItem]]:
        """Return how many items there are and one page of them (see `Looking.items`)."""
        return self._looking(purpose).items(
            where, limit, offset, differing=differing, inside=inside
        )

    def show(self, ref: str, *, closer: bool = False, purpose: str | None = None) -> ItemView:
        """Return what is known of an item; with `closer`, also what is in and around it."""
        return Showing(self._parts, self._looking(purpose)).item(ref, closer=closer)

    def reading(self, ref: str, *, key: str | None = None, purpose: str | None = None) -> Reading:
        """Return a reading of an item: the current one, or that of `key`."""
        return self._texts(purpose).reading(ref, key)

    def original(self, ref: str, *, purpose: str | None = None) -> tuple[ItemRow, BinaryIO]:
        """Return an item and its bytes as a stream."""
        return self._looking(purpose).original(ref)

    def page_sizes(self, ref: str, *, purpose: str | None = None) -> tuple[tuple[int, int], ...]:
        """Return width and height of each page of an original in thousandths of a point."""
        return self._sizes(self._looking(purpose).content(ref, Deed.READ, "pages"))

    def page_picture(self, ref: str, page: int, *, purpose: str | None = None) -> bytes:
        """Return page `page` (from 1) of an original as a PNG picture."""
        row = self._looking(purpose).content(ref, Deed.READ, "page")
        return self._pages.picture(*descriptor_of(self._parts, row), row, page)

    def articles(self, reading: Reading) -> tuple[Article, ...]:
        """Return the articles of a reading in order; whoever holds it was allowed to see it."""
        return self._texts(None).articles(reading)

    def anchor(
        self,
        ref: str,
        char_start: int,
        char_end: int,
        *,
        key: str | None = None,
        purpose: str | None = None,
    ) -> Anchor:
        """Return where a passage of a reading stands in the original."""
        return self._texts(purpose).anchor(ref, char_start, char_end, key)

    def facts(
        self, ref: str | None = None, *, kind: str | None = None, purpose: str | None = None
    ) -> Iterator[bytes]:
        """Yield facts as JSON lines (design section 7)."""
        return self._texts(purpose).facts(ref, kind)

    def decide(
        self, decisions: Iterable[DecisionLine], *, purpose: str | None = None
    ) -> tuple[Decided, ...]:
        """Enter decisions about facts, and matters (`read_decisions`): all of it, or nothing."""
        return Deciding(self._parts, self._looking(purpose), self._sizes).decide(tuple(decisions))

    def search(self, query: Query | str, *, purpose: str | None = None) -> Found:
        """Search the text of all items that may be seen."""
        asked = Query(text=query, acl=frozenset()) if isinstance(query, str) else query
        return self._looking(purpose).search(asked)

    def entries(
        self,
        ref: str | None = None,
        *,
        before: int | None = None,
        limit: int = 50,
        purpose: str | None = None,
    ) -> tuple[int, Sequence[Entry]]:
        """Return how many entries there are (about an item) and the newest of them."""
        return Casebook(self._parts, self._looking(purpose)).entries(ref, before, limit)

    def checkpoint(self) -> Checkpoint:
        """Return the signed state of the log."""
        return self._parts.log.checkpoint()

    def extends(self, note: bytes) -> Extension:
        """Prove that the log extends a checkpoint, or raise WrongInput or CustodyError."""
        return extension_of(self._parts, note)

    def checkpoint_note(self) -> bytes:
        """Return the signed state of the log as text, to be handed to others."""
        self._parts.log.checkpoint()
        return self._parts.log.checkpoint_note()

    @property
    def witnesses(self) -> Witnesses:
        """The witnesses of the log: whom it trusts, what they signed."""
        return Witnesses(self._parts)

    @property
    def keys(self) -> Keys:
        """The keys of the log: what they are, how they are changed."""
        return Keys(self._parts)

    @property
    def kinships(self) -> Kinships:
        """Which items are alike, and which texts are one story."""
        return Kinships(self._parts)

    @property
    def matters(self) -> Matters:
        """What people entered so that law can be held against it."""
        return Matters(self._parts)

    @property
    def erasure(self) -> Erasure:
        """Holds and erasure orders."""
        return Erasure(self._parts)

    def check(
        self,
        *,
        scope: Scope = EVERYTHING,
        rate: int | None = None,
        log: bool = True,
        projections: bool = False,
        on_step: OnStep = lambda _: None,
        on_problem: OnProblem = lambda _: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> CheckReport:
        """Recompute and name what differs; the result is entered in the log.

        `scope` tells whose bytes are read, at no more than `rate` a second; the log is recomputed
        (unless `log` is false), and every object is looked for. It stops where `stopped` says so.
        """
        pace = Pace(rate, self._parts.timer, stopped)
        checking = Checking(self._parts, on_step, on_problem, scope=scope, pace=pace, log=log)
        return checking.run(projections=projections)

    @property
    def copies(self) -> Copies:
        """Replicas of the archive: keep them up to date, audit them, repair from them."""
        return Copies(self._parts)

    def preview_proof(
        self, ref: str, *, release: Collection[str] = (), purpose: str | None = None
    ) -> Preview:
        """Tell what a proof of an item would reveal."""
        return Proving(self._parts, self._looking(purpose)).preview(ref, release)

    def prove(
        self, ref: str, folder: Path, *, release: Collection[str] = (), purpose: str | None = None
    ) -> Proof:
        """Write the proof bundle of an item into a new folder."""
        return Proving(self._parts, self._looking(purpose)).prove(ref, folder, release)

    @property
    def statements(self) -> Statements:
        """What a custodian can sign by hand about an item."""
        return Statements(self._parts)

    @property
    def exports(self) -> Exports:
        """Packages of items for others."""
        return Exports(self._parts)

    @property
    def anchors(self) -> Anchors:
        """What others confirm of this archive: trusted time."""
        return Anchors(self._parts)

    def rebuild(self, *, progress: Progress | None = None) -> int:
        """Make catalogue and index again from vault and log; return how many entries they hold."""
        self._parts.rebuild(progress)
        return self._parts.catalogue.log_size()

    def become_committer(self) -> None:
        """Become the committer (or find it) now, until closed; a copy without keys has none."""
        self._parts.bring_current()

    def close(self) -> None:
        """Let go of the archive."""
        self._pages.close()
        self._parts.close()

    def _sizes(self, row: ItemRow) -> tuple[tuple[int, int], ...]:
        return self._pages.sizes(*descriptor_of(self._parts, row), row)

    def _texts(self, purpose: str | None) -> Texts:
        return Texts(self._parts, self._looking(purpose))

    def _looking(self, purpose: str | None) -> Looking:
        return Looking(self._parts, purpose)
