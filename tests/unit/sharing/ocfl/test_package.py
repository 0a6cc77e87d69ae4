from __future__ import annotations

import contextlib
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest

from amana.core import IntegrityError, UsageError
from amana.sharing import About, Leaving, OcflPackage
from amana.sharing.ocfl import check_ocfl

CONTENT = b"what came\n"
PROOF = {"entry.json": b"{}\n", "verify.py": b"x\n", "timestamps/a/token.tsr": b"t"}
ABOUT = About(date="2026-11-21", identifier="example.org/log#7", software="amana")
PLACE = "amana%3aexample%2eorg%2flog%2fIT-7F3K-Q2M9"


def leaving(name: str | None = None, content: bytes = CONTENT, entry: bytes = b"{}\n") -> Leaving:
    return Leaving(
        ref="IT-7F3K-Q2M9",
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        media_type="text/plain",
        entry_sha256=hashlib.sha256(entry).hexdigest(),
        name=name,
    )


def write(folder: Path, item: Leaving, *, organization: str | None = None) -> None:
    package = OcflPackage(
        folder, origin="example.org/log", created="2026-11-21T18:00:00Z", organization=organization
    )
    with contextlib.closing(package):
        package.original(item, io.BytesIO(CONTENT))
        package.proof(item, PROOF)
        package.finish(ABOUT)


def inventory(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(next(folder.rglob("inventory.json")).read_bytes())
    return found


def test_an_item_is_an_object_that_can_be_found_by_its_reference(tmp_path: Path) -> None:
    write(tmp_path / "out", leaving())
    assert check_ocfl(tmp_path / "out").findings == ()
    inside = next((tmp_path / "out").rglob("0=ocfl_object_1.1")).parent
    assert inside.name == PLACE
    content = inside / "v1/content"
    assert {str(p.relative_to(content)) for p in content.rglob("*") if p.is_file()} == {
        "original", "proof/entry.json", "proof/verify.py", "proof/timestamps/a/token.tsr",
    }  # fmt: skip
    stated = inventory(tmp_path / "out")
    assert stated["id"] == "amana:example.org/log/IT-7F3K-Q2M9"
    version = stated["versions"]["v1"]
    assert version["user"] == {"name": "example.org/log", "address": "amana:example.org/log"}
    paths = version["state"][hashlib.sha512(CONTENT).hexdigest()]
    assert paths == ["original", "proof/original"]


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        ("رسالة.txt", ["received/رسالة.txt"]),
        ("../../etc/passwd", []),
        ("..", []),
        ("", []),
    ],
)
def test_a_released_name_is_a_second_path_if_it_can_be_one(
    tmp_path: Path, name: str, paths: list[str]
) -> None:
    write(tmp_path / "out", leaving(name))
    assert check_ocfl(tmp_path / "out").findings == ()
    state = inventory(tmp_path / "out")["versions"]["v1"]["state"]
    assert state[hashlib.sha512(CONTENT).hexdigest()][2:] == paths


def test_who_sends_it_is_told_if_stated(tmp_path: Path) -> None:
    write(tmp_path / "out", leaving(), organization="Harbour Inquiry")
    assert inventory(tmp_path / "out")["versions"]["v1"]["user"]["name"] == "Harbour Inquiry"


def test_an_object_that_shows_the_same_stays_as_it_is(tmp_path: Path) -> None:
    write(tmp_path / "out", leaving())
    before = next((tmp_path / "out").rglob("inventory.json")).stat().st_mtime_ns
    write(tmp_path / "out", leaving())
    assert next((tmp_path / "out").rglob("inventory.json")).stat().st_mtime_ns == before
    with pytest.raises(UsageError, match="with other contents"):
        write(tmp_path / "out", leaving(entry=b"{ }\n"))
    assert check_ocfl(tmp_path / "out").findings == ()


def test_a_damaged_original_does_not_leave(tmp_path: Path) -> None:
    with pytest.raises(IntegrityError, match="the original of IT-7F3K-Q2M9 is damaged"):
        write(tmp_path / "out", leaving(content=b"something else"))
    report = check_ocfl(tmp_path / "out")
    assert (report.errors, report.objects) == ({}, 0)
