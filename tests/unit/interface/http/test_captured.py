"""The routes of what a capture tells of itself: nothing that a page sent is answered as a page."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from litestar.testing import TestClient

from amana.archive import Archive
from amana.interface.http.app import create_routes
from amana.interface.http.works import Works
from amana.records import EntryType, Form, Restriction, RestrictionKind

if TYPE_CHECKING:
    from tests.unit.conftest import Web

Client = TestClient[Any]
A = "https://a.example/"
WHY = {"X-Amana-Purpose": quote("inquiry 12")}


@pytest.fixture
def client(bare: Archive, web: Web) -> Iterator[Client]:
    web.pages = {A: "Twelve were killed."}
    with TestClient(create_routes(bare, Works(bare))) as opened:
        yield opened


def taken(bare: Archive, *restrictions: Restriction) -> str:
    found: list[str] = []
    pages = bare.captures.wanted([A], Form(restrictions=restrictions))
    bare.captures.take(pages, read=False, on_taken=lambda each: found.append(each.ref or ""))
    return found[0]


def test_a_capture_tells_of_itself(client: Client, bare: Archive) -> None:
    told = client.get(f"/api/items/{taken(bare)}/capture").json()
    assert told["account"]["wanted"]["url"] == A
    assert told["account"]["outcome"] == "captured"
    assert told["pictures"] == ["picture-after.png"]
    assert told["withheld"] is False
    assert "statement-en.html" in told["evidence"]


def test_a_picture_is_a_png_and_nothing_else_is_a_picture(client: Client, bare: Archive) -> None:
    base = f"/api/items/{taken(bare)}/capture/pictures"
    answer = client.get(f"{base}/picture-after.png")
    assert answer.headers["content-type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    assert client.get(f"{base}/statement-en.html").status_code == 404
    assert client.get(f"{base}/picture-after-9.png").status_code == 422


def test_evidence_is_always_a_file_to_keep(client: Client, bare: Archive) -> None:
    ref = taken(bare)
    answer = client.get(f"/api/items/{ref}/capture/evidence/statement-en.html")
    assert answer.content == b"<p>This capture shows a page.</p>"
    assert answer.headers["content-type"] == "application/octet-stream"
    kept = f'attachment; filename="{ref}-statement-en.html"'
    assert answer.headers["content-disposition"] == kept
    assert client.get(f"/api/items/{ref}/capture/evidence/no%0d%0ax-a:%20b").status_code == 422


def test_a_copy_leaves_without_the_part_about_the_collector_and_is_entered(
    client: Client, bare: Archive
) -> None:
    ref = taken(bare)
    answer = client.post(f"/api/items/{ref}/capture/copy", json={})
    assert answer.status_code == 200, answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as copy:
        assert "evidence/collector" not in copy.namelist()
        assert "evidence/capture.json" in copy.namelist()
    assert b"ostrich" not in answer.content
    _, entries = bare.entries(ref)
    assert EntryType.EXPORTED.value in [entry.get("type") for entry in entries]
    assert list((bare.root / "work").glob("tmp*")) == []


@pytest.mark.parametrize(
    "path", ["", "/pictures/picture-after.png", "/pictures/1.png", "/evidence/text.txt"]
)
def test_a_restricted_capture_asks_for_a_purpose_first(
    client: Client, bare: Archive, path: str
) -> None:
    ref = taken(bare, Restriction(kind=RestrictionKind.CONFIDENTIAL))
    answer = client.get(f"/api/items/{ref}/capture{path}")
    assert answer.status_code == 403
    assert answer.json()["type"] == "amana:purpose-required"
    assert client.get(f"/api/items/{ref}/capture", headers=WHY).status_code == 200


def test_what_is_no_capture_says_so(client: Client, bare: Archive, web: Web) -> None:
    (bare.root.parent / "a.txt").write_text("A letter.")
    bare.add([bare.root.parent / "a.txt"], Form())
    ref = bare.list()[1][0].ref
    for path in ("", "/pictures/picture-after.png", "/evidence/text.txt"):
        answer = client.get(f"/api/items/{ref}/capture{path}")
        assert answer.status_code == 422
        assert "no capture" in answer.json()["detail"]
    assert client.post(f"/api/items/{ref}/capture/copy", json={}).status_code == 422
    assert web.asked == []
