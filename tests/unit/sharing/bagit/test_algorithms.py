from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from amana.sharing.bagit.algorithms import BROKEN, EMPTY, KNOWN, Digester, plain_name


@pytest.mark.parametrize(
    ("said", "plain"),
    [("SHA-256", "sha256"), ("sha512", "sha512"), ("SHA_1", "sha1"), ("MD5", "md5")],
)
def test_names_have_one_spelling(said: str, plain: str) -> None:
    assert plain_name(said) == plain
    assert plain in KNOWN


def test_functions_without_a_length_are_not_known() -> None:
    assert not {"shake128", "shake256"} & set(KNOWN)
    assert {"md5", "sha1"} == BROKEN
    assert EMPTY["sha256"] == hashlib.sha256().digest()


@pytest.mark.parametrize("size", [0, 1, (1 << 18) - 1, 1 << 18, (1 << 18) + 1])
def test_all_checksums_of_a_file_come_from_one_reading(tmp_path: Path, size: int) -> None:
    data = os.urandom(size)
    (tmp_path / "x").write_bytes(data)
    digester = Digester()
    for _ in range(2):
        descriptor = os.open(tmp_path / "x", os.O_RDONLY)
        found = digester.digests(descriptor, ["md5", "sha512"])
        os.close(descriptor)
        assert found == {
            "md5": hashlib.md5(data, usedforsecurity=False).digest(),
            "sha512": hashlib.sha512(data).digest(),
        }
