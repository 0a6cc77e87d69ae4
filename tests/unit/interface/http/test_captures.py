"""The routes by which pages are asked for, on a web of our own."""

from __future__ import annotations

import threading
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


@pytest.fixture
def client(bare: Archive, web: Web) -> Iterator[Client]:
    web.pages = {A: "Twelve were killed."}
    works = Works(bare)
    with TestClient(create_routes(bare, works)) as opened:
        yield opened
        works.finish()


def asked(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - members of JSON
    return {"pages": f"{A}\n{B}\n", "warned": True} | fields


def events(client: Client, key: str, headers: dict[str, str] | None = None) -> list[dict[str, Any]]:
    answer = client.get(f"/api/captures/runs/{key}", headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    return [msgspec.json.decode(line) for line in answer.content.splitlines() if line.strip()]


def test_the_ways_of_asking_say_what_they_show(client: Client) -> None:
    (plain,) = client.get("/api/captures/profiles").json()
    assert (plain["name"], plain["through"], plain["widened"]) == ("plain", None, False)
    assert any("address of this connection" in said for said in plain["warning"])


def test_a_plan_asks_nobody(client: Client, web: Web) -> None:
    rows = client.post("/api/captures/plan", json=asked(pages=f"{A}\nnowhere\n", warned=False))
    first, second = rows.json()
    assert (first["url"], first["wrong"]) == (A, None)
    assert second["wrong"]
    assert web.asked == []


def test_each_step_of_each_page_is_told_and_a_page_that_is_gone_is_an_item(
    client: Client, bare: Archive
) -> None:
    run = client.post("/api/captures", json=asked()).json()
    assert (run["kind"], run["pages"], run["private"]) == ("capture", 2, False)
    told = events(client, run["key"])
    assert [each["url"] for each in told if each["event"] == "queued"] == [A, B]
    assert {each["step"] for each in told if each["event"] == "step"} == {"loading"}
    taken = {each["page"]: each for each in told if each["event"] == "taken"}
    assert taken[0]["outcome"] == Outcome.CAPTURED
    assert taken[1]["outcome"] == Outcome.GONE
    assert {each["ref"] for each in taken.values()} == {row.ref for row in bare.list()[1]}
    states = [each["ref"] for each in told if each["event"] == "state"]
    assert set(states) == {each["ref"] for each in taken.values()}
    last = told[-1]
    assert (last["event"], last["taken"], last["failed"], last["interrupted"]) == (
        "end", 2, 0, False
    )  # fmt: skip
    assert events(client, run["key"]) == told
    assert [each["key"] for each in client.get("/api/captures/runs").json()] == [run["key"]]


@pytest.mark.parametrize(
    "fields",
    [{"warned": False}, {"pages": ""}, {"pages": f"{A}\nfile:///etc/passwd"}, {"surprise": 1}],
)
def test_nothing_is_begun_where_something_is_wrong(
    client: Client, web: Web, fields: dict[str, Any]
) -> None:
    answer = client.post("/api/captures", json=asked(**fields))
    assert answer.status_code == 400, answer.text
    assert web.asked == []
    assert client.get("/api/captures/runs").json() == []


def test_a_run_is_stopped_and_begins_nothing_more(client: Client, web: Web) -> None:
    began = threading.Event()

    def wait(_url: str, stop: threading.Event) -> None:
        began.set()
        assert stop.wait(20)

    web.before = wait
    pages = "\n".join(f"https://{n}.example/" for n in range(9))
    run = client.post("/api/captures", json=asked(pages=pages)).json()
    assert began.wait(20)
    stopped = client.post(f"/api/captures/runs/{run['key']}/stop", json={}).json()
    assert stopped["key"] == run["key"]
    last = events(client, run["key"])[-1]
    assert last["interrupted"] is True
    assert len(web.asked) < 9


def test_a_run_of_restricted_pages_is_followed_with_a_purpose_alone(client: Client) -> None:
    run = client.post(
        "/api/captures", json=asked(form={"restrictions": ["confidential"]})
    ).json()  # fmt: skip
    assert run["private"] is True
    assert A in str(events(client, run["key"], WHY))
    for method, path in (("GET", ""), ("POST", "/stop")):
        answer = client.request(method, f"/api/captures/runs/{run['key']}{path}")
        assert answer.status_code == 403
        assert A not in answer.text
    assert A not in client.get("/api/captures/runs").text


def test_a_page_that_cannot_be_had_says_why(client: Client, web: Web) -> None:
    web.pages[B] = "refused"
    run = client.post("/api/captures", json=asked()).json()
    (lost,) = [
        each for each in events(client, run["key"]) if each["event"] == "taken" and not each["ref"]
    ]
    assert "may not be asked for" in lost["reason"]
    assert lost["page"] == 1
