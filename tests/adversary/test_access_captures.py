"""A restricted page at every public method and route of captures and watches.

Canaries stand in its address, text and form. Without a purpose none of them is in any answer or
complaint, and no look is entered; with one each look is.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest
from litestar.testing import TestClient
from tests.unit import conftest as captures
from tests.unit.conftest import Web

from amana.archive import Archive, init_archive
from amana.core import FixedClock, PurposeRequired
from amana.interface.http.app import create_routes
from amana.interface.http.works import Works
from amana.records import EntryType, Form, Restriction, RestrictionKind

web = captures.web

PAGE = "https://kestrelpage.example/"
CANARIES = ("kestrelpage", "zanzibarine", "heron-source", "ibis-purpose", "ostrich")
FORM = Form(
    source="heron-source",
    purpose="ibis-purpose",
    restrictions=(Restriction(kind=RestrictionKind.CONFIDENTIAL),),
)
PURPOSE = "inquiry 12"
WHY = {"X-Amana-Purpose": quote(PURPOSE)}


class World(NamedTuple):
    """An archive with a restricted page that was captured twice, and is watched."""

    archive: Archive
    ref: str
    later: str
    watch: str

    def looks(self) -> int:
        entries = self.archive._parts.log.entries()
        return sum(entry.get("type") == EntryType.ACCESSED for entry in entries)


@pytest.fixture
def world(tmp_path: Path, clock: FixedClock, web: Web) -> Iterator[World]:
    with init_archive(tmp_path / "archive", actor="nadia", clock=clock) as archive:
        watch = archive.watches.set(PAGE, FORM, every=3_600).name
        for text in ("The zanzibarine page.", "The zanzibarine page, altered."):
            web.pages[PAGE] = text
            archive.watches.run(read=False)
            web.later(2)
        first, second = archive.watches.show(watch, purpose=PURPOSE).looks
        yield World(archive, first.item or "", second.item or "", watch)


def told(answer: object) -> str:
    if isinstance(answer, tuple):
        return "\n".join(map(told, answer))
    if isinstance(answer, io.IOBase):
        with answer:
            return repr(answer.read())
    if hasattr(answer, "names"):  # an opened capture
        with answer:  # type: ignore[attr-defined]  # a Bundle
            return repr(answer.account())  # type: ignore[attr-defined]  # a Bundle
    return repr(answer)


Call = Callable[[World, str | None, Path], object]
ABOUT: dict[str, Call] = {
    "captures/account": lambda w, p, _: w.archive.captures.account(w.ref, purpose=p),
    "captures/member": lambda w, p, _: w.archive.captures.member(w.ref, "text.txt", purpose=p),
    "captures/opened": lambda w, p, _: w.archive.captures.opened(w.ref, purpose=p),
    "captures/difference": lambda w, p, _: w.archive.captures.difference(w.ref, w.later, purpose=p),
    "captures/copy": lambda w, p, _: w.archive.captures.copy(w.ref, purpose=p),
    "captures/export": lambda w, p, to: w.archive.captures.export(
        w.ref, to / "capture.wacz", purpose=p
    ),
    "watches/show": lambda w, p, _: w.archive.watches.show(w.watch, purpose=p),
    "watches/difference": lambda w, p, _: w.archive.watches.difference(w.watch, purpose=p),
}
"""Calls that are about the page and nothing else: they ask for the purpose."""

BESIDE: dict[str, Call] = {
    "captures/left": lambda w, *_: w.archive.captures.left(),
    "captures/profiles": lambda w, *_: w.archive.captures.profiles(),
    "captures/recover": lambda w, *_: w.archive.captures.recover(),
    "captures/warning": lambda w, *_: w.archive.captures.warning(),
    "captures/way": lambda w, *_: w.archive.captures.way(),
    "watches/due": lambda w, *_: w.archive.watches.due(),
    "watches/listed": lambda w, *_: w.archive.watches.listed(ended=True),
    "watches/run": lambda w, *_: looked(w),
    "watches/end": lambda w, *_: w.archive.watches.end(w.watch, "over"),
}
ITS_OWN = {"captures/wanted", "captures/listed", "captures/examine", "captures/take", "watches/set"}
"""Calls that tell of what whoever calls has said, and of no item."""


def looked(world: World) -> object:
    found: list[object] = []
    report = world.archive.watches.run(read=False, on_looked=found.append)
    return (*found, report)


def test_every_public_method_is_tried(world: World) -> None:
    public = {
        f"{part}/{name}"
        for part in ("captures", "watches")
        for name in dir(getattr(world.archive, part))
        if not name.startswith("_")
    }
    assert public == ABOUT.keys() | BESIDE.keys() | ITS_OWN


def test_without_a_purpose_no_word_of_the_page_is_told(world: World, tmp_path: Path) -> None:
    to = tmp_path / "out"
    to.mkdir()
    before = world.looks()
    for name, call in ABOUT.items():
        with pytest.raises(PurposeRequired) as caught:
            call(world, None, to)
        answer = f"{caught.value.message} {caught.value.remedy} {caught.value.problem()}"
        assert [word for word in CANARIES if word in answer] == [], name
    for name, call in BESIDE.items():
        answer = told(call(world, None, to))
        assert [word for word in CANARIES if word in answer] == [], name
    assert world.looks() == before
    assert list(to.iterdir()) == []


@pytest.mark.parametrize("name", ABOUT)
def test_with_a_purpose_each_look_is_entered(world: World, name: str, tmp_path: Path) -> None:
    before = world.looks()
    assert told(ABOUT[name](world, PURPOSE, tmp_path))
    assert world.looks() > before


ROUTES = {
    ("GET", "/api/items/{ref}/capture"): {403},
    ("GET", "/api/items/{ref}/capture/pictures/picture-after.png"): {403},
    ("GET", "/api/items/{ref}/capture/pictures/nothing.png"): {403},
    ("GET", "/api/items/{ref}/capture/evidence/text.txt"): {403},
    ("GET", "/api/items/{ref}/capture/evidence/collector"): {403},
    ("GET", "/api/items/{ref}/capture/evidence/nothing"): {403},
    ("POST", "/api/items/{ref}/capture/copy"): {403},
    ("GET", "/api/captures/profiles"): {200},
    ("GET", "/api/captures/runs"): {200},
    ("GET", "/api/watches"): {200},
    ("GET", "/api/watches?ended=true"): {200},
    ("GET", "/api/watches/{watch}"): {403},
    ("GET", "/api/watches/{watch}/difference"): {403},
    ("GET", "/api/watches/{watch}/difference?place=9"): {403},
    ("POST", "/api/watches/{watch}/end"): {403},
    ("GET", "/api/status"): {200},
}


def test_no_route_tells_of_the_page_without_a_purpose(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Works, "read_what_waits", lambda _: None)
    monkeypatch.setattr(Works, "analyse_what_waits", lambda _: None)
    works, before = Works(world.archive), world.looks()
    with TestClient(create_routes(world.archive, works)) as client:
        for (method, path), expected in ROUTES.items():
            address = path.format(ref=world.ref, watch=world.watch)
            body: dict[str, Any] | None = {"reason": "over"} if path.endswith("/end") else None
            answer = client.request(method, address, json=body)
            assert answer.status_code in expected, (address, answer.text)
            said = answer.text + str(answer.headers)
            assert [word for word in CANARIES if word in said] == [], address
        run = client.post("/api/watches/run", json={"watches": [world.watch]}).json()
        events = client.get(f"/api/captures/runs/{run['key']}").text
        assert "looked" in events
        assert [word for word in CANARIES if word in events] == []
        assert world.looks() == before
        assert "kestrelpage" in client.get(f"/api/watches/{world.watch}", headers=WHY).text
        assert world.looks() > before
    works.finish()
