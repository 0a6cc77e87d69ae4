from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from litestar.testing import TestClient

from amana import __version__
from amana.archive import Archive
from amana.interface.http.app import create_app, create_routes
from amana.interface.http.door import Door
from amana.interface.http.works import Works

if TYPE_CHECKING:
    from tests.unit.interface.http.conftest import Ask

Client = TestClient[Any]


@pytest.fixture
def screens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built client, small enough to look at."""
    folder = tmp_path / "interface" / "web" / "assets"
    (folder / "static").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>screens</title>")
    (folder / "first-paint.js").write_text("first()")
    (folder / "static" / "index-D_o1iy17.js").write_text("app()")
    (folder.parent / "secret.txt").write_text("beside the client")
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path / "interface")
    return folder


@pytest.fixture
def client(shared: Archive, screens: Path) -> Iterator[Client]:
    assert screens.is_dir()
    with TestClient(create_routes(shared, Works(shared))) as opened:
        yield opened


@pytest.mark.parametrize("path", ["/", "/items", "/items/IT-7F3K-Q2M9", "/search?q=x", "/apiary"])
def test_every_view_is_the_first_page(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.text == "<!doctype html><title>screens</title>"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "cache-control" not in answer.headers


def test_files_of_the_client_come_with_their_kind(client: Client) -> None:
    answer = client.get("/static/index-D_o1iy17.js")
    assert answer.text == "app()"
    assert answer.headers["content-type"].startswith("text/javascript")


def test_only_what_is_named_by_its_digest_is_kept(client: Client) -> None:
    kept = client.get("/static/index-D_o1iy17.js").headers["cache-control"]
    assert kept == "private, max-age=31536000, immutable"
    assert "cache-control" not in client.get("/first-paint.js").headers


@pytest.mark.parametrize("path", ["/static/gone-1234.js", "/api", "/api/", "/api/nothing",
                                  "/api/items/IT-1/nothing"])  # fmt: skip
def test_what_is_not_there_is_no_view(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path",
    ["/../secret.txt", "/..%2fsecret.txt", "/static/../../secret.txt", "/%2e%2e/secret.txt",
     "/static/..%2f..%2fsecret.txt", "//secret.txt", "/..\\secret.txt", "/%00", "/static%00/x",
     "/" + "a" * 5000, "/secret.txt", "/..;/secret.txt", "/%c0%ae%c0%ae/secret.txt"],
)  # fmt: skip
def test_no_address_becomes_a_path(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (200, 400, 404)
    assert "beside the client" not in answer.text


def test_without_the_client_it_says_how_to_build_it(
    shared: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path)
    with TestClient(create_routes(shared, Works(shared))) as client:
        answer = client.get("/")
        assert answer.status_code == 503
        assert "make web" in answer.text
        assert client.get("/api/session").status_code == 200


def test_openapi_describes_every_route_by_its_operation(client: Client) -> None:
    document = client.get("/api/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert document["info"] == {"title": "amana", "version": __version__}
    described = {
        (path, method): operation["operationId"]
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    }
    routes = {
        (route.path_format, method.lower())
        for route in client.app.routes
        for method in route.methods
        if method != "OPTIONS" and route.path_format.startswith("/api/")
        and not route.path_format.startswith("/api/openapi.json")
    }  # fmt: skip
    assert set(described) == routes
    assert len(set(described.values())) == len(described)
    assert all(name.isidentifier() for name in described.values())


def test_answers_are_described_with_the_members_that_they_have(client: Client) -> None:
    schemas = client.get("/api/openapi.json").json()["components"]["schemas"]
    for path, shape in (("/api/session", "Session"), ("/api/status", "StatusShape"),
                        ("/api/items", "Rows"), ("/api/custody", "CustodyShape")):  # fmt: skip
        (name,) = [each for each in schemas if each.endswith(shape)]
        assert set(schemas[name]["properties"]) == set(client.get(path).json())


def test_the_whole_application_stands_behind_its_door(shared: Archive, ask: Ask) -> None:
    door = Door("127.0.0.1", 8017)
    app = create_app(shared, door, Works(shared))
    host = ("Host", "127.0.0.1:8017")
    refused = ask(app, "/api/session", host)
    assert refused.status == 401
    assert refused.said("x-content-type-options") == ["nosniff"]
    cookie = ("Cookie", f"{door.cookie}={door.admit(door.token)}")
    admitted = ask(app, "/api/session", host, cookie)
    assert admitted.status == 200
    assert "sandbox" in admitted.said("content-security-policy")[0]


ROW = re.compile(r"^\| (GET|POST) \| `([^`]+)` \|", re.MULTILINE)


def test_the_page_of_reference_lists_every_route(client: Client, root: Path) -> None:
    page = (root / "docs" / "reference" / "http.md").read_text(encoding="utf-8")
    paths = client.get("/api/openapi.json").json()["paths"]
    assert sorted(ROW.findall(page)) == sorted(
        (method.upper(), path) for path, operations in paths.items() for method in operations
    )


def test_the_page_of_reference_names_every_question_of_a_route(client: Client, root: Path) -> None:
    page = (root / "docs" / "reference" / "http.md").read_text(encoding="utf-8")
    rows = [(row, line) for line in page.splitlines() for row in ROW.findall(line)]
    lines = {path: line for (method, path), line in rows if method == "GET"}
    paths = client.get("/api/openapi.json").json()["paths"]
    for path, operations in paths.items():
        for parameter in operations.get("get", {}).get("parameters", ()):
            if parameter["in"] == "query":
                assert f"`{parameter['name']}`" in lines[path], (path, parameter["name"])
