from __future__ import annotations

import hashlib

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

from amana.core import CustodyError
from amana.custody import Checkpoint
from amana.custody.cosignature import (
    CosignatureVerifier,
    Cosigner,
    Subtree,
    ed25519_message,
    mldsa_message,
)
from amana.custody.note import Note, Signature, VerifierKey, decode_note, encode_note

STATE = Checkpoint(origin="example.com/behind-the-sofa", size=20852163, root=bytes(range(32)))
NOON = 1679315147


@pytest.fixture(params=["ed25519", "mldsa"])
def cosigner(request: pytest.FixtureRequest) -> Cosigner:
    if request.param == "ed25519":
        return Cosigner("witness.example/w1", Ed25519PrivateKey.from_private_bytes(bytes(32)))
    return Cosigner("witness.example/w1", MLDSA44PrivateKey.from_seed_bytes(bytes(32)))


@pytest.fixture
def mldsa() -> Cosigner:
    return Cosigner("witness.example/w1", MLDSA44PrivateKey.from_seed_bytes(bytes(32)))


def note(*signatures: Signature, text: str = STATE.text()) -> Note:
    return decode_note(encode_note(Note(text=text, signatures=signatures)))


def test_the_message_of_ed25519_is_that_of_the_specification() -> None:
    text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    assert ed25519_message(text, NOON) == f"cosignature/v1\ntime 1679315147\n{text}".encode()


def test_the_message_of_ml_dsa_is_that_of_the_specification() -> None:
    made = mldsa_message("w", NOON, Subtree(origin="log", start=0, end=7, root=bytes(range(32))))
    assert made == (
        b"subtree/v1\n\0" b"\x01w" + NOON.to_bytes(8, "big") + b"\x03log"
        + bytes(8) + (7).to_bytes(8, "big") + bytes(range(32))
    )  # fmt: skip


@pytest.mark.parametrize(
    "changes",
    [
        {"origin": ""},
        {"origin": "\u00e9" * 128},
        {"start": 1},
        {"start": 4, "end": 12},
        {"start": 8, "end": 7},
        {"start": 8, "end": 13},
        {"end": 0},
        {"root": bytes(31)},
    ],
)
def test_what_no_cosignature_can_be_about_is_not_signed(
    mldsa: Cosigner, changes: dict[str, str | int | bytes]
) -> None:
    whole = msgspec.to_builtins(Subtree.whole(STATE), builtin_types=(bytes,))
    subtree = msgspec.convert({**whole, **changes}, Subtree)
    with pytest.raises(CustodyError, match="no ML-DSA-44 cosignature can be about this"):
        mldsa.cosign_subtree(subtree, NOON)


def test_a_cosignature_is_verified_and_tells_its_time(cosigner: Cosigner) -> None:
    made = note(cosigner.cosign(STATE.text(), NOON))
    assert cosigner.verifier.verify(made) == NOON
    again = CosignatureVerifier.parse(cosigner.verifier.vkey())
    assert again.verify(made) == NOON


def test_nothing_of_a_cosignature_can_be_changed(cosigner: Cosigner) -> None:
    own = cosigner.cosign(STATE.text(), NOON)
    for place in (0, 7, 8, 40, len(own.value) - 1):
        value = bytearray(own.value)
        value[place] ^= 1 << 7
        wrong = msgspec.structs.replace(own, value=bytes(value))
        with pytest.raises(CustodyError, match=r"wrong|malformed|impossible time"):
            cosigner.verifier.verify(note(wrong))
    for cut in (own.value[:-1], own.value + b"\0", own.value[:8]):
        wrong = msgspec.structs.replace(own, value=cut)
        with pytest.raises(CustodyError, match="malformed"):
            cosigner.verifier.verify(note(wrong))
    for state in (
        msgspec.structs.replace(STATE, size=20852162),
        msgspec.structs.replace(STATE, origin="example.com/before-the-sofa"),
        msgspec.structs.replace(STATE, root=bytes(32)),
    ):
        with pytest.raises(CustodyError, match="is wrong"):
            cosigner.verifier.verify(note(own, text=state.text()))
    with pytest.raises(CustodyError, match="not a checkpoint"):
        cosigner.verifier.verify(note(own, text=f"{STATE.text()}extension\n"))


def test_exactly_one_cosignature_of_the_key_is_wanted(cosigner: Cosigner) -> None:
    own = cosigner.cosign(STATE.text(), NOON)
    other = msgspec.structs.replace(own, name="witness.example/w2")
    for signatures in ((other,), (own, own)):
        with pytest.raises(CustodyError, match=r"not cosigned by witness.example/w1"):
            cosigner.verifier.verify(note(*signatures))


def test_ml_dsa_commits_to_the_name_of_the_cosigner(mldsa: Cosigner) -> None:
    renamed = Cosigner("witness.example/w2", MLDSA44PrivateKey.from_seed_bytes(bytes(32)))
    own = mldsa.cosign(STATE.text(), NOON)
    claimed = msgspec.structs.replace(
        own, name="witness.example/w2", key_id=renamed.verifier.key.key_id
    )
    with pytest.raises(CustodyError, match=r"signature of witness.example/w2 is wrong"):
        renamed.verifier.verify(note(claimed))


def test_a_subtree_is_cosigned_without_a_time(mldsa: Cosigner) -> None:
    subtree = Subtree(origin="example.com/log", start=8, end=13, root=hashlib.sha256(b"x").digest())
    own = mldsa.cosign_subtree(subtree)
    assert mldsa.verifier.verify_subtree(subtree, own) == 0
    for changes in ({"end": 12}, {"origin": "example.com/other"}, {"root": bytes(32)}):
        with pytest.raises(CustodyError, match="is wrong"):
            mldsa.verifier.verify_subtree(msgspec.structs.replace(subtree, **changes), own)
    with pytest.raises(CustodyError, match="not cosigned by"):
        mldsa.verifier.verify_subtree(subtree, msgspec.structs.replace(own, key_id=b"abcd"))


def test_ed25519_signs_no_subtrees() -> None:
    cosigner = Cosigner("w", Ed25519PrivateKey.generate())
    subtree = Subtree.whole(STATE)
    with pytest.raises(CustodyError, match="cannot sign subtrees"):
        cosigner.cosign_subtree(subtree)
    with pytest.raises(CustodyError, match="cannot sign subtrees"):
        cosigner.verifier.verify_subtree(subtree, cosigner.cosign(STATE.text(), NOON))


@pytest.mark.parametrize(
    ("kind", "public"), [(1, bytes(32)), (4, bytes(32)), (4, bytes(31)), (6, bytes(1311)), (5, b"")]
)
def test_what_is_no_key_for_cosignatures_is_refused(kind: int, public: bytes) -> None:
    with pytest.raises(CustodyError):
        CosignatureVerifier(VerifierKey(name="w", kind=kind, public=public))
    with pytest.raises(CustodyError, match="cannot be the name"):
        CosignatureVerifier(VerifierKey(name="a b", kind=6, public=bytes(1312)))
