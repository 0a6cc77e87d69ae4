from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed448 import Ed448PrivateKey

from amana.core import CustodyError
from amana.custody import Signer, Verifier, decode_note
from amana.custody.note import Note, Signature, encode_note, key_id, strict_key

# The example of C2SP signed-note, sections "Verifier keys" and "Example".
VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
NOTE = """This is an example message.

\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
""".encode()  # noqa: E501 - as it stands in the specification
VALUE = base64.b64encode(bytes(68)).decode()


def refuse(data: bytes) -> None:
    with pytest.raises(CustodyError, match="not a signed note"):
        decode_note(data)


def test_the_example_of_the_specification_is_verified() -> None:
    verifier = Verifier.parse(VKEY)
    note = decode_note(NOTE)
    assert note.text == "This is an example message.\n"
    assert len(verifier.verify(note)) == 64
    assert verifier.vkey() == VKEY
    assert encode_note(note) == NOTE


def test_another_text_under_the_example_is_refused() -> None:
    note = decode_note(NOTE.replace(b"example message", b"exemple message"))
    with pytest.raises(CustodyError, match=r"signature of example.com/foo is wrong"):
        Verifier.parse(VKEY).verify(note)


def test_the_text_ends_at_the_last_empty_line() -> None:
    whole = f"first\n\nsecond\n\n\u2014 a {VALUE}\n".encode()
    assert decode_note(whole).text == "first\n\nsecond\n"


def test_other_signatures_are_left_alone(signer: Signer) -> None:
    own = signer.sign("text\n")
    other = Signature(name="witness.example", key_id=b"abcd", value=b"w" * 70)
    note = Note(text="text\n", signatures=(other, *own.signatures))
    assert signer.verifier.verify(decode_note(encode_note(note))) == own.signatures[0].value


@pytest.mark.parametrize(
    "tail",
    [
        "",
        "\n",
        "\n\u2014 a\n",
        f"\n- a {VALUE}\n",
        f"\n\u2014 a {VALUE}",
        f"\n\u2014  {VALUE}\n",
        f"\n\u2014 a+b {VALUE}\n",
        f"\n\u2014 a b {VALUE}\n",
        f"\n\u2014 a\u00a0b {VALUE}\n",
        f"\n\u2014 a {VALUE}\r\n",
        f"\n\u2014 a {VALUE[:-1]}\n",
        f"\n\u2014 a {VALUE[:-2]}B=\n",
        f"\n\u2014 a {VALUE} \n",
        f"\n\u2014 a {base64.b64encode(bytes(4)).decode()}\n",
        "\n\u2014 a \n",
        f"\n\u2014 a {VALUE}\nmore\n",
    ],
)
def test_what_breaks_a_rule_of_the_format_is_no_note(tail: str) -> None:
    refuse(f"text\n{tail}".encode())


def test_controls_and_broken_utf_8_are_refused() -> None:
    signature = f"\n\u2014 a {VALUE}\n"
    decode_note(f"text\n{signature}".encode())
    refuse(f"te\x07xt\n{signature}".encode())
    refuse(f"te\txt\n{signature}".encode())
    refuse(b"te\xffxt\n" + signature.encode())
    refuse(f"text{signature}".encode())


def test_a_key_id_is_computed_as_the_specification_says() -> None:
    verifier = Verifier.parse(VKEY)
    assert key_id("example.com/foo", 1, verifier.public).hex() == "530d903a"


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "example.com/foo",
        "example.com/foo+530d903a",
        VKEY.replace("530d903a", "530D903A"),
        VKEY.replace("530d903a", "530d903b"),
        VKEY.replace("foo+", "fooo+"),
        VKEY.replace("example", "exa mple"),
        VKEY[:-1],
        VKEY + "=",
        VKEY.replace("+Ae", "+Au"),
        VKEY.replace("+Ae", "+!Ae"),
        "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    ],
)
def test_a_verifier_key_has_one_spelling(vkey: str) -> None:
    with pytest.raises(CustodyError):
        Verifier.parse(vkey)


def test_a_key_of_another_type_is_told_as_such() -> None:
    material = base64.b64encode(b"\x04" + bytes(32)).decode()
    with pytest.raises(CustodyError, match="not of the type Ed25519"):
        Verifier.parse(f"example.com/foo+00000000+{material}")


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


def test_the_note_must_carry_exactly_one_signature_of_the_key(signer: Signer) -> None:
    note = signer.sign("text\n")
    [own] = note.signatures
    none = Note(
        text="text\n", signatures=(Signature(name="b", key_id=own.key_id, value=own.value),)
    )
    twice = Note(text="text\n", signatures=(own, own))
    for wrong in (none, twice):
        with pytest.raises(CustodyError, match=r"not signed by example.org/log"):
            signer.verifier.verify(wrong)


def test_a_signature_out_of_its_range_is_malformed(signer: Signer) -> None:
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


def test_keys_survive_their_way_to_a_disk(signer: Signer) -> None:
    again = Signer.from_pem("example.org/log", signer.pem())
    assert again.verifier.vkey() == signer.verifier.vkey()
    assert again.sign("text\n") == signer.sign("text\n")
    public = serialization.load_pem_public_key(signer.verifier.pem())
    assert (
        public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        == signer.verifier.public
    )


def test_what_is_no_private_ed25519_key_is_told_as_such(signer: Signer) -> None:
    locked = Signer.generate("a")._private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(b"secret"),
    )
    other = Ed448PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    for pem in (b"", b"-----BEGIN PRIVATE KEY-----\n", signer.verifier.pem(), locked):
        with pytest.raises(CustodyError, match="cannot be read"):
            Signer.from_pem("a", pem)
    with pytest.raises(CustodyError, match="not of the type Ed25519"):
        Signer.from_pem("a", other)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "a\u2003b", "a\nb", "a\x01b"])
def test_a_name_that_would_break_a_note_names_no_key(name: str) -> None:
    with pytest.raises(CustodyError, match="cannot be the name of a key"):
        Signer.generate(name)
