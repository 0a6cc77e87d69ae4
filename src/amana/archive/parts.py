"""The opened parts of one archive, and how its committer is put together."""

from __future__ import annotations

import contextlib
import functools
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from amana.archive.committer import ArchiveLock, Committer
from amana.archive.digests import digests_of
from amana.archive.erasing import Eraser
from amana.archive.layout import Layout
from amana.archive.projections import Progress, Projections
from amana.archive.replicas import checkpoints_of
from amana.archive.requests import Group, Note, Receipt, Request
from amana.archive.signing import Signing
from amana.archive.trust import reach, watch
from amana.archive.writer import Writer
from amana.catalogue import Catalogue, open_catalogue
from amana.core import (
    JSON,
    Clock,
    CustodyError,
    IntegrityError,
    SystemTimer,
    Timer,
    sha256_hex,
)
from amana.core.durable import make_folders
from amana.core.settings import Settings, load_settings
from amana.custody import (
    NO_FILES,
    History,
    LogReader,
    LogStorage,
    StoredVerifier,
    TrustedWitness,
    Verifier,
    WitnessLine,
)
from amana.custody.backends import PosixLog
from amana.records import Actor, EntryType
from amana.search import IndexUnusable, SearchIndex, open_index
from amana.vault import Vault, Wanted
from amana.vault.backends import PosixVault


