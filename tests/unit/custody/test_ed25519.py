from __future__ import annotations

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from amana.core import CustodyError
from amana.custody import decode_note
from amana.custody.ed25519 import Ed25519Signer, Ed25519Verifier, strict_key
from amana.custody.note import Note, Signature, VerifierKey, encode_note

# The example of C2SP signed-note, sections "Ed25519Verifier keys" and "Example".
VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
NOTE = """This is an example message.

\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
""".encode()  # noqa: E501 - as it stands in the specification


@pytest.fixture
def signer() -> Ed25519Signer:
    private = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    return Ed25519Signer("example.org/log", private)


def test_the_example_of_the_specification_is_verified() -> None:
    verifier = Ed25519Verifier.parse(VKEY)
    note = decode_note(NOTE)
    assert note.text == "This is an example message.\n"
    assert len(verifier.verify(note)) == 64
    assert verifier.vkey() == VKEY
    assert encode_note(note) == NOTE


def test_another_text_under_the_example_is_refused() -> None:
    note = decode_note(NOTE.replace(b"example message", b"exemple message"))
    with pytest.raises(CustodyError, match=r"signature of example.com/foo is wrong"):
        Ed25519Verifier.parse(VKEY).verify(note)


def test_other_signatures_are_left_alone(signer: Ed25519Signer) -> None:
    own = signer.sign("text\n")
    other = Signature(name="witness.example", key_id=b"abcd", value=b"w" * 70)
    note = Note(text="text\n", signatures=(other, *own.signatures))
    assert signer.verifier.verify(decode_note(encode_note(note))) == own.signatures[0].value


def test_a_key_of_another_type_is_told_as_such() -> None:
    key = VerifierKey(name="example.com/foo", kind=4, public=bytes(32))
    with pytest.raises(CustodyError, match="not of the type Ed25519"):
        Ed25519Verifier.parse(key.text())


@pytest.mark.parametrize(
    "public",
    [
        bytes(31),
        bytes(32),
        (1).to_bytes(32, "little"),
        (2**255 - 20).to_bytes(32, "little"),
        (2**255 - 19).to_bytes(32, "little"),
        (2**255 - 1).to_bytes(32, "little"),
        (2**256 - 1).to_bytes(32, "little"),
        bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
        bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"),
    ],
)
def test_a_weak_or_doubly_spelled_key_is_no_key(public: bytes) -> None:
    with pytest.raises(CustodyError, match="not canonical or has a small order"):
        strict_key(public)


def test_the_note_must_carry_exactly_one_signature_of_the_key(signer: Ed25519Signer) -> None:
    note = signer.sign("text\n")
    [own] = note.signatures
    none = Note(
        text="text\n", signatures=(Signature(name="b", key_id=own.key_id, value=own.value),)
    )
    twice = Note(text="text\n", signatures=(own, own))
    for wrong in (none, twice):
        with pytest.raises(CustodyError, match=r"not signed by example.org/log"):
            signer.verifier.verify(wrong)


def test_a_signature_out_of_its_range_is_malformed(signer: Ed25519Signer) -> None:
    [own] = signer.sign("text\n").signatures
    order = 2**252 + 27742317777372353535851937790883648493
    s = int.from_bytes(own.value[32:], "little")
    for value in (
        own.value[:63],
        own.value + b"\0",
        own.value[:32] + (s + order).to_bytes(32, "little"),
        (1).to_bytes(32, "little") + own.value[32:],
        (2**255 - 19).to_bytes(32, "little") + own.value[32:],
    ):
        wrong = Signature(name=own.name, key_id=own.key_id, value=value)
        with pytest.raises(CustodyError, match="malformed"):
            signer.verifier.verify(Note(text="text\n", signatures=(wrong,)))


@pytest.mark.parametrize("name", ["", "two words", "a+b", "a\u2003b", "a\nb", "a\x01b"])
def test_a_name_that_would_break_a_note_names_no_key(name: str) -> None:
    with pytest.raises(CustodyError, match="cannot be the name of a key"):
        Ed25519Signer.generate(name)


def test_the_public_key_can_be_handed_to_openssl(signer: Ed25519Signer) -> None:
    public = serialization.load_pem_public_key(signer.verifier.pem())
    raw = public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    assert raw == signer.verifier.public
