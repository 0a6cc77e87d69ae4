"""The time-stamps of an archive as its log tells of them, and what each of them shows.

Whoever reads a time-stamp verifies it: nothing that an entry says of a token is believed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from amana.archive.authorities import (
    AUTHORITY_TYPES,
    KnownAuthority,
    ReadPath,
    authorities_of,
    trusted_roots,
)
from amana.core import JSON, AmanaError, CustodyError, TokenRefused, stamp
from amana.custody import (
    Checkpoint,
    History,
    LogStorage,
    Timestamp,
    Verifier,
    verify_token,
)
from amana.records import Entry, EntryType, Problem

STEP = "timestamps"
TIMESTAMPS = "custody/timestamps/"
Confirm = Callable[[bytes], Checkpoint]
"""Returns what an earlier checkpoint states, if the log has passed through that state."""


TIME_TYPES = AUTHORITY_TYPES | {EntryType.TIMESTAMPED}
"""Entries that decide what a time-stamp shows."""


class Stamped(msgspec.Struct, frozen=True, kw_only=True):
    """A token that an entry tells of: by whom, over the log of how many entries, where it lies.

    `folder`, below custody/, holds the checkpoint; `token` and `query` are paths below custody/.
    `odd` is what could not be right about its time when it came.
    """

    entry: int
    authority: str
    size: int
    folder: str
    odd: tuple[str, ...]

    @property
    def note(self) -> str:
        """Where the checkpoint lies that the token is over."""
        return f"{self.folder}/checkpoint"

    @property
    def token(self) -> str:
        """Where the authority's response lies."""
        return f"{self.folder}/{self.authority}.tsr"

    @property
    def query(self) -> str:
        """Where the query lies that it answers."""
        return f"{self.folder}/{self.authority}.tsq"


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What a verified time-stamp shows: the first `size` entries existed by `time`.

    `accuracy` is in microseconds; `odd` tells what cannot be right about the time.
    """

    authority: str
    size: int
    time: str
    accuracy: int
    signer: str
    serial: str
    certificate_ends: str
    odd: tuple[str, ...]
    entry: int


def stamped_of(entry: Entry) -> Stamped | None:
    """Return the token that an entry tells of, or None where it is about something else."""
    if entry.get("type") != EntryType.TIMESTAMPED:
        return None
    authority, size = entry.get("authority"), entry.get("size")
    folder, odd = entry.get("folder"), entry.get("odd")
    if not isinstance(authority, str) or not isinstance(size, int) or not isinstance(folder, str):
        return None
    told = tuple(map(str, odd)) if isinstance(odd, (list, tuple)) else ()
    return Stamped(entry=entry.index, authority=authority, size=size, folder=folder, odd=told)


def stamped_fields(
    authority: str, state: Checkpoint, folder: str, found: Timestamp, odd: Sequence[str]
) -> dict[str, JSON]:
    """Return the fields of a `timestamped` entry."""
    return {
        "authority": authority,
        "size": state.size,
        "root": state.root.hex(),
        "time": stamp(found.time),
        "accuracy": found.accuracy,
        "serial": str(found.serial),
        "signer": found.signer,
        "odd": list(odd),
        "folder": folder,
    }


def verify_stamped(
    stamped: Stamped, authorities: Mapping[str, KnownAuthority], read: ReadPath, confirm: Confirm
) -> tuple[Timestamp, Checkpoint]:
    """Check a token from its files.

    Rules:
      1. Its checkpoint is one that this log has passed through, of as many entries as it says.
      2. The query asked for a token over that checkpoint.
      3. The response is a token over it that answers the query, by the roots of that authority.

    Raises:
        CustodyError: a rule is broken, or a file is missing.
    """
    note, query = read(stamped.note), read(stamped.query)
    state = confirm(note)
    if state.size != stamped.size:
        raise TokenRefused(f"its checkpoint states {state.size} entries, not {stamped.size}")
    try:
        trusted = trusted_roots(authorities.get(stamped.authority), read)
    except CustodyError:
        raise
    except AmanaError as error:
        raise TokenRefused(f"the roots of {stamped.authority}: {error.message}") from error
    if not trusted:
        raise TokenRefused(f"no root is known of the authority {stamped.authority}")
    found = verify_token(read(stamped.token), note, trusted, query)
    return found, state


def shown(stamped: Stamped, found: Timestamp) -> Shown:
    """Return what a token that was verified shows."""
    return Shown(
        authority=stamped.authority,
        size=stamped.size,
        time=stamp(found.time),
        accuracy=found.accuracy,
        signer=found.signer,
        serial=str(found.serial),
        certificate_ends=stamp(found.certificate_ends),
        odd=stamped.odd,
        entry=stamped.entry,
    )


class TimeCheck:
    """Checks every time-stamp of a log whose entries are noted in order.

    `problems` grows while `run` yields how many are done; `times` are the newest of each authority.
    """

    def __init__(self, storage: LogStorage, key: Verifier) -> None:
        self._storage = storage
        self._key = key
        self._entries: list[Entry] = []
        self.problems: list[Problem] = []
        self._newest: dict[str, Shown] = {}

    def note(self, entry: Entry) -> None:
        """Take note of an entry."""
        if entry.get("type") in TIME_TYPES:
            self._entries.append(entry)

    @property
    def times(self) -> tuple[Shown, ...]:
        """What the newest time-stamp of each authority shows, among those that are right."""
        return tuple(self._newest[name] for name in sorted(self._newest))

    @property
    def count(self) -> int:
        """How many time-stamps there are."""
        return sum(stamped_of(entry) is not None for entry in self._entries)

    def run(self) -> Iterator[int]:
        """Verify each; yield how many are done."""
        authorities = authorities_of(self._entries)
        confirm = History(self._storage, self._key).passed_through
        for done, entry in enumerate(filter(stamped_of, self._entries), 1):
            self._check(entry, authorities, confirm)
            yield done

    def _check(
        self, entry: Entry, authorities: Mapping[str, KnownAuthority], confirm: Confirm
    ) -> None:
        stamped = stamped_of(entry)
        if stamped is None:
            return
        try:
            found, _ = verify_stamped(stamped, authorities, self._storage.read, confirm)
        except CustodyError as error:
            self._problem(stamped, error.message.removeprefix(f"custody/{stamped.token} "))
            return
        if (told := entry.get("time")) != stamp(found.time):
            self._problem(stamped, f"states {stamp(found.time)}, its entry {told}")
            return
        before = self._newest.get(stamped.authority)
        if before is None or before.size <= stamped.size:
            self._newest[stamped.authority] = shown(stamped, found)

    def _problem(self, stamped: Stamped, detail: str) -> None:
        self.problems.append(Problem(step=STEP, path=f"custody/{stamped.token}", detail=detail))
