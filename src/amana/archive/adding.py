"""Taking things in: bytes to the vault, entries to the log, group by group.

An input counts as preserved only when the group that holds it is durable and logged. An interrupted
run keeps what was acknowledged; the same command run again adds nothing twice.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from amana.access import Deed, Subject, authorize, checked, require, spell_restriction
from amana.acquire import (
    ChangedWhileRead,
    Empty,
    Failed,
    Input,
    InputUnreadable,
    SteadyFile,
    find_inputs,
)
from amana.archive.parts import Parts
from amana.archive.receiving import Claim, Receiving, warning_of
from amana.archive.requests import Acquire, Receipt
from amana.archive.writer import Transaction
from amana.core import Digests, RawName, UsageError, raw_name, spoken
from amana.records import Claimed, Form, Received

GROUP_OBJECTS = 1024
GROUP_BYTES = 64 << 20
GROUP_SECONDS = 2.0
_GROUP_WORDS = 8 << 20  # characters of paths and forms; a frame to the committer has a limit
_TRIES = 3
_LONGEST_ANSWER = 4000
_NO_TEXT = ("Cc", "Cs", "Zl", "Zp")  # Unicode general categories


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one input: `ref` and `entry` when preserved, `reason` when not.

    `warning` tells where the package that it came in claims something else of it.
    """

    name: str
    received: Received
    ref: str | None = None
    entry: int | None = None
    reason: str | None = None
    warning: str | None = None
    size: int = 0


