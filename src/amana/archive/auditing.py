"""The audit of a replica: questions that only whoever has the bytes now can answer.

The nonce is made when the audit begins, so that no answer can be prepared. The result is entered in
the custody log with the nonce and a Merkle root over (name, right or not) of every question, in
their order: what was asked can be shown later, one by one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

import msgspec

from amana.archive.challenging import Asked, Questions, right_answer, sampled
from amana.archive.parts import Parts
from amana.archive.replicas import OpenReplica, Standing, folder_of, recognise
from amana.core import JSON, AmanaError, CustodyError, ForeignFolder, LogFork, canonical
from amana.core.settings import ReplicaPlace
from amana.custody import Frontier, leaf_hash
from amana.records import EntryType
from amana.vault import NONCE_SIZE, Replica

OnAnswer = Callable[[str, int], None]
"""`on_answer(name, asked)` is told how many answers a replica has given."""

AS_IT_SHOULD_BE = "as it should be"
_NOT = "not as it should be"
_TOLD = 100
_BATCH = 256


class AuditReport(msgspec.Struct, frozen=True, kw_only=True):
    """What an audit found of the replica in the folder `path`.

    `failures` are the first names whose answers were wrong or missing.
    `undecided` counts what is damaged here, so that no right answer is known. `refused` says why
    nothing could be asked at all.
    """

    replica: str
    path: str
    ok: bool
    scope: str
    entries: int
    asked: int
    failed: int
    failures: tuple[str, ...]
    undecided: int
    root: str
    entry: int | None
    refused: str | None = None


class Auditing:
    """One audit of one replica. `random` gives the nonce."""

    def __init__(
        self,
        parts: Parts,
        place: ReplicaPlace,
        open_replica: OpenReplica,
        on_answer: OnAnswer,
        random: Callable[[int], bytes] = os.urandom,
    ) -> None:
        self._parts = parts
        self._place = place
        self._open = open_replica
        self._on_answer = on_answer
        self._random = random
        self._failures: list[str] = []
        self._asked = self._failed = self._undecided = 0
        self._tree = Frontier()

    def run(self, sample: int | None, *, reached: int = 0) -> AuditReport:
        """Ask about `sample` entries, or, if those are all or it is None, everything; enter that.

        A replica that is another archive's, tells another history, or states fewer entries than it
        has `reached` once, has failed; that is entered, too. One that cannot be reached has not:
        that is told only.
        """
        own = self._parts.log.checkpoint()
        try:
            replica = self._open(self._parts.layout, self._place)
            standing = recognise(replica, self._parts.storage, own, self._parts.verifier)
        except (ForeignFolder, CustodyError) as error:
            return self._enter("nothing", b"", 0, f"refused: {error.message}")
        except (AmanaError, OSError) as error:
            return self._report("nothing", 0, None, str(error))
        if standing.marker is None:
            return self._report("nothing", 0, None, "there is no replica: its folder is empty")
        if standing.entries < reached:
            lost = f"it had {reached} entries, and has {standing.entries} of them now"
            return self._enter("nothing", b"", standing.entries, f"refused: {lost}")
        nonce = self._random(NONCE_SIZE)
        if sample is not None and sample >= standing.entries:
            sample = None
        scope = "everything" if sample is None else f"sample of {sample} entries"
        try:
            for batch in _batches(self._questions(standing, nonce, sample)):
                self._ask(replica, nonce, batch)
        except (AmanaError, OSError) as error:
            return self._report(scope, standing.entries, None, f"broken off: {error}")
        return self._enter(scope, nonce, standing.entries, None)

    def _questions(self, standing: Standing, nonce: bytes, sample: int | None) -> Iterator[Asked]:
        questions = Questions(self._parts, standing.entries)
        if sample is None:
            return questions.everything()
        return questions.about(sampled(nonce, standing.entries, sample))

    def _ask(self, replica: Replica, nonce: bytes, batch: Iterable[Asked]) -> None:
        for asked in batch:
            right = right_answer(asked, nonce)
            if right is None:
                self._undecided += 1
                continue
            ok = replica.answer(nonce, asked.challenge) == right
            self._asked += 1
            if not ok:
                self._failed += 1
                self._failures += [asked.name] if len(self._failures) < _TOLD else []
            self._tree.append(leaf_hash(canonical([asked.name, ok])))
        self._on_answer(self._place.name, self._asked)

    def _enter(self, scope: str, nonce: bytes, entries: int, refused: str | None) -> AuditReport:
        fields: dict[str, JSON] = {
            "replica": self._place.name,
            "nonce": nonce.hex(),
            "scope": scope,
            "entries": entries,
            "outcome": refused or (_NOT if self._failed else AS_IT_SHOULD_BE),
            "asked": self._asked,
            "failed": self._failed,
            "failures": list(self._failures),
            "undecided": self._undecided,
            "root": self._tree.root().hex(),
        }
        number = None
        try:
            number = self._parts.note(EntryType.AUDITED, fields)
        except LogFork:
            if refused is None:  # somebody else knows of another history: this answer counts for
                raise  # nothing, and the report would not tell why it is not entered
        return self._report(scope, entries, number, refused)

    def _report(
        self, scope: str, entries: int, number: int | None, refused: str | None
    ) -> AuditReport:
        return AuditReport(
            replica=self._place.name,
            path=str(folder_of(self._parts.layout, self._place)),
            ok=refused is None and not self._failed,
            scope=scope,
            entries=entries,
            asked=self._asked,
            failed=self._failed,
            failures=tuple(self._failures),
            undecided=self._undecided,
            root=self._tree.root().hex(),
            entry=number,
            refused=refused,
        )


def _batches(questions: Iterator[Asked]) -> Iterator[list[Asked]]:
    while batch := list(islice(questions, _BATCH)):
        yield batch
