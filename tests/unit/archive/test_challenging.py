from __future__ import annotations

import hashlib

import pytest

from amana.archive import Archive
from amana.archive.challenging import Asked, Questions, right_answer, sampled
from amana.core import sha256_hex
from amana.vault import Challenge
from amana.vault.challenge import answer_to

NONCE = bytes(range(32))


def asked(own: bytes, *, size: int | None = None, sha256: str | None = None) -> Asked:
    challenge = Challenge(path="x", start=0, size=len(own) if size is None else size)
    return Asked("x", challenge, lambda: iter([own]), sha256)


def test_the_right_answer_comes_from_our_own_bytes() -> None:
    whole = asked(b"bytes", sha256=sha256_hex(b"bytes"))
    assert right_answer(whole, NONCE) == answer_to(NONCE, [b"bytes"])


def test_where_our_own_bytes_are_damaged_there_is_no_right_answer() -> None:
    assert right_answer(asked(b"bytez", sha256=sha256_hex(b"bytes")), NONCE) is None
    assert right_answer(asked(b"byte", size=5), NONCE) is None


def test_the_sample_follows_from_the_nonce() -> None:
    drawn = hashlib.sha256(b"amana sample v1\n" + NONCE + (2).to_bytes(8, "big")).digest()
    assert sampled(NONCE, 10**6, 5)[2] == int.from_bytes(drawn[:8], "big") % 10**6
    assert sampled(NONCE, 10**6, 50) == sampled(NONCE, 10**6, 50)
    assert sampled(NONCE, 10**6, 50) != sampled(NONCE[::-1], 10**6, 50)
    assert sampled(NONCE, 5, 50) == [0, 1, 2, 3, 4]
    assert len(set(sampled(NONCE, 8, 7))) == len(sampled(NONCE, 8, 7)) <= 7


def test_everything_is_asked_about_once(cellar: Archive) -> None:
    parts = cellar._parts
    names = [each.name for each in Questions(parts, cellar.checkpoint().size).everything()]
    assert len(set(names)) == len(names)
    objects = [name for name in names if not name.startswith("custody/")]
    assert len(objects) == 13
    assert set(names) - set(objects) == {
        "custody/tile/0/000.p/14",
        "custody/tile/entries/000.p/14",
        "custody/payloads/000.jsonl",
        "custody/log.vkey",
    }


@pytest.mark.parametrize("index", [1, 13])
def test_about_an_entry_its_objects_and_its_files_are_asked(cellar: Archive, index: int) -> None:
    questions = list(Questions(cellar._parts, 14).about([index]))
    assert len(questions) == 5
    assert all(right_answer(each, NONCE) for each in questions)
