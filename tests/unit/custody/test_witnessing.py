from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

from amana.custody import Checkpoint, LogWriter, Signer, decode_note
from amana.custody.backends import MemoryLog
from amana.custody.cosignature import Cosigner
from amana.custody.ed25519 import Ed25519Signer
from amana.custody.history import History
from amana.custody.merkle import EMPTY_ROOT
from amana.custody.note import Note, NoteVerifier, encode_note
from amana.custody.witnessing import Answer, Submission, Witness, origin_of, parse_submission

NOW = 1_790_000_000


class Remembered:
    """The memory of a witness that is gone with it."""

    def __init__(self, *known: NoteVerifier) -> None:
        self.known = {verifier.name: [verifier] for verifier in known}
        self.notes: dict[str, bytes] = {}
        self.held = False

    def keys(self, origin: str) -> Sequence[NoteVerifier]:
        return self.known.get(origin, ())

    @contextlib.contextmanager
    def hold(self) -> Iterator[None]:
        self.held = True
        yield
        self.held = False

    def seen(self, origin: str) -> bytes | None:
        return self.notes.get(origin)

    def keep(self, origin: str, note: bytes) -> None:
        assert self.held, "what is remembered is checked and replaced in one go"
        self.notes[origin] = note


@pytest.fixture
def memory(signer: Signer) -> Remembered:
    return Remembered(signer.verifier)


@pytest.fixture
def witness(memory: Remembered) -> Witness:
    keys = (Ed25519PrivateKey.generate(), MLDSA44PrivateKey.generate())
    return Witness(memory, [Cosigner("w.example", key) for key in keys], lambda: NOW)


@pytest.fixture
def history(storage: MemoryLog, signer: Signer, grow: Callable[[int], LogWriter]) -> History:
    grow(7)
    return History(storage, signer.verifier)


def test_what_extends_the_log_is_signed_by_both_keys(
    witness: Witness, history: History, memory: Remembered, grow: Callable[[int], LogWriter]
) -> None:
    for old, size in ((0, 7), (7, 7), (7, 300)):
        grow(size)
        asked = history.since(old)
        answer = witness.add_checkpoint(asked.text())
        assert (answer.status, answer.body.count(b"\n")) == (200, 2)
        note = decode_note(asked.note + answer.body)
        for cosigner in witness._cosigners:
            assert cosigner.verifier.verify(note) == NOW
        assert memory.notes["example.org/log"] == asked.note + answer.body
        assert witness.checkpoint("example.org/log") == asked.note + answer.body


def test_signatures_of_strangers_are_not_kept(
    witness: Witness, history: History, memory: Remembered
) -> None:
    asked = history.since(0)
    stranger = Signer.generate("stranger.example").sign(decode_note(asked.note).text)
    note = decode_note(asked.note)
    both = encode_note(Note(text=note.text, signatures=(*note.signatures, *stranger.signatures)))
    assert witness.add_checkpoint(msgspec.structs.replace(asked, note=both).text()).status == 200
    assert b"stranger" not in memory.notes["example.org/log"]


def refused(witness: Witness, data: bytes) -> tuple[int, bytes]:
    answer = witness.add_checkpoint(data)
    assert isinstance(answer, Answer)
    return answer.status, answer.body


def test_a_log_that_is_not_known_is_404(
    memory: Remembered, witness: Witness, history: History
) -> None:
    memory.known.clear()
    assert refused(witness, history.since(0).text())[0] == 404


def test_a_checkpoint_that_is_not_signed_by_all_known_keys_is_403(
    witness: Witness, history: History
) -> None:
    asked = history.since(0)
    note = decode_note(asked.note)
    stranger = Signer.generate("example.org/log").sign(note.text)
    for lines in (stranger.signatures, note.signatures[:1], note.signatures[1:],
                  (*note.signatures, note.signatures[0])):  # fmt: skip
        forged = encode_note(Note(text=note.text, signatures=tuple(lines)))
        status, _ = refused(witness, msgspec.structs.replace(asked, note=forged).text())
        assert status == 403


def test_another_old_size_is_409_with_the_right_one(witness: Witness, history: History) -> None:
    assert refused(witness, history.since(3).text()) == (409, b"0\n")
    assert refused(witness, history.since(0).text())[0] == 200
    answer = witness.add_checkpoint(history.since(3).text())
    assert (answer.status, answer.body, answer.kind) == (409, b"7\n", "text/x.tlog.size")


def test_an_old_size_beyond_the_checkpoint_is_400(witness: Witness, history: History) -> None:
    asked = msgspec.structs.replace(history.since(0), old=8)
    assert refused(witness, asked.text())[0] == 400


def test_a_proof_that_does_not_hold_is_422_and_nothing_is_remembered(
    witness: Witness,
    history: History,
    memory: Remembered,
    signer: Signer,
    grow: Callable[[int], LogWriter],
) -> None:
    superfluous = msgspec.structs.replace(history.since(0), proof=(bytes(32),))
    assert refused(witness, superfluous.text())[0] == 422
    assert memory.notes == {}
    witness.add_checkpoint(history.since(0).text())
    before = dict(memory.notes)
    grow(12)
    right = history.since(7)
    for proof in ((), right.proof[:-1], (bytes(32), *right.proof[1:])):
        wrong = msgspec.structs.replace(right, proof=proof)
        assert refused(witness, wrong.text())[0] == 422
    fork = Checkpoint(origin="example.org/log", size=7, root=bytes(32))
    split = Submission(old=7, proof=(), note=encode_note(signer.sign(fork.text())))
    assert refused(witness, split.text())[0] == 422
    assert memory.notes == before


def test_an_empty_log_has_one_root(memory: Remembered, witness: Witness) -> None:
    """Our own keys do not sign an impossible log; those of others might."""
    log = Ed25519Signer.generate("example.net/log")
    memory.known["example.net/log"] = [log.verifier]
    for root, status in ((bytes(32), 422), (EMPTY_ROOT, 200)):
        state = Checkpoint(origin="example.net/log", size=0, root=root)
        note = encode_note(log.sign(state.text()))
        assert refused(witness, Submission(old=0, proof=(), note=note).text())[0] == status


@pytest.mark.parametrize(
    "data",
    [b"", b"old 0", b"old 0\n", b"old 0\n\n", b"old\n\nx", b"old 00\n\nx\n", b"old -1\n\nx\n",
     b"old 1\nAAAA\n\nx\n", b"new 0\n\nx\n", b"old 0 \n\nx\n", b"old 0\r\n\nx\n",
     b"old 0\n" + b"A" * 43 + b"=\r\n\nx\n", b"old 1\n" + (b"A" * 43 + b"=\n") * 64 + b"\nx\n",
     "old ٣\n\nx\n".encode()],
)  # fmt: skip
def test_what_is_no_request_is_400_or_unknown(witness: Witness, data: bytes) -> None:
    assert refused(witness, data)[0] in (400, 404)


def test_a_request_is_read_as_it_was_written(history: History) -> None:
    asked = history.since(3)
    assert parse_submission(asked.text()) == asked
    assert origin_of(asked.text()) == "example.org/log"
    assert len(asked.proof) > 1
