"""The opened parts of one archive, and how its committer is put together."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from amana.archive.caches import catalogue_at, index_at
from amana.archive.committer import ArchiveLock, Committer
from amana.archive.layout import Layout
from amana.archive.projections import Projections
from amana.archive.requests import Group, Note, Receipt, Request
from amana.archive.writer import Writer
from amana.catalogue import Catalogue
from amana.core import JSON, Clock, CustodyError, IntegrityError, UnavailableError, sha256_hex
from amana.core.digests import CHUNK
from amana.core.durable import write_all
from amana.core.settings import Settings, load_settings
from amana.custody import LogReader, LogStorage, LogWriter, Verifier
from amana.custody.backends import PosixLog, load_signer
from amana.records import Actor, Entry, EntryType
from amana.search import SearchIndex
from amana.vault import Vault
from amana.vault.backends import PosixVault


class Parts:
    """Vault, log, catalogue and index of one archive; the writer only when something is written."""

    def __init__(self, root: Path, *, actor: Actor, clock: Clock) -> None:
        self.layout = Layout(root)
        self.layout.require()
        self.settings: Settings = load_settings(self.layout.settings, os.environ)
        self.actor = actor
        self.clock = clock
        self.storage: LogStorage = PosixLog(self.layout.custody, self.layout.work)
        self.verifier = _verifier(self.layout)
        self.log = LogReader(self.storage, self.verifier)
        self.layout.cache.mkdir(exist_ok=True)
        self.vault: Vault = PosixVault(
            self.layout.vault, self.layout.work, self.layout.cache / "vault.db"
        )
        self._catalogue: Catalogue | None = None
        self._index: SearchIndex | None = None
        self._writer: Writer | None = None

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue."""
        if self._catalogue is None:
            try:
                self._catalogue = catalogue_at(self._catalogue_path, renew=False)
            except UnavailableError:
                self._renew()
        return self._catalogue or catalogue_at(self._catalogue_path, renew=False)

    @property
    def index(self) -> SearchIndex:
        """The search index."""
        if self._index is None:
            try:
                self._index = index_at(self._index_path, renew=False)
            except UnavailableError:
                self._renew()
        return self._index or index_at(self._index_path, renew=False)

    @property
    def _catalogue_path(self) -> Path:
        return self.layout.cache / "catalogue.db"

    @property
    def _index_path(self) -> Path:
        return self.layout.cache / "search"

    def _renew(self) -> None:
        """Become the committer, who may replace a cache that cannot be used."""
        self.writer.flush()

    @property
    def writer(self) -> Writer:
        """The way to the committer; asked for the first time, it recovers and catches up."""
        if self._writer is None:
            self._writer = Writer(self.layout, self._open_committer)
        return self._writer

    @property
    def is_writing(self) -> bool:
        """Whether the way to the committer is open."""
        return self._writer is not None

    def projections(self) -> Projections:
        """Return catalogue and index with what feeds them."""
        return Projections(self.catalogue, self.index, self.log, self.derivative)

    def _open_committer(self, lock: ArchiveLock) -> Committer:
        self._catalogue = self._catalogue or catalogue_at(self._catalogue_path, renew=True)
        self._index = self._index or index_at(self._index_path, renew=True)
        signer = load_signer(self.layout.keys, self.settings.origin)

        def recover() -> LogWriter:
            head = self.storage.head()
            if head is None:
                raise CustodyError("custody/head is missing", remedy="run `amana check`")
            writer = LogWriter.recover(self.storage, signer)
            self.vault.recover(head.vault, _once(self._committed_digests))
            return writer

        return Committer(
            lock=lock,
            vault=self.vault,
            recover=recover,
            projections=self.projections(),
            clock=self.clock,
        )

    def _committed_digests(self) -> set[str]:
        found: set[str] = set()
        for entry in self.log.entries():
            found.update(digests_of(entry))
        return found

    def current(self) -> Catalogue:
        """Return the catalogue after making sure that it shows every committed entry."""
        if not self.is_writing and self.catalogue.log_size() != self.log.checkpoint().size:
            self.writer.flush()
        return self.catalogue

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

    def descriptor(self, sha256: str) -> int:
        """Return a descriptor of exactly the original's bytes: whoever gets it sees nothing else."""
        with self.original(sha256) as stream:
            if isinstance(getattr(stream, "raw", None), io.FileIO):
                return os.dup(stream.fileno())
            descriptor = os.memfd_create("original", os.MFD_CLOEXEC)
            while chunk := stream.read(CHUNK):
                write_all(descriptor, chunk)
        os.lseek(descriptor, 0, os.SEEK_SET)
        return descriptor

    def commit(self, *requests: Request) -> tuple[Receipt, ...]:
        """Commit requests as one group in the name of the actor."""
        return self.writer.commit(Group(actor=self.actor, requests=requests))

    def note(self, kind: EntryType, fields: dict[str, JSON]) -> int:
        """Enter something that was done; return the index of its entry."""
        (receipt,) = self.commit(Note(kind=kind, fields=fields))
        if receipt.entry is None:
            raise CustodyError("the committer did not enter what was done")
        return receipt.entry

    def close(self) -> None:
        """Let go of everything."""
        with contextlib.ExitStack() as stack:
            if self._catalogue is not None:
                stack.callback(self._catalogue.close)
            if self._index is not None:
                stack.callback(self._index.close)
            stack.callback(self.vault.close)
            if self._writer is not None:
                stack.callback(self._writer.close)
                self._writer = None


def digests_of(entry: Entry) -> list[str]:
    """Return the digests of the objects that an entry brought into the vault."""
    found: list[str] = []
    for field in entry.fields:
        value = field.value
        if field.name == "digests" and isinstance(value, dict):
            found.append(str(value.get("sha256")))
        elif field.name.startswith("result ") and isinstance(value, dict):
            found += [str(value[part]) for part in ("reading", "facts") if value.get(part)]
    return found


def _once(digests: Callable[[], set[str]]) -> Callable[[str], bool]:
    """Return a membership test that reads the log at its first use only."""
    known: set[str] | None = None

    def committed(sha256: str) -> bool:
        nonlocal known
        if known is None:
            known = digests()
        return sha256 in known

    return committed


def _verifier(layout: Layout) -> Verifier:
    """Return the public key of the log.

    Raises:
        CustodyError: the key is missing or damaged.
    """
    try:
        return Verifier.parse((layout.custody / "log.vkey").read_text(encoding="ascii"))
    except (OSError, UnicodeDecodeError, CustodyError) as error:
        raise CustodyError(
            "custody/log.vkey, the public key of the log, is missing or damaged",
            remedy="compare it with the copy you gave to others (each proof holds one), put it "
            "back, and run `amana check`",
        ) from error
