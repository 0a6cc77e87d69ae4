"""Small bags, made by hand so that each can be wrong in one way."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from amana.sharing.bagit import BagReport, check_bag

DECLARATION = "BagIt-Version: {}\nTag-File-Character-Encoding: UTF-8\n"

MakeBag = Callable[..., Path]


def listing(folder: Path, names: list[str], algorithm: str) -> str:
    return "".join(
        f"{hashlib.new(algorithm, (folder / name).read_bytes()).hexdigest()}  {name}\n"
        for name in names
    )


@pytest.fixture
def make_bag(tmp_path: Path) -> MakeBag:
    """Return what makes a bag of version 1.0 with a manifest and a tag manifest."""

    def make(
        files: dict[str, bytes] | None = None,
        *,
        version: str = "1.0",
        algorithm: str = "sha512",
        info: str = "Bagging-Date: 2026-11-21\n",
    ) -> Path:
        bag = tmp_path / "bag"
        (bag / "data").mkdir(parents=True)
        content = {"letter.txt": b"Dear all.\n"} if files is None else files
        for name, data in content.items():
            path = bag / "data" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        (bag / "bagit.txt").write_text(DECLARATION.format(version))
        (bag / "bag-info.txt").write_text(info)
        manifest = f"manifest-{algorithm}.txt"
        listed = [f"data/{name}" for name in content]
        (bag / manifest).write_text(listing(bag, listed, algorithm))
        seal(bag, algorithm)
        return bag

    return make


def seal(bag: Path, algorithm: str = "sha512") -> None:
    """Write the tag manifest anew."""
    tags = ["bagit.txt", "bag-info.txt", f"manifest-{algorithm}.txt"]
    (bag / f"tagmanifest-{algorithm}.txt").write_text(listing(bag, tags, algorithm))


def codes(bag: Path) -> list[str]:
    """Return what a check of a bag finds, by code."""
    return [found.code for found in report(bag).findings]


def report(bag: Path) -> BagReport:
    return check_bag(bag)
