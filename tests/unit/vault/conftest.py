"""Packs on a disk, made by the writer or byte by byte."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from amana.vault.packs import Member, PackWriter, pack_path
from amana.vault.ustar import END, header, padding


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    return tmp_path / "packs"


@pytest.fixture
def write(packs: Path) -> Callable[..., list[Member]]:
    """Return what writes a pack as a whole, sealed or open."""

    def pack(*contents: bytes, number: int = 1, sealed: bool = False) -> list[Member]:
        packs.mkdir(exist_ok=True)
        data, members = b"", []
        for content in contents:
            members.append(
                Member(
                    sha256=sha256(content), pack=number, offset=len(data) + 512, size=len(content)
                )
            )
            data += header(sha256(content), len(content)) + content + padding(len(content))
        pack_path(packs, number).write_bytes(data + (END if sealed else b""))
        return members

    return pack


@pytest.fixture
def writer(packs: Path) -> PackWriter:
    return PackWriter(packs, 1, 0)
