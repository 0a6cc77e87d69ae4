"""Asking for trusted time: over the network, or by a query that is carried there and back.

A later token covers all that an earlier one would have: what waits for a token is therefore a
question to the log, not a list. An authority that does not answer loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from amana.access import Deed, Subject, authorize, require
from amana.archive.authorities import KnownAuthority, require_name, root_path, trusted_roots
from amana.archive.parts import Parts
from amana.archive.queries import Waiting, WaitingQueries, responses, write_queries
from amana.archive.stamps import stamped_fields
from amana.archive.trusted_time import TimeStatus, TrustedTime
from amana.core import AmanaError, CustodyError, TokenRefused, UsageError, stamp
from amana.custody import (
    Authority,
    fingerprints,
    make_query,
    parse_roots,
    verify_token,
)
from amana.custody.backends import HTTPAuthority, check_address
from amana.records import EntryType

Reach = Callable[[KnownAuthority], Authority]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one authority, or of one response that was carried here.

    `state` is `stamped`, `nothing-new`, `unreachable`, `refused` (a token that does not show what
    was asked for) or `unusable` (a file that answers nothing that was asked from here); `what`
    names the authority, or the file; `entry` is where a token was entered.
    """

    what: str
    state: str
    detail: str
    remedy: str | None = None
    entry: int | None = None
    odd: tuple[str, ...] = ()


def over_http(authority: KnownAuthority) -> Authority:
    """Return the authority at its address."""
    return HTTPAuthority(str(authority.url))


