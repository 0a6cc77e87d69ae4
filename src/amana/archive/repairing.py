"""Repair: put proven bytes back where they belong, and keep whatever they replace.

The log is mended first, then, with what it names, the vault; what the log does not name, and no
copy can be lost by, goes to quarantine. Stopped at any point, every byte is in its place or in
quarantine, and the next run goes on. At last everything is checked, and the repair is entered.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterator, Sequence

import msgspec

from amana.archive.checking import Checking, CheckReport
from amana.archive.committer import ArchiveLock
from amana.archive.orders import Standing
from amana.archive.pacing import Pace
from amana.archive.parts import Parts, digests_of
from amana.archive.quarantine import Quarantine
from amana.archive.repair_sources import Copy, Goal, goal_of, mending_of
from amana.archive.requests import Note
from amana.archive.scopes import EVERYTHING
from amana.core import JSON, AmanaError, CustodyError, IntegrityError, NotFound, sha256_hex
from amana.custody import (
    VKEY_PATH,
    Checkpoint,
    Head,
    LogCheck,
    LogMending,
    Verifier,
    encode_head,
    encode_note,
    stated_files,
    verify_checkpoint,
)
from amana.records import EntryType
from amana.vault import (
    VaultCheck,
    VaultMending,
    Wanted,
    find_in_packs,
    parse_state,
    spell_state,
)

_TOLD = 100


class Repair(msgspec.Struct, frozen=True, kw_only=True):
    """One place: what is wrong, and from where the right bytes come (or why there are none)."""

    path: str
    detail: str
    source: str


class RepairReport(msgspec.Struct, frozen=True, kw_only=True):
    """What was repaired, or would be (`done` is false), what cannot be, and the check after it."""

    done: bool
    repairs: tuple[Repair, ...]
    unrepaired: tuple[Repair, ...]
    check: CheckReport | None = None
    entry: int | None = None
    not_entered: str | None = None


OnRepair = Callable[[Repair], None]


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
        self._on_repair = on_repair
        self._apply = apply
        self._remake = remake_head
        self._repairs: list[Repair] = []
        self._unrepaired: list[Repair] = []
        self._wanted = Wanted()
        self._standing = Standing()
        self._files: dict[str, str] = {}
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
            self._put(
                place, patch.path, patch.detail, patch.source, patch.pieces, read_only=read_only
            )
        missing = self._look_through_vault(place)
        for patch in vault.large(missing):
            self._put(place, patch.path, patch.detail, patch.source, patch.pieces, read_only=True)
        self._mend_head(place, goal, state)
        return [each for each in missing if each not in self._parts.vault] if self._apply else []

    def _mend_log(self, place: Quarantine, log: LogMending) -> None:
        for mended in log.run():
            data = mended.data
            pieces = None if data is None else (lambda data=data: iter([data]))
            self._put(place, f"custody/{mended.path}", mended.detail, mended.source, pieces)
        for payload in log.payloads():
            if payload is None:
                self._log_is_whole = False
                continue
            entry = payload.entry()
            for sha256 in digests_of(entry):
                self._wanted.add(sha256)
            self._standing.take(entry)
            self._files |= stated_files(entry.fields)

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
            self._fail("custody/checkpoint", "is missing or damaged", error.message)
            return
        self._expect(place, "checkpoint", note, "is missing or damaged", "the head and the keys")

    def _expect(self, place: Quarantine, path: str, data: bytes, detail: str, source: str) -> None:
        """Make sure that a file of the log has these bytes."""
        with contextlib.suppress(CustodyError):
            if self._parts.storage.read(path) == data:
                return
        self._put(place, f"custody/{path}", detail, source, lambda: iter([data]))

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
                self._fail(f"custody/{path}", "is missing or damaged", "no copy has it")

    def _state(self, goal: Goal) -> tuple[int, int]:
        """Return how far the vault reaches: as the head says, else as the longest copy has it."""
        if goal.head is not None:
            return parse_state(goal.head.vault)
        packs = self._parts.layout.vault / "packs"
        found = [(int(path.stem), path.stat().st_size // 512 * 512) for path in packs.glob("*.tar")]
        for copy in self._copies:
            for path, size in copy.replica.files("vault/packs"):
                found.append((int(path.rpartition("/")[2].removesuffix(".tar")), size))
        return max(found, default=(1, 0))

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
                self._away(place, problem.path, problem.detail)
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
                self._away(place, problem.path, problem.detail)

    def _mend_head(self, place: Quarantine, goal: Goal, state: tuple[int, int]) -> None:
        if goal.head is not None:
            return
        if not self._remake:
            reason = (
                "it is never taken from a copy: what was entered after the newest checkpoint that "
                "is left would be lost, and whoever holds a later one could show it. If there is "
                "none, run it again with --remake-head"
            )
            self._fail("custody/head", "is missing or damaged", reason)
            return
        if self._apply and self._unrepaired:
            self._fail("custody/head", "is missing or damaged", "the rest must be repaired first")
            return
        head = Head(size=goal.size, root=goal.root, vault=spell_state(*state))
        data = encode_head(head)
        self._put(
            place, "custody/head", "is missing or damaged", "the signed checkpoint",
            lambda: iter([data]),
        )  # fmt: skip

    def _put(
        self,
        place: Quarantine,
        path: str,
        detail: str,
        source: str,
        pieces: Callable[[], Iterator[bytes]] | None,
        *,
        read_only: bool = False,
    ) -> None:
        if pieces is None:
            self._fail(path, detail, source)
            return
        if self._apply:
            try:
                place.replace(path, pieces(), read_only=read_only)
            except (IntegrityError, NotFound) as error:
                self._fail(path, detail, error.message)
                return
        self._did(Repair(path=path, detail=detail, source=source))

    def _away(self, place: Quarantine, path: str, detail: str) -> None:
        if self._apply:
            place.remove(path)
        self._did(Repair(path=path, detail=detail, source="moved to quarantine"))

    def _did(self, repair: Repair) -> None:
        self._repairs.append(repair)
        self._on_repair(repair)

    def _fail(self, path: str, detail: str, reason: str) -> None:
        self._unrepaired.append(Repair(path=path, detail=detail, source=reason))

    def _finish(self, missing: Sequence[str]) -> RepairReport:
        """Put missing small objects back, enter the repair, and check everything again."""
        entry, not_entered = None, None
        try:
            if self._repairs or missing:
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
        left = set(missing)
        with self._parts.writer.transaction() as group:
            for copy in self._copies:
                for content in find_in_packs(copy.vault(), left):
                    sha256 = group.put(io.BytesIO(content)).sha256
                    left.discard(sha256)
                    self._did(
                        Repair(path=f"vault/**/{sha256}", detail="is missing", source=copy.name)
                    )
            for sha256 in sorted(left):
                self._fail(f"vault/**/{sha256}", "is missing", "no copy has its bytes")
            (receipt,) = group.commit(
                self._parts.group([Note(kind=EntryType.REPAIRED, fields=self._fields())])
            )
        return receipt.entry

    def _fields(self) -> dict[str, JSON]:
        return {
            "repairs": [msgspec.to_builtins(each) for each in self._repairs[:_TOLD]],
            "repair_count": len(self._repairs),
            "unrepaired": [msgspec.to_builtins(each) for each in self._unrepaired[:_TOLD]],
            "unrepaired_count": len(self._unrepaired),
        }

    def _report(self, *, done: bool) -> RepairReport:
        return RepairReport(
            done=done, repairs=tuple(self._repairs), unrepaired=tuple(self._unrepaired)
        )
