"""A witness: it remembers the last checkpoint of each log that it knows and signs what extends it.

A log that shows different histories to different people is found out, because a witness never
signs two that contradict each other. Protocol: C2SP tlog-witness (`add-checkpoint`); what it signs:
tlog-cosignature. The rules are in `judge`, which is pure; what is remembered lies behind a port.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

import msgspec

from amana.core import CustodyError
from amana.custody.checkpoint import Checkpoint, parse_checkpoint
from amana.custody.cosignature import Cosigner
from amana.custody.merkle import EMPTY_ROOT, HASH_SIZE, verify_consistency
from amana.custody.note import Note, NoteVerifier, decode_note, encode_note, spell_signature

SIZE_TYPE = "text/x.tlog.size"
TEXT_TYPE = "text/plain; charset=utf-8"
LONGEST = 256 << 10
_MOST_HASHES = 63
_OLD = re.compile(r"old (0|[1-9][0-9]{0,17})\Z")
OK, BAD, FORBIDDEN, UNKNOWN, CONFLICT, UNPROVEN = 200, 400, 403, 404, 409, 422


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """What a log asks a witness to sign: since which size, the proof, the checkpoint."""

    old: int
    proof: tuple[bytes, ...]
    note: bytes

    def text(self) -> bytes:
        """Return it as the body of a request (tlog-witness, add-checkpoint)."""
        lines = [f"old {self.old}", *(base64.b64encode(node).decode() for node in self.proof)]
        return ("\n".join(lines) + "\n\n").encode() + self.note


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer of a witness: an HTTP status, signature lines, a size or a reason."""

    status: int
    body: bytes
    kind: str = TEXT_TYPE

    @property
    def signed(self) -> bool:
        """Whether the witness signed."""
        return self.status == OK


class Refusal(CustodyError):
    """A witness does not sign what a log submitted."""

    code = "witness-refusal"

    def __init__(self, status: int, message: str, size: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.size = size

    def answer(self) -> Answer:
        """Return the refusal as an answer."""
        if self.size is not None:
            return Answer(status=self.status, body=f"{self.size}\n".encode(), kind=SIZE_TYPE)
        return Answer(status=self.status, body=f"{self.message}\n".encode())


class WitnessMemory(Protocol):
    """Where a witness keeps which logs it knows and what it saw of them."""

    def keys(self, origin: str) -> Sequence[NoteVerifier]:
        """Return the keys of a log, all of which must sign; none: the log is not known."""
        ...

    def hold(self) -> AbstractContextManager[None]:
        """Keep all others out, other processes included."""
        ...

    def seen(self, origin: str) -> bytes | None:
        """Return the last cosigned checkpoint of a log."""
        ...

    def keep(self, origin: str, note: bytes) -> None:
        """Replace it; durable when this returns."""
        ...


def parse_submission(data: bytes) -> Submission:
    """Return what the body of a request asks for.

    Raises:
        Refusal: it breaks the form (400).
    """
    head, gap, note = data.partition(b"\n\n")
    try:
        first, *lines = head.decode("ascii").split("\n")
        match = _OLD.match(first)
        proof = tuple(base64.b64decode(line, validate=True) for line in lines)
        made = Submission(old=int(match[1]) if match else -1, proof=proof, note=note)
    except ValueError as error:
        raise Refusal(BAD, "this is no request to a witness") from error
    proper = made.old >= 0 and len(proof) <= _MOST_HASHES and gap and made.text() == data
    if not proper or any(len(node) != HASH_SIZE for node in proof):
        raise Refusal(BAD, "this is no request to a witness")
    return made


def origin_of(data: bytes) -> str:
    """Return the origin line of the checkpoint in a request, as it stands there."""
    return data.partition(b"\n\n")[2].partition(b"\n")[0].decode("utf-8", "replace")


def judge(asked: Submission, keys: Sequence[NoteVerifier], seen: Checkpoint | None) -> Checkpoint:
    """Return the checkpoint that a witness may sign.

    Rules (tlog-witness, add-checkpoint), in this order:
      1. 404: the witness knows keys of the log.
      2. 403: all of these keys signed the checkpoint, and rightly.
      3. 400: it is a checkpoint without extension lines, and `old` is not beyond it.
      4. 409: `old` is the size that the witness saw last, 0 if it saw none.
      5. 422: an empty log has the root of nothing.
      6. 422: from size 0 on there is no proof; else the consistency proof holds.

    Raises:
        Refusal: with the status of the first rule that is broken.
    """
    if not keys:
        raise Refusal(UNKNOWN, "this witness does not know this log")
    try:
        note = decode_note(asked.note)
        for key in keys:
            key.verify(note)
    except CustodyError as error:
        raise Refusal(FORBIDDEN, error.message) from error
    try:
        state = parse_checkpoint(note.text)
    except CustodyError as error:
        raise Refusal(BAD, error.message) from error
    if asked.old > state.size:
        raise Refusal(BAD, "the old size is beyond the checkpoint")
    size = seen.size if seen else 0
    if asked.old != size:
        raise Refusal(CONFLICT, f"the witness saw {size} entries last", size)
    if state.size == 0 and state.root != EMPTY_ROOT:
        raise Refusal(UNPROVEN, "an empty log has another root")
    _require_consistent(asked, seen, state)
    return state


def _require_consistent(asked: Submission, seen: Checkpoint | None, state: Checkpoint) -> None:
    if seen is None or seen.size == 0:
        if asked.proof:
            raise Refusal(UNPROVEN, "there is nothing to prove from an empty log on")
        return
    try:
        verify_consistency(seen.size, state.size, asked.proof, seen.root, state.root)
    except CustodyError as error:
        raise Refusal(UNPROVEN, error.message) from error


class Witness:
    """A witness with its keys and its memory. Safe in several threads and processes."""

    longest = LONGEST
    """So many bytes a request may have."""

    def __init__(
        self, memory: WitnessMemory, cosigners: Sequence[Cosigner], now: Callable[[], int]
    ) -> None:
        self._memory = memory
        self._cosigners = tuple(cosigners)
        self._now = now

    @property
    def vkeys(self) -> tuple[str, ...]:
        """The verifier keys of the witness."""
        return tuple(cosigner.verifier.vkey() for cosigner in self._cosigners)

    def add_checkpoint(self, data: bytes) -> Answer:
        """Answer a request; what is signed was remembered, durably, before this returns."""
        try:
            asked = parse_submission(data)
            origin = origin_of(data)
            keys = self._memory.keys(origin)
            with self._memory.hold():
                lines = self._sign(origin, asked, keys)
        except Refusal as refusal:
            return refusal.answer()
        return Answer(status=OK, body=lines)

    def _sign(self, origin: str, asked: Submission, keys: Sequence[NoteVerifier]) -> bytes:
        last = self._memory.seen(origin)
        seen = parse_checkpoint(decode_note(last).text) if last is not None else None
        judge(asked, keys, seen)
        note = decode_note(asked.note)
        own = tuple(cosigner.cosign(note.text, self._now()) for cosigner in self._cosigners)
        # What others signed is left out: unknown keys vouch for nothing.
        of_log = tuple(s for s in note.signatures if s.name == origin)
        self._memory.keep(origin, encode_note(Note(text=note.text, signatures=(*of_log, *own))))
        return "".join(map(spell_signature, own)).encode()

    def checkpoint(self, origin: str) -> bytes | None:
        """Return the last checkpoint of a log with its and our signatures."""
        return self._memory.seen(origin)
