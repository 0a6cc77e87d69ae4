from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from amana.core import CustodyError, UsageError
from amana.custody import Signer, lock, unlock

WORDS = "lantern quay ninety olive"


def test_a_locked_copy_opens_with_its_passphrase_alone(signer: Signer) -> None:
    locked = lock(signer, WORDS)
    assert unlock("example.org/log", locked, WORDS).pem() == signer.pem()
    assert locked.count(b"BEGIN ENCRYPTED PRIVATE KEY") == 2
    for wrong in ("", WORDS.upper(), f"{WORDS} "):
        with pytest.raises(CustodyError, match="cannot be opened with this passphrase"):
            unlock("example.org/log", locked, wrong)


def test_each_copy_is_locked_anew(signer: Signer) -> None:
    assert lock(signer, WORDS) != lock(signer, WORDS)


def test_openssl_opens_it(signer: Signer, tmp_path: Path) -> None:
    path = tmp_path / "escrow.pem"
    path.write_bytes(lock(signer, WORDS))
    command = ["openssl", "pkey", "-in", str(path), "-passin", f"pass:{WORDS}", "-pubout"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == signer.verifier.pem()


def test_a_short_passphrase_is_refused(signer: Signer) -> None:
    with pytest.raises(UsageError, match="fewer than 12 characters"):
        lock(signer, "harbour 12")


def test_what_is_no_escrow_copy_is_told_as_such(signer: Signer) -> None:
    for data in (b"", b"text", lock(signer, WORDS)[:200]):
        with pytest.raises(CustodyError):
            unlock("example.org/log", data, WORDS)
