from __future__ import annotations

import base64

import pytest

from amana.core import CustodyError
from amana.custody import decode_note
from amana.custody.note import ED25519, VerifierKey, key_id

# The example of C2SP signed-note, section "Verifier keys".
VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
VALUE = base64.b64encode(bytes(68)).decode()


def refuse(data: bytes) -> None:
    with pytest.raises(CustodyError, match="not a signed note"):
        decode_note(data)


def test_the_text_ends_at_the_last_empty_line() -> None:
    whole = f"first\n\nsecond\n\n\u2014 a {VALUE}\n".encode()
    assert decode_note(whole).text == "first\n\nsecond\n"


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
    key = VerifierKey.parse(VKEY)
    assert (key.name, key.kind) == ("example.com/foo", ED25519)
    assert key_id("example.com/foo", 1, key.public).hex() == "530d903a"
    assert key.text() == VKEY


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
        VerifierKey.parse(vkey)
