from __future__ import annotations

import base64

import pytest

from amana.core import CustodyError
from amana.custody import Checkpoint, Signer, parse_checkpoint, verify_checkpoint
from amana.custody.note import encode_note

ROOT = bytes(range(32))
ENCODED = base64.b64encode(ROOT).decode()
STATE = Checkpoint(origin="example.org/log", size=20852163, root=ROOT)


def test_a_checkpoint_is_three_lines() -> None:
    text = f"example.org/log\n20852163\n{ENCODED}\n"
    assert STATE.text() == text
    assert parse_checkpoint(text) == STATE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.org/log\n1\n",
        f"\n1\n{ENCODED}\n",
        f"example.org/log\n01\n{ENCODED}\n",
        f"example.org/log\n-1\n{ENCODED}\n",
        f"example.org/log\n+1\n{ENCODED}\n",
        f"example.org/log\n\u0661\n{ENCODED}\n",
        f"example.org/log\n{'9' * 5000}\n{ENCODED}\n",
        f"example.org/log\n1\n{ENCODED}",
        f"example.org/log\n1\n{ENCODED}\n\n",
        f"example.org/log\n1\n{ENCODED}\nextension\n",
        f"example.org/log\n1\n{ENCODED[:-1]}\n",
        f"example.org/log\n1\n{ENCODED[:-2]}9=\n",
        f"example.org/log\n1\n{base64.b64encode(ROOT[:31]).decode()}\n",
        f"example.org/log\n1\n {ENCODED}\n",
        f"example.org/log\n1\n{ROOT.hex()}\n",
    ],
)
def test_what_is_not_spelled_so_is_no_checkpoint(text: str) -> None:
    with pytest.raises(CustodyError):
        parse_checkpoint(text)


def test_a_signed_checkpoint_is_believed(signer: Signer) -> None:
    note = encode_note(signer.sign(STATE.text()))
    assert verify_checkpoint(note, signer.verifier) == STATE


def test_a_checkpoint_of_another_log_is_not(signer: Signer) -> None:
    other = Checkpoint(origin="example.org/other", size=1, root=ROOT)
    with pytest.raises(CustodyError, match=r"of another log: example.org/other"):
        verify_checkpoint(encode_note(signer.sign(other.text())), signer.verifier)


def test_a_checkpoint_by_another_key_is_not(signer: Signer) -> None:
    stranger = Signer.generate("example.org/log")
    with pytest.raises(CustodyError, match=r"not signed by example.org/log"):
        verify_checkpoint(encode_note(stranger.sign(STATE.text())), signer.verifier)


def test_another_text_under_the_same_signature_is_not(signer: Signer) -> None:
    note = encode_note(signer.sign(STATE.text())).replace(b"20852163", b"20852162")
    with pytest.raises(CustodyError, match=r"signature of example.org/log is wrong"):
        verify_checkpoint(note, signer.verifier)
