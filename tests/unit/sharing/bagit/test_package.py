from __future__ import annotations

import io
from pathlib import Path

import pytest

from amana.core import IntegrityError, sha256_hex
from amana.sharing import About, BagPackage, Leaving, Package, Verdict, check_bag

ABOUT = About(date="2026-11-21", identifier="amana.x/log#7", software="amana 1")


def item(data: bytes, name: str | None = None) -> Leaving:
    return Leaving(
        ref="IT-7F3K-Q2M9",
        sha256=sha256_hex(data),
        size=len(data),
        entry_sha256="1" * 64,
        media_type="text/plain",
        name=name,
    )


@pytest.mark.parametrize(
    ("name", "place"),
    [(None, "data/IT-7F3K-Q2M9.txt"), ("letter.txt", "data/IT-7F3K-Q2M9/letter.txt"),
     ("../letter.txt", "data/IT-7F3K-Q2M9.txt")],
)  # fmt: skip
def test_an_item_lies_under_its_reference(tmp_path: Path, name: str | None, place: str) -> None:
    package: Package = BagPackage(tmp_path / "bag")
    package.original(item(b"words", name), io.BytesIO(b"words"))
    package.proof(item(b"words"), {"entry.json": b"{}", "VERIFY.md": b"# Checking"})
    package.finish(ABOUT)
    bag = tmp_path / "bag"
    assert (bag / place).read_bytes() == b"words"
    assert (bag / "proofs/IT-7F3K-Q2M9/entry.json").read_bytes() == b"{}"
    assert "proofs/IT-7F3K-Q2M9/entry.json" in (bag / "tagmanifest-sha256.txt").read_text()
    report = check_bag(bag)
    assert (report.verdict, report.findings) == (Verdict.VALID, ())
    assert dict(report.metadata) == {
        "Bagging-Date": "2026-11-21",
        "External-Identifier": "amana.x/log#7",
        "Bag-Software-Agent": "amana 1",
        "Payload-Oxum": "5.1",
    }


def test_bytes_that_are_wrong_do_not_leave(tmp_path: Path) -> None:
    package = BagPackage(tmp_path / "bag")
    with pytest.raises(IntegrityError, match="IT-7F3K-Q2M9 is damaged"):
        package.original(item(b"words"), io.BytesIO(b"swords"))
    package.close()
    assert not (tmp_path / "bag").exists()
    assert list((tmp_path / "bag.partial" / "data").iterdir()) == []
