"""The log's side of witnessing: what it submits, and what it believes of an answer.

A witness may be mistaken, replaced or lying. Whatever it sends is checked with the keys that the
archive trusts: a cosignature counts if it is right; that a witness saw more of the log than there
is counts if the log itself signed that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec

from amana.core import CustodyError
from amana.custody.checkpoint import Checkpoint, parse_checkpoint
from amana.custody.cosignature import CosignatureVerifier
from amana.custody.history import ANOTHER, History
from amana.custody.note import Note, decode_note, encode_note, spell_signature
from amana.custody.witnessing import CONFLICT, FORBIDDEN, OK, UNKNOWN, UNPROVEN, Answer

_DAY = 86_400


class WitnessLine(Protocol):
    """The way to a witness, over a network or by hand."""

    def add_checkpoint(self, data: bytes) -> Answer:
        """Submit a checkpoint; nothing of the answer has been checked.

        Raises:
            UnavailableError: the witness does not answer.
        """
        ...

    def checkpoint(self, origin: str) -> bytes | None:
        """Return the last checkpoint that the witness shows of a log, if it shows any.

        Raises:
            UnavailableError: the witness does not answer.
        """
        ...


class TrustedWitness(msgspec.Struct, frozen=True, kw_only=True):
    """A witness that the archive trusts: its keys, and where it can be asked."""

    name: str
    keys: tuple[str, ...]
    url: str | None = None

    def verifiers(self) -> tuple[CosignatureVerifier, ...]:
        """Return its keys."""
        return tuple(CosignatureVerifier.parse(key) for key in self.keys)


class Cosigned(msgspec.Struct, frozen=True, kw_only=True):
    """A checkpoint that a witness cosigned; `times` are by key id in hexadecimal."""

    name: str
    state: Checkpoint
    note: bytes
    times: dict[str, int]


def ask(log: History, witness: TrustedWitness, line: WitnessLine, old: int, now: int) -> Cosigned:
    """Have a witness cosign the log; `old` is what it is thought to have seen.

    Raises:
        CustodyError: it refuses, contradicts itself, or signs something else; the message tells.
        UnavailableError: it does not answer.
    """
    asked = log.since(old)
    answer = line.add_checkpoint(asked.text())
    if answer.status == CONFLICT:
        seen = _size(answer, witness)
        if seen > log.now().size:
            require_not_ahead(log, witness, line)
            raise CustodyError(
                f"the witness {witness.name} says that it saw {seen} entries, more than there are,"
                " and does not show them",
                remedy="ask whoever runs it; other witnesses tell who is right",
            )
        if seen == old:
            raise CustodyError(f"the witness {witness.name} contradicts itself")
        asked = log.since(seen)
        answer = line.add_checkpoint(asked.text())
    if answer.status != OK:
        raise _refused(answer, witness)
    return accept(asked.note, answer.body, witness, now)


def accept(note: bytes, lines: bytes, witness: TrustedWitness, now: int) -> Cosigned:
    """Return a checkpoint with the cosignatures in the answer of a witness.

    Rules (tlog-witness, tlog-cosignature): each trusted key of the witness that signed is right,
    one at least did; each states a time, and none beyond a day from now. Other lines are left out.

    Raises:
        CustodyError: a rule is broken.
    """
    try:
        answered = decode_note(b"x\n\n" + lines)
    except CustodyError as error:
        raise CustodyError(f"the witness {witness.name} does not answer with signatures") from error
    submitted = decode_note(note)
    own = [v for v in witness.verifiers() if v.key.own(answered)]
    if not own:
        raise CustodyError(
            f"the answer holds no signature by a trusted key of the witness {witness.name}",
            remedy="it has other keys now, or is another; `amana witness` lists what is trusted",
        )
    kept = tuple(
        s
        for s in answered.signatures
        if any((s.name, s.key_id) == (v.name, v.key.key_id) for v in own)
    )
    whole = Note(text=submitted.text, signatures=(*submitted.signatures, *kept))
    times = {v.key.key_id.hex(): v.verify(whole) for v in own}
    if not all(0 < time <= now + _DAY for time in times.values()):
        raise CustodyError(
            f"the witness {witness.name} signed at an impossible time",
            remedy="see whether the clock of this machine is right, or that of the witness",
        )
    state = parse_checkpoint(whole.text)
    return Cosigned(name=witness.name, state=state, note=encode_note(whole), times=times)


def verify_cosignatures(note: Note, verifiers: Sequence[CosignatureVerifier]) -> None:
    """Check that a trusted key cosigned a checkpoint, and every one of them that did, rightly.

    Raises:
        CustodyError: none did, or one of them wrongly.
    """
    own = [verifier for verifier in verifiers if verifier.key.own(note)]
    if not own:
        raise CustodyError("is cosigned by no key that was trusted then")
    for verifier in own:
        verifier.verify(note)


def signature_lines(note: Note, origin: str) -> tuple[bytes, bytes]:
    """Return the checkpoint as its log signed it, and the lines of all others."""
    own = tuple(s for s in note.signatures if s.name == origin)
    others = "".join(spell_signature(s) for s in note.signatures if s.name != origin)
    return encode_note(Note(text=note.text, signatures=own)), others.encode()


def require_not_ahead(log: History, witness: TrustedWitness, line: WitnessLine) -> bool:
    """Make sure that no witness holds proof of a longer, or another, log than this one.

    Return whether it showed anything that the log signed.

    Raises:
        CustodyError: it shows a checkpoint that the log signed, and that this log does not extend.
        UnavailableError: it does not answer.
    """
    shown = line.checkpoint(log.now().origin)
    if shown is None or not _is_of(log, shown):
        return False
    log.extends(shown, f"what the witness {witness.name} saw")
    return True


def _is_of(log: History, note: bytes) -> bool:
    """Tell whether the log signed a checkpoint once; what it did not sign proves nothing."""
    try:
        log.signed_once(note)
    except CustodyError:
        return False
    return True


def _size(answer: Answer, witness: TrustedWitness) -> int:
    try:
        return int(answer.body.decode("ascii").removesuffix("\n"))
    except ValueError as error:
        raise CustodyError(f"the witness {witness.name} does not say what it saw") from error


def _refused(answer: Answer, witness: TrustedWitness) -> CustodyError:
    told = {
        UNKNOWN: (
            "does not know this log",
            "whoever runs it trusts custody/log.vkey: `amana witness trust DIR LOG.VKEY`",
        ),
        FORBIDDEN: (
            "does not know the keys that signed this checkpoint",
            "if they were changed, whoever runs it follows custody/rotations and trusts the new",
        ),
        UNPROVEN: ("says that this log is not the one that it saw before", ANOTHER),
        CONFLICT: ("contradicts itself about what it saw", "ask whoever runs it"),
    }
    why, remedy = told.get(
        answer.status, (f"answers with status {answer.status}", "ask whoever runs it")
    )
    return CustodyError(f"the witness {witness.name} {why}", remedy=remedy)
