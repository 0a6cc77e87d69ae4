"""The routes of watched pages, on a web of our own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import msgspec
import pytest
from litestar.testing import TestClient

from amana.acquire.capture import Outcome
from amana.archive import Archive
from amana.interface.http.app import create_routes
from amana.interface.http.works import Works

if TYPE_CHECKING:
    from tests.unit.conftest import Web

Client = TestClient[Any]
A, B = "https://a.example/", "https://b.example/"
WHY = {"X-Amana-Purpose": quote("inquiry 12")}
LINES = [f"Line {number}." for number in range(9)]
BEFORE = "\n".join(["The ministry says that twelve were killed.", *LINES])
AFTER = BEFORE.replace("twelve", "two")


@pytest.fixture
def client(bare: Archive, web: Web) -> Iterator[Client]:
    web.pages = {A: BEFORE, B: "A page."}
    works = Works(bare)
    with TestClient(create_routes(bare, works)) as opened:
        yield opened
        works.finish()


def watched(client: Client, url: str = A, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    answer = client.post(
        "/api/watches", json={"url": url, "every": "1d", "warned": True} | fields, headers=WHY
    )
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def looked(client: Client, *names: str, headers: dict[str, str] | None = None) -> list[Any]:
    answer = client.post("/api/watches/run", json={"watches": names}, headers=headers)
    assert answer.status_code == 200, answer.text
    run = answer.json()
    lines = client.get(f"/api/captures/runs/{run['key']}", headers=headers).content.splitlines()
    return [msgspec.json.decode(line) for line in lines if line.strip()]


def outcomes(events: list[Any]) -> list[str]:
    return [each["outcome"] for each in events if each["event"] == "looked"]


def test_a_watch_is_set_looked_at_and_ended(client: Client, web: Web) -> None:
    assert client.get("/api/watches").json() == []
    watch = watched(client, note="a mirror", risk="high")
    assert (watch["url"], watch["waiting"], watch["risk"]) == (A, True, "high")
    told = looked(client)
    assert outcomes(told) == ["first"]
    assert told[0]["url"] == A
    assert told[-1] == {"event": "end", "outcomes": {"first": 1}, "interrupted": False}
    web.later(25)
    web.pages[A] = AFTER
    assert outcomes(looked(client)) == ["changed"]
    web.later(25)
    web.pages[A] = Outcome.GONE
    assert outcomes(looked(client, watch["name"])) == ["gone"]
    shown = client.get(f"/api/watches/{watch['name']}").json()
    assert [look["outcome"] for look in shown["looks"]] == ["first", "changed", "gone"]
    path = f"/api/watches/{watch['name']}/end"
    assert client.post(path, json={"reason": ""}).status_code == 400
    ended = client.post(path, json={"reason": "it is lost"}).json()
    assert ended["reason"] == "it is lost"
    assert client.get("/api/watches").json() == []
    assert len(client.get("/api/watches?ended=true").json()) == 1


def test_a_difference_tells_what_differs_and_what_stands_around_it(
    client: Client, web: Web
) -> None:
    watch = watched(client)
    looked(client)
    web.later(25)
    web.pages[A] = AFTER
    web.boxes[A] = 320
    looked(client)
    path = f"/api/watches/{watch['name']}/difference"
    told = client.get(f"{path}?place=2").json()
    became = [each["became"] for each in told["paragraphs"]]
    assert sorted(became[:2]) == ["added", "removed"]
    assert became[2:] == ["kept"]
    assert told["skipped"] == 8
    assert told["measures"]["tiles"] > 0
    assert (told["before"], told["after"]) == (told["look"]["compared"], told["look"]["item"])
    assert told["picture"] is True
    assert client.get(path).json() == told
    assert client.get(f"{path}?place=1").status_code == 400
    assert client.get(f"{path}?place=9").status_code == 404


@pytest.mark.parametrize(
    "fields",
    [{"warned": False}, {"every": "1s"}, {"risk": "soon"}, {"url": "nowhere"}, {"profile": "tor"}],
)
def test_what_is_wrong_sets_no_watch(client: Client, fields: dict[str, Any]) -> None:
    asked = {"url": A, "every": "1d", "warned": True} | fields
    assert client.post("/api/watches", json=asked).status_code == 400
    assert client.get("/api/watches").json() == []


def test_a_run_needs_something_to_look_at(client: Client) -> None:
    assert client.post("/api/watches/run", json={}).status_code == 400
    assert client.post("/api/watches/run", json={"watches": ["nowhere"]}).status_code == 400
    assert client.get("/api/watches/nowhere").status_code in (400, 404)


def test_a_restricted_watch_tells_nothing_without_a_purpose(client: Client) -> None:
    watch = watched(client, form={"restrictions": ["confidential"]})
    watched(client, B)
    assert A not in client.get("/api/watches").text
    assert A in client.get("/api/watches", headers=WHY).text
    for path in ("", "/difference"):
        answer = client.get(f"/api/watches/{watch['name']}{path}")
        assert answer.status_code == 403
        assert A not in answer.text
    ended = client.post(f"/api/watches/{watch['name']}/end", json={"reason": "over"})
    assert ended.status_code == 403
    events = looked(client)
    assert A not in str(events)
    assert B in str(events)
    assert sorted(outcomes(events)) == ["first", "first"]
    assert A in str(looked(client, watch["name"], headers=WHY))
