from __future__ import annotations

import hashlib
import io

import pytest

from amana.vault.challenge import Answer, Challenge, answer_to, stretch

NONCE = bytes(range(32))


def test_an_answer_is_what_the_format_says() -> None:
    told = hashlib.sha256(b"amana challenge v1\n" + NONCE + b"the bytes").hexdigest()
    assert answer_to(NONCE, [b"the", b" ", b"bytes"]) == told


@pytest.mark.parametrize("nonce", [b"", bytes(31), bytes(33)])
def test_a_nonce_of_another_length_is_refused(nonce: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Answer(nonce)


def test_another_nonce_or_another_byte_gives_another_answer() -> None:
    answers = {
        answer_to(NONCE, [b"bytes"]),
        answer_to(NONCE[::-1], [b"bytes"]),
        answer_to(NONCE, [b"byteS"]),
        answer_to(NONCE, []),
        hashlib.sha256(b"bytes").hexdigest(),
    }
    assert len(answers) == 5


@pytest.mark.parametrize(
    ("start", "size", "found"), [(0, 3, b"012"), (4, 3, b"456"), (8, 9, b"89"), (20, 1, b"")]
)
def test_a_stretch_is_read_as_far_as_the_file_goes(start: int, size: int, found: bytes) -> None:
    asked = Challenge(path="x", start=start, size=size)
    assert b"".join(stretch(io.BytesIO(b"0123456789"), asked)) == found