class Parts:
    """Vault, log, catalogue and index of one archive; the writer only when something is written.

    Each is opened when it is first used, and may be used from several threads.
    """

    def __init__(self, root: Path, *, actor: Actor, clock: Clock) -> None:
        self.layout = Layout(root)
        self.layout.require()
        self.settings: Settings = load_settings(self.layout.settings, os.environ)
        self.actor = actor
        self.clock = clock
        self.timer: Timer = SystemTimer()
        self.storage: LogStorage = PosixLog(self.layout.custody, self.layout.work)
        self.signing = Signing(self.layout, self.settings.origin, self.storage)
        self.history = History(self.storage, StoredVerifier(lambda: self.verifier))
        copied = functools.partial(checkpoints_of, self.layout, self.settings.replicas)
        self.guard = watch(self.history, self.storage, copied, self.reach)
        make_folders(self.layout.cache, 0o700)
        self.vault: Vault = PosixVault(
            self.layout.vault, self.layout.work, self.layout.cache / "vault.db"
        )
        self._opening = threading.RLock()
        self._log: LogReader | None = None
        self._catalogue: Catalogue | None = None
        self._index: SearchIndex | None = None
        self._writer: Writer | None = None

    def reach(self, witness: TrustedWitness) -> WitnessLine | None:
        """Return the way to a witness over the network, if it has an address."""
        return reach(witness)

    @property
    def log(self) -> LogReader:
        """The custody log, for reading.

        Raises:
            CustodyError: its public key is missing or damaged.
        """
        if self._log is None:
            self._log = LogReader(self.storage, StoredVerifier(lambda: self.verifier))
        return self._log

    @property
    def verifier(self) -> Verifier:
        """The public keys of the log, as they lie beside it.

        Raises:
            CustodyError: it is missing or damaged.
        """
        return self.signing.verifier

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue."""
        with self._opening:
            if self._catalogue is None:
                path = self.layout.cache / "catalogue.db"
                self._catalogue = open_catalogue(f"sqlite:///{path}")
            return self._catalogue

    @property
    def index(self) -> SearchIndex:
        """The search index; one that cannot be used is replaced by the committer, if that is us.

        Raises:
            IndexUnusable: it cannot be used, and another process is the committer.
        """
        with self._opening:
            if self._index is None:
                try:
                    self._index = open_index(self._index_folder)
                except IndexUnusable:
                    self.bring_current()
            return self._index or open_index(self._index_folder)

    @property
    def _index_folder(self) -> Path:
        return self.layout.cache / "search"

    @property
    def writer(self) -> Writer:
        """The way to the committer; asked for the first time, it recovers and catches up."""
        with self._opening:
            if self._writer is None:
                self._writer = Writer(
                    self.layout, self._open_committer, lambda: self.log.checkpoint().size
                )
            return self._writer

    def _open_committer(self, lock: ArchiveLock) -> Committer:
        self.signing.load()
        return Committer(
            lock=lock,
            vault=self.vault,
            open_log=self.signing.open_log,
            may_commit=self.guard,
            log=self.log,
            recover_vault=self._recover_vault,
            projections=self._projections(),
            clock=self.clock,
            eraser=self.eraser,
            reading_lock=self.layout.reading_lock,
            replicas=tuple(place.name for place in self.settings.replicas),
        )

    def _projections(self) -> Projections:
        index = self._open_or_renew_index()
        return Projections(self.catalogue, index, self.log, self.derivative, self._renew_index)

    @property
    def eraser(self) -> Eraser:
        """What plans erasures, and what the committer carries them out with."""
        return Eraser(self.storage, self.vault, self.layout.work)

    def _open_or_renew_index(self) -> SearchIndex:
        if self._index is None:
            try:
                self._index = open_index(self._index_folder)
            except IndexUnusable:
                self._index = self._renew_index()
        return self._index

    def _renew_index(self) -> SearchIndex:
        """Throw the index away: it is made again from the log."""
        if self._index is not None:
            with contextlib.suppress(Exception):  # it is damaged
                self._index.close()
        self._index = open_index(self._index_folder, fresh=True)
        return self._index

    def _recover_vault(self, state: str) -> None:
        self.vault.recover(state, _once(self._committed_digests))

    def _committed_digests(self) -> Wanted:
        return Wanted(sha256 for entry in self.log.entries() for sha256 in digests_of(entry))

    def bring_current(self) -> None:
        """Make catalogue and index show every committed entry."""
        if self.signing.can_sign:
            self.writer.flush()
        else:
            with self._without_keys() as projections:
                projections.catch_up()

    def rebuild(self, progress: Progress | None) -> None:
        """Make catalogue and index again from vault and log."""
        if self.signing.can_sign:
            self.writer.rebuild(progress)
        else:
            with self._without_keys() as projections:
                projections.clear()
                projections.catch_up(progress)

    @contextlib.contextmanager
    def _without_keys(self) -> Iterator[Projections]:
        """Have the projections of a copy whose keys are elsewhere: nobody can commit to it.

        Raises:
            ArchiveBusy: another process has them.
        """
        lock = ArchiveLock(self.layout)
        try:
            with self._opening:
                projections = self._projections()
                yield projections
                projections.flush()
        finally:
            lock.release()

    def current(self) -> Catalogue:
        """Return the catalogue after making sure that it shows every committed entry."""
        if self.catalogue.log_size() != self.log.checkpoint().size:
            self.bring_current()
        return self.catalogue

    def searchable(self) -> SearchIndex:
        """Return the index after making sure that it knows the conditions of use of every text."""
        if self.index.log_size() <= self.current().last_restriction():
            self.bring_current()
        return self.index

    def derivative(self, sha256: str) -> bytes:
        """Return a derivative after checking its digest.

        Raises:
            IntegrityError: its bytes changed.
        """
        with self.vault.open(sha256) as stream:
            data = stream.read()
        if sha256_hex(data) != sha256:
            raise IntegrityError(
                f"the derivative {sha256} is damaged",
                remedy="run `amana check`; it names the place",
            )
        return data

    def original(self, sha256: str) -> BinaryIO:
        """Return the bytes of an original as a stream that can seek."""
        return self.vault.open(sha256)

    def commit(self, *requests: Request) -> tuple[Receipt, ...]:
        """Commit requests that bring no bytes as one group in the name of the actor."""
        with self.writer.transaction() as group:
            return group.commit(self.group(requests))

    def group(self, requests: Iterable[Request]) -> Group:
        """Return requests as one group in the name of the actor."""
        return Group(actor=self.actor, requests=tuple(requests))

    def note(
        self, kind: EntryType, fields: dict[str, JSON], files: Mapping[str, bytes] = NO_FILES
    ) -> int:
        """Enter something that was done, and keep `files` with it; return the index of its entry.

        Raises:
            UsageError: something stands at the path of a file already.
        """
        (receipt,) = self.commit(Note(kind=kind, fields=fields, files=dict(files)))
        if receipt.entry is None:
            raise CustodyError("the committer did not enter what was done")
        return receipt.entry

    def let_go(self) -> None:
        """Let another writer in; whoever asks for the committer again becomes it anew."""
        with self._opening:
            if self._writer is not None:
                self._writer.close()
                self._writer = None

    def close(self) -> None:
        """Let go of everything."""
        with self._opening, contextlib.ExitStack() as stack:
            if self._catalogue is not None:
                stack.callback(self._catalogue.close)
            if self._index is not None:
                stack.callback(self._index.close)
            stack.callback(self.vault.close)
            if self._writer is not None:
                stack.callback(self._writer.close)


def _once(digests: Callable[[], Wanted]) -> Callable[[str], bool]:
    """Return a membership test that reads the log at its first use only."""
    known = functools.cache(digests)
    return lambda sha256: sha256 in known()
