from __future__ import annotations

import pytest

from amana.archive.parts import Parts
from amana.core import ArchiveBusy, CustodyError


def test_the_keys_that_check_lie_beside_the_log(parts: Parts) -> None:
    path = parts.layout.custody / "log.vkey"
    whole = path.read_bytes()
    assert parts.signing.verifier.file() == whole
    for damaged in (b"", whole[:-1] + b"\xff", whole.split(b"\n")[0]):
        path.write_bytes(damaged)
        with pytest.raises(CustodyError, match=r"log\.vkey.* is missing or damaged"):
            assert parts.signing.verifier
    assert parts.signing.some_verifier().file() == whole


def test_where_all_keys_are_lost_it_says_what_is_missing(parts: Parts) -> None:
    (parts.layout.custody / "log.vkey").unlink()
    (parts.layout.keys / "log.pem").unlink()
    with pytest.raises(CustodyError, match=r"log\.vkey"):
        parts.signing.some_verifier()


def test_only_the_process_that_writes_has_the_keys_that_sign(parts: Parts) -> None:
    with pytest.raises(ArchiveBusy, match="the keys are with it"):
        parts.signing.ring()
    parts.writer.flush()
    ring = parts.signing.ring()
    ring.prepare()
    parts.signing.settle()
    assert ring.coming is None


def test_a_copy_may_be_without_the_keys_that_sign(parts: Parts) -> None:
    assert parts.signing.can_sign
    (parts.layout.keys / "log.pem").unlink()
    assert not parts.signing.can_sign
