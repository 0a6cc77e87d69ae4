"""Repair: put proven bytes back where they belong, and keep whatever they replace.

The log is mended first, then, with what it names, the vault; what the log does not name, and no
copy can be lost by, goes to quarantine. Stopped at any point, every byte is in its place or in
quarantine, and the next run goes on. At last everything is checked, and the repair is entered.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Sequence

import msgspec

from amana.archive.checking import Checking, CheckReport
from amana.archive.committer import ArchiveLock
from amana.archive.digests import digests_of
from amana.archive.erasing import merged
from amana.archive.orders import Slots, Standing, slots_of
from amana.archive.pacing import Pace
from amana.archive.parts import Parts
from amana.archive.quarantine import Quarantine
from amana.archive.repair_sources import Copy, Goal, goal_of, mending_of
from amana.archive.repairs import OnRepair, Repair, Repairs
from amana.archive.requests import Note
from amana.archive.scopes import EVERYTHING
from amana.core import AmanaError, CustodyError, sha256_hex
from amana.custody import (
    VKEY_PATH,
    Checkpoint,
    Head,
    LogCheck,
    LogMending,
    Verifier,
    encode_head,
    encode_note,
    erase_fields,
    stated_files,
    unerased,
    verify_checkpoint,
)
from amana.records import EntryType
from amana.vault import (
    OWN_VAULT,
    VaultCheck,
    VaultMending,
    VaultSource,
    Wanted,
    find_in_packs,
    parse_state,
    reach,
    spell_state,
)
from amana.vault.backends import PosixReplica


class RepairReport(msgspec.Struct, frozen=True, kw_only=True):
    """What was repaired, or would be (`done` is false), what cannot be, and the check after it."""

    done: bool
    repairs: tuple[Repair, ...]
    unrepaired: tuple[Repair, ...]
    check: CheckReport | None = None
    entry: int | None = None
    not_entered: str | None = None


class Repairing:
    """One repair of one archive, from itself and from copies. Without `apply`, nothing changes."""

    def __init__(
        self,
        parts: Parts,
        verifier: Verifier,
        copies: Sequence[Copy],
        on_repair: OnRepair,
        *,
        apply: bool,
        remake_head: bool,
    ) -> None:
        self._parts = parts
        self._verifier = verifier
        self._copies = copies
        self._apply = apply
        self._remake = remake_head
        self._told = Repairs(on_repair, apply=apply)
        self._wanted = Wanted()
        self._standing = Standing()
        self._files: dict[str, str] = {}
        self._erased = Slots()
        self._log_is_whole = True

    def run(self) -> RepairReport:
        """Find what is wrong and, with `apply`, put it right.

        Raises:
            ArchiveBusy: another process writes to the archive.
            LogFork: a copy tells another history, or something older was put back.
            CustodyError: no copy leads to the root of the log.
        """
        self._parts.let_go()
        lock = ArchiveLock(self._parts.layout)
        try:
            with Quarantine(self._parts.layout) as place:
                missing = self._mend(place)
        finally:
            lock.release()
        if not self._apply:
            return self._report(done=False)
        return self._finish(missing)

    def _mend(self, place: Quarantine) -> list[str]:
        """Mend log, vault and head; return the objects that are still missing."""
        goal = goal_of(self._parts, self._verifier, self._copies, remake=self._remake)
        log = mending_of(self._parts, goal, self._copies)
        self._mend_log(place, log)
        self._erase_again(goal)
        self._mend_checkpoint(place, goal)
        self._mend_files(place)
        state = self._state(goal)
        vault = VaultMending(
            self._parts.layout.vault,
            state,
            self._wanted,
            self._standing.extents,
            [copy.vault() for copy in self._copies],
        )
        for patch in vault.packs():
            number = int(patch.path.rpartition("/")[2].removesuffix(".tar"))
            read_only = number < state[0]
            self._told.put(
                place, patch.path, patch.detail, patch.source, patch.pieces, read_only=read_only
            )
        missing = self._look_through_vault(place)
        for patch in vault.large(missing):
            self._told.put(
                place, patch.path, patch.detail, patch.source, patch.pieces, read_only=True
            )
        self._mend_head(place, goal, state)
        return [each for each in missing if each not in self._parts.vault] if self._apply else []

    def _mend_log(self, place: Quarantine, log: LogMending) -> None:
        for mended in log.run():
            data = mended.data
            pieces = None if data is None else (lambda data=data: iter([data]))
            self._told.put(place, f"custody/{mended.path}", mended.detail, mended.source, pieces)
        for payload in log.payloads():
            if payload is None:
                self._log_is_whole = False
                continue
            entry = payload.entry()
            if entry.get("type") == EntryType.ERASED:
                self._erased = merged(self._erased, slots_of(entry))
            for sha256 in digests_of(entry):
                self._wanted.add(sha256)
            self._standing.take(entry)
            self._files |= stated_files(entry.fields)

    def _erase_again(self, goal: Goal) -> None:
        """Erase what the log tells although an entry says that it was erased: nothing is kept."""
        storage, reason = self._parts.storage, None
        told = list(unerased(storage, self._erased))
        if told and self._apply:
            try:
                erase_fields(storage, goal.size, self._erased)
            except CustodyError as error:
                reason = error.message
        for each in told:
            if reason is None:
                self._told.did(
                    Repair(path=each.path, detail=each.detail, source="erased once more")
                )
            else:
                self._told.fail(each.path, each.detail, reason)

    def _mend_checkpoint(self, place: Quarantine, goal: Goal) -> None:
        """Put back keys and checkpoint; a lost checkpoint is signed again, to the same bytes."""
        storage = self._parts.storage
        keys = self._verifier.file()
        self._expect(place, VKEY_PATH, keys, "is not the key of this log", "the keys")
        try:
            state = verify_checkpoint(storage.read("checkpoint"), self._verifier)
            if (state.size, state.root) == (goal.size, goal.root):
                return
        except CustodyError:
            pass
        for copy in self._copies:
            if (copy.checkpoint.size, copy.checkpoint.root) == (goal.size, goal.root):
                note = copy.log().read("checkpoint")
                self._expect(place, "checkpoint", note, "is missing or damaged", copy.name)
                return
        try:
            self._parts.signing.load()
            state = Checkpoint(origin=self._verifier.name, size=goal.size, root=goal.root)
            note = encode_note(self._parts.signing.ring().sign(state.text()))
        except AmanaError as error:
            self._told.fail("custody/checkpoint", "is missing or damaged", error.message)
            return
        self._expect(place, "checkpoint", note, "is missing or damaged", "the head and the keys")

    def _expect(self, place: Quarantine, path: str, data: bytes, detail: str, source: str) -> None:
        """Make sure that a file of the log has these bytes."""
        with contextlib.suppress(CustodyError):
            if self._parts.storage.read(path) == data:
                return
        self._told.put(place, f"custody/{path}", detail, source, lambda: iter([data]))

    def _mend_files(self, place: Quarantine) -> None:
        """Put back the files that entries state, each by its digest."""
        reads: list[tuple[str, Callable[[str], bytes]]] = [("", self._parts.storage.read)]
        reads += [(copy.name, copy.log().read) for copy in self._copies]
        for path, digest in sorted(self._files.items()):
            for name, read in reads:
                with contextlib.suppress(CustodyError):
                    if sha256_hex(data := read(path)) == digest:
                        if name:
                            self._expect(place, path, data, "is missing or damaged", name)
                        break
            else:
                self._told.fail(f"custody/{path}", "is missing or damaged", "no copy has it")

    def _state(self, goal: Goal) -> tuple[int, int]:
        """Return how far the vault reaches: as the head says, else as its packs tell."""
        if goal.head is not None:
            return parse_state(goal.head.vault)
        own = VaultSource(name=OWN_VAULT, replica=PosixReplica(self._parts.layout.root))
        sources = [own, *(copy.vault() for copy in self._copies)]
        return reach(sources, self._wanted, self._standing.extents)

    def _look_through_vault(self, place: Quarantine) -> list[str]:
        """Move what does not belong there to quarantine; return which objects are missing."""
        missing = []
        erased = self._standing.extents
        for verdict in VaultCheck(self._parts.layout.vault, self._wanted, erased=erased).run():
            problem = verdict.problem
            if problem is None:
                continue
            if problem.path.startswith("vault/**/") and verdict.sha256:
                missing.append(verdict.sha256)
            elif self._is_stray(problem.path, problem.detail):
                self._told.away(place, problem.path, problem.detail)
        self._log_strays(place)
        return missing

    def _is_stray(self, path: str, detail: str) -> bool:
        """Tell whether a file is none of the archive; in doubt, it is left alone."""
        if not self._log_is_whole or (path.startswith("vault/packs/") and path.count("/") > 2):  # noqa: PLR2004 - a place in a pack
            return False
        return detail.startswith(("does not belong", "is not in the custody log"))

    def _log_strays(self, place: Quarantine) -> None:
        check = LogCheck(self._parts.storage, self._verifier, lambda _: None)
        check.signature()
        for _ in check.run():
            pass
        for problem in check.problems:
            if self._log_is_whole and problem.detail == "does not belong to the log":
                self._told.away(place, problem.path, problem.detail)

    def _mend_head(self, place: Quarantine, goal: Goal, state: tuple[int, int]) -> None:
        if goal.head is not None:
            return
        if not self._remake:
            reason = (
                "it is never taken from a copy: what was entered after the newest checkpoint that "
                "is left would be lost, and whoever holds a later one could show it. If there is "
                "none, run it again with --remake-head"
            )
            self._told.fail("custody/head", "is missing or damaged", reason)
            return
        if self._apply and self._told.unrepaired:
            self._told.fail(
                "custody/head", "is missing or damaged", "the rest must be repaired first"
            )
            return
        head = Head(size=goal.size, root=goal.root, vault=spell_state(*state))
        data = encode_head(head)
        self._told.put(
            place, "custody/head", "is missing or damaged", "the signed checkpoint",
            lambda: iter([data]),
        )  # fmt: skip

    def _finish(self, missing: Sequence[str]) -> RepairReport:
        """Put missing small objects back, enter the repair, and check everything again."""
        entry, not_entered = None, None
        try:
            if self._told.repairs or missing:
                entry = self._enter(missing)
        except AmanaError as error:
            not_entered = error.message
        pace = Pace(None, self._parts.timer, lambda: False)
        check = Checking(
            self._parts, lambda _: None, lambda _: None, scope=EVERYTHING, pace=pace, log=True
        ).run(projections=False)
        return msgspec.structs.replace(
            self._report(done=True), check=check, entry=entry, not_entered=not_entered
        )

    def _enter(self, missing: Sequence[str]) -> int | None:
        with self._parts.writer.transaction() as group:
            left = self._named(missing)
            for copy in self._copies:
                for content in find_in_packs(copy.vault(), left):
                    sha256 = group.put(io.BytesIO(content)).sha256
                    left.discard(sha256)
                    self._told.did(
                        Repair(path=f"vault/**/{sha256}", detail="is missing", source=copy.name)
                    )
            for sha256 in sorted(left):
                self._told.fail(f"vault/**/{sha256}", "is missing", "no copy has its bytes")
            (receipt,) = group.commit(
                self._parts.group([Note(kind=EntryType.REPAIRED, fields=self._told.fields())])
            )
        return receipt.entry

    def _named(self, missing: Sequence[str]) -> set[str]:
        """Return which digests the log still names: a stopped erasure may have gone on by now."""
        left = set(missing)
        entries = self._parts.log.entries() if left else ()
        return {sha256 for entry in entries for sha256 in digests_of(entry) if sha256 in left}

    def _report(self, *, done: bool) -> RepairReport:
        return RepairReport(
            done=done, repairs=tuple(self._told.repairs), unrepaired=tuple(self._told.unrepaired)
        )