class AddReport(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a whole `add`: how many, and each input that could not be taken in.

    `warnings` counts inputs of which a package claims something else than what was found. `empty`
    are the folders that held nothing.
    """

    preserved: int
    already_held: int
    failed: tuple[Outcome, ...]
    interrupted: bool = False
    warnings: int = 0
    empty: tuple[str, ...] = ()


class NamedStream(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes that come from elsewhere than a path: an upload, say."""

    name: str
    stream: BinaryIO


OnOutcome = Callable[[Outcome], None]

_Found = Input | Failed | Empty | NamedStream


class Adding:
    """One run of `add`."""

    def __init__(self, parts: Parts, form: Form, on_outcome: OnOutcome | None) -> None:
        self._parts = parts
        self._form = form
        self._form_size = len(msgspec.msgpack.encode(form))
        self._on_outcome = on_outcome
        self._counts = {Received.PRESERVED: 0, Received.ALREADY_HELD: 0}
        self._failed: list[Outcome] = []
        self._empty: list[str] = []
        self._warnings = 0
        self._receiving = Receiving()

    def paths(self, paths: Iterable[Path | str]) -> AddReport:
        """Take in files and folders."""
        return self._run(find_inputs(paths, leave_out=self._parts.layout.root))

    def streams(self, streams: Iterable[NamedStream]) -> AddReport:
        """Take in streams."""
        return self._run(streams)

    def _run(self, inputs: Iterable[_Found]) -> AddReport:
        today = self._parts.clock.now().date()
        actor = self._parts.actor
        require(authorize(actor, Deed.ADD, Subject(), purpose=None, today=today), "adding")
        interrupted = False
        source = iter(inputs)
        try:
            with self._receiving:
                while self._add_group(source):
                    pass
        except KeyboardInterrupt:
            # The group that was under way was not acknowledged; it is all here or not at all.
            interrupted = True
        return AddReport(
            preserved=self._counts[Received.PRESERVED],
            already_held=self._counts[Received.ALREADY_HELD],
            failed=tuple(self._failed),
            interrupted=interrupted,
            warnings=self._warnings,
            empty=tuple(self._empty),
        )

    def _add_group(self, source: Iterator[_Found]) -> bool:
        """Take in one group and tell its fate; return whether there may be more."""
        group = _Group(self._form_size)
        with self._parts.writer.transaction() as transaction:
            for each in source:
                if isinstance(each, Empty):
                    self._empty.append(_shown(each.path))
                    continue
                group.add(self._take(each, transaction))
                if group.is_full():
                    break
            requests = [taken for taken in group.taken if isinstance(taken, Acquire)]
            receipts = iter(transaction.commit(self._parts.group(requests)) if requests else ())
        for taken in group.taken:
            self._tell(_outcome(taken, next(receipts)) if isinstance(taken, Acquire) else taken)
        return group.is_full()

    def _take(
        self, each: Input | Failed | NamedStream, transaction: Transaction
    ) -> Acquire | Outcome:
        """Put one input into the vault; return what to enter, or why it could not be taken in."""
        match each:
            case Failed(path=path, reason=reason):
                return _failure(_shown(path), reason)
            case NamedStream(name=name, stream=stream):
                try:
                    with stream:
                        return self._acquire(transaction.put(stream), name, name)
                except OSError as error:
                    return _failure(name, f"it cannot be read: {error.strerror or error}")
            case Input(path=path, name=raw):
                claim = self._receiving.claim(each)
                try:
                    digests = _put_steadily(each, transaction, claim)
                except InputUnreadable as error:
                    return _failure(_shown(path), f"{error.message}; {error.remedy}")
                claimed = claim.claimed() if claim else None
                return self._acquire(digests, raw_name(raw), raw_name(path), claimed)

    def _acquire(
        self, digests: Digests, name: RawName, path: RawName, claimed: Claimed | None = None
    ) -> Acquire:
        return Acquire(digests=digests, name=name, path=path, form=self._form, claimed=claimed)

    def _tell(self, outcome: Outcome) -> None:
        if outcome.received is Received.FAILED:
            self._failed.append(outcome)
        else:
            self._counts[outcome.received] += 1
        self._warnings += outcome.warning is not None
        if self._on_outcome is not None:
            self._on_outcome(outcome)


class _Group:
    """What is committed together: as much as fits, told after a few seconds at most."""

    def __init__(self, form_size: int) -> None:
        self.taken: list[Acquire | Outcome] = []
        self._form_size = form_size
        self._bytes = 0
        self._words = 0
        self._since = time.monotonic()

    def add(self, taken: Acquire | Outcome) -> None:
        """Take one in."""
        self.taken.append(taken)
        if isinstance(taken, Acquire):
            self._bytes += taken.digests.size
            self._words += self._form_size + len(str(taken.path)) + len(str(taken.claimed))

    def is_full(self) -> bool:
        """Tell whether it is time to commit."""
        return bool(self.taken) and (
            len(self.taken) >= GROUP_OBJECTS
            or self._bytes >= GROUP_BYTES
            or self._words >= _GROUP_WORDS
            or time.monotonic() - self._since > GROUP_SECONDS
        )


def _put_steadily(each: Input, transaction: Transaction, claim: Claim | None) -> Digests:
    """Put a file into the vault, trying again while it changes under the reading.

    Raises:
        InputUnreadable: it cannot be read, or it changes each time.
    """
    for attempt in range(1, _TRIES + 1):
        try:
            with SteadyFile(each.path, follow=each.named) as stream:
                return transaction.put(claim.watch(stream) if claim else stream)
        except ChangedWhileRead:
            if attempt == _TRIES:
                raise
    raise AssertionError


def _outcome(request: Acquire, receipt: Receipt) -> Outcome:
    """Return what became of an input whose group is durable and logged."""
    new = receipt.entry is not None
    return Outcome(
        name=spoken(request.path) or "",
        received=Received.PRESERVED if new else Received.ALREADY_HELD,
        ref=receipt.item,
        entry=receipt.entry,
        warning=warning_of(request.claimed),
        size=request.digests.size,
    )


def _failure(shown: str, reason: str) -> Outcome:
    return Outcome(name=shown, received=Received.FAILED, reason=reason)


def check_form(form: Form) -> Form:
    """Return the form with blank answers as none and each restriction once, in its one spelling.

    Raises:
        UsageError: an answer is no line of text or too long, or a restriction is none.
    """
    answers = {}
    for name in ("source", "collector", "purpose", "method", "consent"):
        answer = one_line(getattr(form, name) or "", f"--{name}")
        if len(answer) > _LONGEST_ANSWER:
            raise UsageError(
                f"--{name} is longer than {_LONGEST_ANSWER} characters",
                remedy="add the long text as a file, and say where it is",
            )
        answers[name] = answer or None
    restrictions = sorted(set(map(checked, form.restrictions)), key=spell_restriction)
    return Form(
        source=answers["source"],
        collector=answers["collector"],
        purpose=answers["purpose"],
        method=answers["method"] or "upload",
        consent=answers["consent"],
        restrictions=tuple(restrictions),
    )


def one_line(text: str, what: str) -> str:
    """Return what a person said without blanks around it.

    Raises:
        UsageError: it holds line feeds, other control characters, or bytes that are no text.
    """
    if any(unicodedata.category(letter) in _NO_TEXT for letter in text.strip()):
        raise UsageError(
            f"{what} holds control characters", remedy="write it on one line, in UTF-8"
        )
    return text.strip()


def _shown(path: bytes) -> str:
    return path.decode("utf-8", "replace")
