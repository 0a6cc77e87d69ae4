"""The log's side, and witnesses that lie to it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey
from tests.unit.custody.test_witnessing import NOW, Remembered

from amana.core import CustodyError
from amana.custody import (
    Answer,
    Checkpoint,
    LogWriter,
    Signer,
    TrustedWitness,
    Witness,
    accept,
    ask,
    decode_note,
    require_not_ahead,
    signature_lines,
)
from amana.custody.backends import MemoryLog
from amana.custody.cosignature import Cosigner
from amana.custody.history import History
from amana.custody.note import encode_note, spell_signature

COSIGNERS = [
    Cosigner("w.example", Ed25519PrivateKey.from_private_bytes(bytes(32))),
    Cosigner("w.example", MLDSA44PrivateKey.from_seed_bytes(bytes(32))),
]
TRUSTED = TrustedWitness(name="w.example", keys=tuple(c.verifier.vkey() for c in COSIGNERS))


class Liar:
    """A witness that answers what it is told to answer."""

    def __init__(self, *answers: tuple[int, bytes], shows: bytes | None = None) -> None:
        self.answers = [Answer(status=status, body=body) for status, body in answers]
        self.shows = shows

    def add_checkpoint(self, data: bytes) -> Answer:
        assert data.startswith(b"old ")
        return self.answers.pop(0)

    def checkpoint(self, origin: str) -> bytes | None:
        assert origin == "example.org/log"
        return self.shows


@pytest.fixture
def history(storage: MemoryLog, signer: Signer, grow: Callable[[int], LogWriter]) -> History:
    grow(7)
    return History(storage, signer.verifier)


def lines(text: str, time: int = NOW) -> bytes:
    return "".join(spell_signature(c.cosign(text, time)) for c in COSIGNERS).encode()


def test_a_witness_is_asked_from_where_it_stands(
    history: History, signer: Signer, grow: Callable[[int], LogWriter]
) -> None:
    witness = Witness(Remembered(signer.verifier), COSIGNERS, lambda: NOW)
    first = ask(history, TRUSTED, witness, 0, NOW)
    assert (first.state.size, set(first.times.values())) == (7, {NOW})
    grow(20)
    for thought in (0, 3, 7, 20):
        assert ask(history, TRUSTED, witness, thought, NOW).state.size == 20
    own, others = signature_lines(decode_note(first.note), "example.org/log")
    assert accept(own, others, TRUSTED, NOW) == first


def test_a_signature_of_a_fork_is_wrong_here(history: History) -> None:
    fork = Checkpoint(origin="example.org/log", size=7, root=bytes(range(32)))
    with pytest.raises(CustodyError, match=r"the signature of w.example is wrong"):
        ask(history, TRUSTED, Liar((200, lines(fork.text()))), 0, NOW)


def test_a_replayed_answer_is_wrong_here(
    history: History, grow: Callable[[int], LogWriter]
) -> None:
    old = lines(history.now().text())
    grow(9)
    with pytest.raises(CustodyError, match=r"the signature of w.example is wrong"):
        ask(history, TRUSTED, Liar((200, old)), 0, NOW)


def test_an_answer_by_others_or_of_nothing_is_refused(history: History) -> None:
    text = history.now().text()
    stranger = Cosigner("w.example", Ed25519PrivateKey.generate())
    foreign = spell_signature(stranger.cosign(text, NOW)).encode()
    with pytest.raises(CustodyError, match="no signature by a trusted key"):
        ask(history, TRUSTED, Liar((200, foreign)), 0, NOW)
    for nothing in (b"", b"thanks\n", b"\xff"):
        with pytest.raises(CustodyError, match="does not answer with signatures"):
            ask(history, TRUSTED, Liar((200, nothing)), 0, NOW)


@pytest.mark.parametrize("time", [0, NOW + 200_000])
def test_an_impossible_time_is_refused(history: History, time: int) -> None:
    with pytest.raises(CustodyError, match="impossible time"):
        ask(history, TRUSTED, Liar((200, lines(history.now().text(), time))), 0, NOW)


def test_one_right_and_one_wrong_signature_are_refused(history: History) -> None:
    text = history.now().text()
    right = spell_signature(COSIGNERS[0].cosign(text, NOW))
    wrong = spell_signature(COSIGNERS[1].cosign(text.replace("\n7\n", "\n8\n"), NOW))
    with pytest.raises(CustodyError, match="is wrong"):
        ask(history, TRUSTED, Liar((200, f"{right}{wrong}".encode())), 0, NOW)


def test_one_kind_of_signature_suffices(history: History) -> None:
    only = spell_signature(COSIGNERS[0].cosign(history.now().text(), NOW)).encode()
    assert len(ask(history, TRUSTED, Liar((200, only)), 0, NOW).times) == 1


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (404, "does not know this log"),
        (403, "does not know the keys"),
        (422, "not the one that it saw before"),
        (500, "answers with status 500"),
    ],
)
def test_a_refusal_is_told_with_what_to_do(history: History, status: int, why: str) -> None:
    with pytest.raises(CustodyError, match=why) as caught:
        ask(history, TRUSTED, Liar((status, b"no\n")), 0, NOW)
    assert caught.value.remedy


def test_contradictions_about_what_was_seen_are_told(history: History) -> None:
    for answers in ([(409, b"0\n")], [(409, b"3\n"), (409, b"5\n")]):
        with pytest.raises(CustodyError, match="contradicts itself"):
            ask(history, TRUSTED, Liar(*answers), 0, NOW)
    with pytest.raises(CustodyError, match="does not say what it saw"):
        ask(history, TRUSTED, Liar((409, b"many\n")), 0, NOW)


def test_a_claim_to_have_seen_more_needs_the_log_s_own_signature(
    history: History, signer: Signer
) -> None:
    ahead = Checkpoint(origin="example.org/log", size=9, root=bytes(range(32)))
    forged = encode_note(Signer.generate("example.org/log").sign(ahead.text()))
    for shows in (None, forged, b"junk"):
        with pytest.raises(CustodyError, match="says that it saw 9 entries, more than there are"):
            ask(history, TRUSTED, Liar((409, b"9\n"), shows=shows), 0, NOW)
        assert not require_not_ahead(history, TRUSTED, Liar(shows=shows))
    proven = encode_note(signer.sign(ahead.text()))
    with pytest.raises(CustodyError, match="states 9 entries of this log; here are 7") as caught:
        ask(history, TRUSTED, Liar((409, b"9\n"), shows=proven), 0, NOW)
    assert "put back the newest state" in (caught.value.remedy or "").lower()


def test_a_split_view_is_found_out(history: History, signer: Signer) -> None:
    other = Checkpoint(origin="example.org/log", size=5, root=bytes(range(32)))
    shown = encode_note(signer.sign(other.text()))
    with pytest.raises(CustodyError, match="another history: the first 5 entries differ"):
        require_not_ahead(history, TRUSTED, Liar(shows=shown))
    right = history.since(0).note
    assert require_not_ahead(history, TRUSTED, Liar(shows=right))


def test_the_keys_of_a_witness_are_parsed_when_they_are_used() -> None:
    broken = msgspec.structs.replace(TRUSTED, keys=("nonsense",))
    with pytest.raises(CustodyError):
        broken.verifiers()
