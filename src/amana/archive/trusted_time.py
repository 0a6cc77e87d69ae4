"""The trusted time of an archive: which time-stamps there are, and what they show.

Reads only. Every token is verified again whenever it is used.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from amana.archive.authorities import AUTHORITY_TYPES, KnownAuthority, authorities_of
from amana.archive.parts import Parts
from amana.archive.stamps import Shown, Stamped, shown, stamped_of, verify_stamped
from amana.catalogue import StampRow
from amana.core import CustodyError, NotFound
from amana.custody import Checkpoint, Timestamp, oddities, tlog_proof
from amana.records import ANCHORS, Entry, EntryType

RENEW_AFTER = timedelta(days=365)
"""A new token is due when the newest one is older: its key and digest must not outlive trust."""


class Covering(msgspec.Struct, frozen=True, kw_only=True):
    """The earliest time-stamp of one authority that covers an entry, with all that shows it.

    `note` is the checkpoint that the token is over, `proof` a tlog-proof of the entry in it,
    `token` the response (RFC 3161, DER), `roots` what is trusted of the authority, in PEM.
    """

    shown: Shown
    note: bytes
    proof: bytes
    query: bytes
    token: bytes
    roots: bytes


class TimeStatus(msgspec.Struct, frozen=True, kw_only=True):
    """Where one authority stands: its newest token, what waits for one, whether one is due."""

    authority: KnownAuthority
    newest: Shown | None
    uncovered: int
    due: bool


class TrustedTime:
    """The time-stamps of one archive."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def authorities(self) -> tuple[KnownAuthority, ...]:
        """Return the authorities by name, those that are no longer asked included."""
        found = authorities_of(self._entries(AUTHORITY_TYPES))
        return tuple(found[name] for name in sorted(found))

    def authority(self, name: str) -> KnownAuthority:
        """Return the authority of a name.

        Raises:
            NotFound: there is none.
        """
        for each in self.authorities():
            if each.name == name:
                return each
        raise NotFound(
            f"there is no authority {name!r}", remedy="`amana authority` lists those there are"
        )

    def timestamps(self) -> tuple[Shown, ...]:
        """Return what each token shows, in the order of the log; each is verified.

        Raises:
            CustodyError: one is damaged; `amana check` names it.
        """
        return tuple(map(self._shown, self._parts.current().stamps()))

    def status(self) -> tuple[TimeStatus, ...]:
        """Tell for each authority its newest token, how much waits for one, whether one is due.

        Raises:
            CustodyError: a newest token is damaged; `amana check` names it.
        """
        catalogue = self._parts.current()
        newest: dict[str, StampRow] = {}
        for row in catalogue.stamps():
            before = newest.setdefault(row.authority, row)
            newest[row.authority] = max(before, row, key=lambda each: (each.size, each.time))
        own = catalogue.entries_of_types(ANCHORS)
        size, now = self._parts.log.checkpoint().size, self._parts.clock.now()
        found = []
        for authority in self.authorities():
            last = newest.get(authority.name)
            since = last.size if last else 0
            found.append(
                TimeStatus(
                    authority=authority,
                    newest=self._shown(last) if last else None,
                    uncovered=size - since - sum(number >= since for number in own),
                    due=last is not None and _is_due(last, now),
                )
            )
        return tuple(found)

    def covering(self, entry: int) -> tuple[Covering, ...]:
        """Return, for each authority, its earliest time-stamp that covers an entry; earliest first.

        Each is verified, and a proof of the entry in the stamped state of the log comes with it.

        Raises:
            CustodyError: the log has no such entry, or a token is damaged.
        """
        if not 0 <= entry < self._parts.log.checkpoint().size:
            raise CustodyError(f"the log has no entry {entry}")
        earliest: dict[str, StampRow] = {}
        for row in self._parts.current().stamps(above=entry):
            before = earliest.setdefault(row.authority, row)
            earliest[row.authority] = min(before, row, key=lambda each: each.time)
        chosen = sorted(earliest.values(), key=lambda row: (row.time, row.authority))
        return tuple(self._covering(entry, row) for row in chosen)

    def _covering(self, entry: int, row: StampRow) -> Covering:
        stamped, found = self._verified(row)
        note = self._read(stamped.note)
        path = self._parts.log.inclusion(entry, stamped.size)
        return Covering(
            shown=shown(stamped, found),
            note=note,
            proof=tlog_proof(entry, path, note),
            query=self._read(stamped.query),
            token=self._read(stamped.token),
            roots=b"".join(map(self._read, self.authority(stamped.authority).roots)),
        )

    def _shown(self, row: StampRow) -> Shown:
        return shown(*self._verified(row))

    def _verified(self, row: StampRow) -> tuple[Stamped, Timestamp]:
        stamped = stamped_of(self._parts.log.entry(row.number))
        if stamped is None:
            raise CustodyError(f"entry {row.number} tells of no time-stamp that can be found")
        known = {each.name: each for each in self.authorities()}
        return stamped, verify_stamped(stamped, known, self._read, self.confirm)[0]

    def _entries(self, types: Iterable[EntryType]) -> list[Entry]:
        numbers = self._parts.current().entries_of_types([each.value for each in types])
        return [self._parts.log.entry(number) for number in numbers]

    def _read(self, path: str) -> bytes:
        return self._parts.storage.read(path)

    def confirm(self, note: bytes) -> Checkpoint:
        """Return what an earlier checkpoint states, if the log has passed through that state.

        Raises:
            CustodyError: it has not, or the log's keys did not sign it.
        """
        return self._parts.history.passed_through(note)

    def odd(self, found: Timestamp, state: Checkpoint) -> tuple[str, ...]:
        """Tell what cannot be right about the time of a token, seen from this log.

        Of those that the checkpoint covers with their entries, the one that states the latest time
        decides.
        """
        rows = [row for row in self._parts.current().stamps() if row.number < state.size]
        bound: list[Timestamp] = []
        for row in sorted(rows, key=lambda row: row.time, reverse=True)[:1]:
            with contextlib.suppress(CustodyError):  # `amana check` names it
                bound.append(self._verified(row)[1])
        claimed = self._parts.log.entry(state.size - 1).get("at")
        said = claimed.get("time") if isinstance(claimed, dict) else None
        last = datetime.fromisoformat(said) if isinstance(said, str) else found.time
        return oddities(found, bound=bound, claimed=last, now=self._parts.clock.now())


def _is_due(newest: StampRow, now: datetime) -> bool:
    return now - datetime.fromisoformat(newest.time) > RENEW_AFTER
