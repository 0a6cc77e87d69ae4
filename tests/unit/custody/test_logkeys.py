from __future__ import annotations

import re

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA65PrivateKey

from amana.core import CustodyError, sha256_hex
from amana.custody import Checkpoint, Signer, Verifier, decode_note, verify_checkpoint
from amana.custody.note import Note, Signature, encode_note

STATE = Checkpoint(origin="example.org/log", size=3, root=bytes(range(32)))


PrivateKey = Ed25519PrivateKey | MLDSA44PrivateKey | MLDSA65PrivateKey


def spelled(key: PrivateKey, secret: str = "") -> bytes:
    form: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if secret:
        form = serialization.BestAvailableEncryption(secret.encode())
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, form)


def test_a_checkpoint_is_signed_by_both_keys(signer: Signer) -> None:
    note = signer.sign(STATE.text())
    names = {signature.name for signature in note.signatures}
    assert names == {"example.org/log"}
    assert [len(signature.value) for signature in note.signatures] == [64, 8 + 2420]
    assert note.signatures[1].value[:8] == bytes(8), "the log states no time"
    assert verify_checkpoint(encode_note(note), signer.verifier) == STATE
    reversed_ = Note(text=note.text, signatures=note.signatures[::-1])
    assert verify_checkpoint(encode_note(reversed_), signer.verifier) == STATE


def test_a_checkpoint_without_its_post_quantum_signature_is_named(signer: Signer) -> None:
    whole = signer.sign(STATE.text())
    stripped = Note(text=whole.text, signatures=whole.signatures[:1])
    with pytest.raises(CustodyError, match=r"lost its post-quantum signature \(ML-DSA-44\)"):
        verify_checkpoint(encode_note(stripped), signer.verifier)
    other = Signer.generate("example.org/log").sign(STATE.text())
    foreign = Note(text=whole.text, signatures=(whole.signatures[0], other.signatures[1]))
    with pytest.raises(CustodyError, match="lost its post-quantum signature"):
        verify_checkpoint(encode_note(foreign), signer.verifier)


def test_either_signature_alone_is_not_enough(signer: Signer) -> None:
    whole = signer.sign(STATE.text())
    ed25519, mldsa = whole.signatures
    with pytest.raises(CustodyError, match=r"not signed by example.org/log"):
        signer.verifier.verify(Note(text=whole.text, signatures=(mldsa,)))
    for place in (0, 8, -1):
        for wrong in (ed25519, mldsa):
            value = bytearray(wrong.value)
            value[place] ^= 1
            damaged = Signature(name=wrong.name, key_id=wrong.key_id, value=bytes(value))
            changed = tuple(damaged if s == wrong else s for s in whole.signatures)
            with pytest.raises(CustodyError, match=r"is wrong|is malformed"):
                signer.verifier.verify(Note(text=whole.text, signatures=changed))


def test_the_keys_have_one_spelling(signer: Signer) -> None:
    verifier = signer.verifier
    first, second = verifier.vkeys()
    assert verifier.file() == f"{first}\n{second}\n".encode()
    assert Verifier.parse(verifier.file().decode()).vkey() == verifier.vkey()
    assert Verifier.parse(verifier.vkey()).fingerprint() == sha256_hex(verifier.file())
    other = Signer.generate("example.org/other").verifier.vkeys()
    wrong = [(), (first,), (second,), (second, first), (first, first), (first, "", second)]
    wrong += [(first, second, second), (first, other[1]), (f"{first}\r", second)]
    for lines in wrong:
        with pytest.raises(CustodyError):
            Verifier.parse("\n".join(lines))


def test_one_key_alone_is_told_as_half_of_a_log(signer: Signer) -> None:
    with pytest.raises(CustodyError, match="two lines: Ed25519 and ML-DSA-44"):
        Verifier.parse(signer.verifier.vkeys()[0])


def test_keys_survive_their_way_to_a_disk(signer: Signer) -> None:
    again = Signer.from_pem("example.org/log", signer.pem())
    assert again.verifier.vkey() == signer.verifier.vkey()
    assert again.pem() == signer.pem()
    assert len(re.findall(rb"BEGIN PRIVATE KEY", signer.pem())) == 2


def test_what_are_not_the_two_private_keys_is_told_as_such(signer: Signer) -> None:
    ed25519, mldsa = Ed25519PrivateKey.generate(), MLDSA44PrivateKey.generate()
    broken = spelled(ed25519).replace(b"MC4CAQ", b"MC4CAR")
    for pem in (spelled(ed25519, "secret") + spelled(mldsa), broken + spelled(mldsa)):
        with pytest.raises(CustodyError, match="cannot be read"):
            Signer.from_pem("a", pem)
    for pem in (
        b"",
        b"-----BEGIN PRIVATE KEY-----\n",
        spelled(ed25519),
        spelled(mldsa) + spelled(ed25519),
        spelled(ed25519) + spelled(MLDSA65PrivateKey.generate()),
        signer.pem() + spelled(mldsa),
    ):
        with pytest.raises(CustodyError, match="not one Ed25519, one ML-DSA-44"):
            Signer.from_pem("a", pem)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "a\u2003b", "a\nb", "a\x01b"])
def test_a_name_that_would_break_a_note_names_no_key(name: str) -> None:
    with pytest.raises(CustodyError, match="cannot be the name of a key"):
        Signer.generate(name)


def test_what_is_no_checkpoint_is_not_signed(signer: Signer) -> None:
    with pytest.raises(CustodyError, match="not a checkpoint"):
        signer.sign("text\n")
    assert decode_note(encode_note(signer.sign(STATE.text()))).text == STATE.text()