class Stamping:
    """Asks authorities, and enters their tokens. `reach` leads to an authority."""

    def __init__(self, parts: Parts, reach: Reach) -> None:
        self._parts = parts
        self._time = TrustedTime(parts)
        self._reach = reach
        self._queries = WaitingQueries(parts.layout.work / "timestamps")

    def add_authority(self, name: str, url: str, roots: bytes) -> KnownAuthority:
        """Ask an authority at `url` from now on; trust its tokens by `roots`, certificates in PEM.

        An authority of that name gets a new address and further roots; its old tokens stay checked
        by its old ones.

        Raises:
            UsageError: name, address or certificates cannot be used.
        """
        self._allowed("adding a time-stamp authority")
        known = {each.name: each for each in self._time.authorities()}.get(require_name(name))
        check_address(url)
        trusted = parse_roots(roots)
        have = trusted_roots(known, self._parts.storage.read)
        fresh = [each for each in trusted if each not in have]
        if known and not fresh and known.url == url:
            raise UsageError(f"{name} is there already, with this address and these roots")
        files = {root_path(name, known): roots} if fresh else {}
        fields = {"name": name, "url": url, "certificates": fingerprints(trusted)}
        self._parts.note(EntryType.AUTHORITY_ADDED, {**fields}, files)
        return self._time.authority(name)

    def stop_authority(self, name: str) -> KnownAuthority:
        """Ask an authority no more. Its tokens stay, and stay checked.

        Raises:
            NotFound: there is none of that name.
        """
        self._allowed("stopping a time-stamp authority")
        if self._time.authority(name).url is None:
            raise UsageError(f"{name} is not asked any more already")
        self._parts.note(EntryType.AUTHORITY_STOPPED, {"name": name})
        return self._time.authority(name)

    def _active(self) -> list[KnownAuthority]:
        found = [each for each in self._time.authorities() if each.url is not None]
        if not found:
            raise UsageError(
                "no time-stamp authority is known to this archive",
                remedy="name one: `amana authority add NAME URL --root CERTIFICATE.pem`",
            )
        return found

    # -- asking ------------------------------------------------------------------------------

    def timestamp(self) -> tuple[Asked, ...]:
        """Ask every authority for a token over the current checkpoint, where something is new.

        What others confirmed of the log itself is not new; a token that is due for renewal is asked
        for all the same. An authority that does not answer is told, and asked again the next time.

        Raises:
            UsageError: no authority is known.
        """
        self._allowed("asking for time-stamps")
        self._active()
        return tuple(self._ask(status) for status in self._time.status() if status.authority.url)

    def _ask(self, status: TimeStatus) -> Asked:
        authority, name = status.authority, status.authority.name
        if not status.uncovered and not status.due:
            return Asked(what=name, state="nothing-new", detail="its newest token covers it all")
        note = self._parts.log.checkpoint_note()
        query = make_query(note)
        try:
            answer = self._reach(authority).ask(query)
        except AmanaError as error:
            return Asked(what=name, state="unreachable", detail=error.message, remedy=error.remedy)
        return self._take(name, authority, note, query, answer)

    def _take(
        self, what: str, authority: KnownAuthority, note: bytes, query: bytes, answer: bytes
    ) -> Asked:
        """Enter a token if it is right."""
        try:
            state = self._time.confirm(note)
            trusted = trusted_roots(authority, self._parts.storage.read)
            found = verify_token(answer, note, trusted, query)
        except CustodyError as error:
            return Asked(what=what, state="refused", detail=error.message, remedy=error.remedy)
        odd = self._time.odd(found, state)
        folder, there = self._folder(state.size, note)
        files = {f"{folder}/{authority.name}.tsq": query, f"{folder}/{authority.name}.tsr": answer}
        if not there:
            files[f"{folder}/checkpoint"] = note
        fields = stamped_fields(authority.name, state, folder, found, odd)
        entry = self._parts.note(EntryType.TIMESTAMPED, fields, files)
        detail = f"{state.size} entries existed by {stamp(found.time)}"
        return Asked(what=what, state="stamped", detail=detail, entry=entry, odd=odd)

    def _folder(self, size: int, note: bytes) -> tuple[str, bool]:
        """Return the folder of the tokens over a checkpoint, and whether it is there already.

        A log that changes its key publishes two checkpoints of one size: the second has one, too.
        """
        number = 1
        while True:
            folder = f"timestamps/{size}" + (f".{number}" if number > 1 else "")
            try:
                if self._parts.storage.read(f"{folder}/checkpoint") == note:
                    return folder, True
            except CustodyError:
                return folder, False
            number += 1

    # -- by hand -----------------------------------------------------------------------------

    def export_queries(self, folder: Path) -> list[Path]:
        """Write a query for each authority into a folder, to be carried there; return the files.

        A query holds a digest and a random number, and nothing else. What waits for an answer to
        the same state of the log is written again.

        Raises:
            UsageError: no authority is known, or something lies there under such a name.
        """
        self._allowed("exporting time-stamp queries")
        note = self._parts.log.checkpoint_note()
        size = self._parts.log.checkpoint().size
        waiting = {each.stem: each for each in self._queries if each.note == note}
        chosen = []
        for authority in self._active():
            fresh = Waiting(authority=authority.name, size=size, query=make_query(note), note=note)
            chosen.append(waiting.get(fresh.stem, fresh))
        written = write_queries(chosen, folder)
        for each in chosen:
            self._queries.keep(each)
        return written

    def import_responses(self, paths: Iterable[Path]) -> tuple[Asked, ...]:
        """Take in the answers of authorities that were carried here: `.tsr` files, or folders.

        Raises:
            UsageError: there is none, or one cannot be read.
        """
        self._allowed("importing time-stamps")
        return tuple(self._import(path, data) for path, data in list(responses(paths)))

    def _import(self, path: Path, data: bytes) -> Asked:
        try:
            waiting = self._queries.answered_by(data)
            authority = self._time.authority(waiting.authority)
        except TokenRefused as error:
            return Asked(
                what=path.name, state="unusable", detail=error.message, remedy=error.remedy
            )
        except AmanaError as error:
            return Asked(what=path.name, state="refused", detail=error.message, remedy=error.remedy)
        told = self._take(path.name, authority, waiting.note, waiting.query, data)
        if told.state == "stamped":
            self._queries.drop(waiting)
        return told

    def _allowed(self, what: str) -> None:
        today = self._parts.clock.now().date()
        require(
            authorize(self._parts.actor, Deed.ANCHOR, Subject(), purpose=None, today=today), what
        )
