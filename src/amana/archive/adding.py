"""Taking things in: bytes to the vault, entries to the log, group by group.

An input counts as preserved only when the group that holds it is durable and logged. An interrupted
run keeps what was acknowledged; the same command run again adds nothing twice.
"""

from __future__ import annotations

import base64
import io
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from amana.acquire import ChangedWhileRead, Failed, Input, SteadyFile, find_inputs
from amana.archive.parts import Parts
from amana.archive.requests import Acquire, RawName, Receipt
from amana.core import UsageError
from amana.records import Form, Received

GROUP_OBJECTS = 1024
GROUP_BYTES = 64 << 20
GROUP_SECONDS = 2.0
_TRIES = 3


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one input: `ref` and `entry` when preserved, `reason` when not."""

    name: str
    received: Received
    ref: str | None = None
    entry: int | None = None
    reason: str | None = None
    size: int = 0


class AddReport(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a whole `add`: how many, and each input that could not be taken in."""

    preserved: int
    already_held: int
    failed: tuple[Outcome, ...]
    interrupted: bool = False


class NamedStream(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes that come from elsewhere than a path: an upload, say."""

    name: str
    stream: BinaryIO


OnOutcome = Callable[[Outcome], None]


class Adding:
    """One run of `add`."""

    def __init__(self, parts: Parts, form: Form, on_outcome: OnOutcome | None) -> None:
        self._parts = parts
        self._form = form
        self._on_outcome = on_outcome
        self._group: list[tuple[Acquire, str]] = []
        self._bytes = 0
        self._since = time.monotonic()
        self._counts = {Received.PRESERVED: 0, Received.ALREADY_HELD: 0}
        self._failed: list[Outcome] = []

    def paths(self, paths: Iterable[Path | str]) -> AddReport:
        """Take in files and folders."""
        return self._run(find_inputs(paths, leave_out=self._parts.layout.root))

    def streams(self, streams: Iterable[NamedStream]) -> AddReport:
        """Take in streams."""
        return self._run(streams)

    def _run(self, inputs: Iterable[Input | Failed | NamedStream]) -> AddReport:
        interrupted = False
        source = iter(inputs)
        try:
            while self._add_group(source):
                pass
        except KeyboardInterrupt:
            # The group that was under way is dropped whole; it was not acknowledged.
            interrupted = True
        return AddReport(
            preserved=self._counts[Received.PRESERVED],
            already_held=self._counts[Received.ALREADY_HELD],
            failed=tuple(self._failed),
            interrupted=interrupted,
        )

    def _add_group(self, source: Iterator[Input | Failed | NamedStream]) -> bool:
        """Take in one group; return whether there may be more."""
        self._group, self._bytes, self._since = [], 0, time.monotonic()
        more = False
        with self._parts.writer.transaction():
            for each in source:
                self._take(each)
                if self._group_is_full():
                    more = True
                    break
            receipts = self._parts.commit(*(request for request, _ in self._group))
        self._acknowledge(receipts)
        return more

    def _take(self, each: Input | Failed | NamedStream) -> None:
        match each:
            case Failed(path=path, reason=reason):
                self._fail(_shown(path), reason)
            case NamedStream(name=name, stream=stream):
                self._put(name, name, None, lambda: stream)
            case Input(path=path, name=name):
                self._put(
                    _shown(path), _raw(name), _raw(path),
                    lambda: io.BufferedReader(SteadyFile(path), 1 << 20),
                )  # fmt: skip

    def _put(
        self, shown: str, name: RawName, path: RawName | None, opened: Callable[[], BinaryIO]
    ) -> None:
        """Put one input into the vault, trying again while it changes under the reading."""
        for attempt in range(1, _TRIES + 1):
            try:
                with opened() as stream:
                    digests = self._parts.writer.put(stream)
            except ChangedWhileRead as error:
                if attempt == _TRIES or path is None:
                    self._fail(shown, f"{error.message}; {error.remedy}")
                continue
            except OSError as error:
                self._fail(shown, f"it cannot be read: {error.strerror}")
                return
            except UsageError as error:
                self._fail(shown, error.message)
                return
            request = Acquire(digests=digests, name=name, path=path, form=self._form)
            self._group.append((request, shown))
            self._bytes += digests.size
            return

    def _group_is_full(self) -> bool:
        return (
            len(self._group) >= GROUP_OBJECTS
            or self._bytes >= GROUP_BYTES
            or (bool(self._group) and time.monotonic() - self._since > GROUP_SECONDS)
        )

    def _acknowledge(self, receipts: tuple[Receipt, ...]) -> None:
        """Tell what became of each input of a group that is durable and logged."""
        for (request, shown), receipt in zip(self._group, receipts, strict=True):
            new = receipt.entry is not None
            received = Received.PRESERVED if new else Received.ALREADY_HELD
            self._counts[received] += 1
            self._tell(
                Outcome(
                    name=shown,
                    received=received,
                    ref=receipt.item,
                    entry=receipt.entry,
                    size=request.digests.size,
                )
            )

    def _fail(self, shown: str, reason: str) -> None:
        outcome = Outcome(name=shown, received=Received.FAILED, reason=reason)
        self._failed.append(outcome)
        self._tell(outcome)

    def _tell(self, outcome: Outcome) -> None:
        if self._on_outcome is not None:
            self._on_outcome(outcome)


def check_form(form: Form) -> Form:
    """Return the form with blank answers as none.

    Raises:
        UsageError: an answer holds control characters.
    """
    answers = {}
    for name in ("source", "collector", "purpose", "method", "consent"):
        answer = (getattr(form, name) or "").strip()
        if any(ord(letter) < ord(" ") for letter in answer):
            raise UsageError(f"--{name} holds control characters", remedy="write it on one line")
        answers[name] = answer or None
    return msgspec.structs.replace(form, **{**answers, "method": answers["method"] or "upload"})


def _raw(name: bytes) -> RawName:
    """Return a name for an entry: as text where it is UTF-8, else its bytes in base64."""
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return {"b64": base64.b64encode(name).decode()}


def _shown(path: bytes) -> str:
    return path.decode("utf-8", "replace")
