"""The routes of matters, on a situation of which one passage is restricted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import pytest
from litestar.testing import TestClient

from amana.archive import Archive, ChargeAnswer, init_archive
from amana.interface.http.app import create_routes
from amana.interface.http.works import Works
from amana.law import Matrix, Moment, Status, Suggestions
from amana.records import Form, Restriction, RestrictionKind, Standing

Client = TestClient[Any]
Said = dict[str, Any]
OPEN = "The chamber summoned the general. He was elsewhere, his lawyer said."
HIDDEN = "A kestrel saw the general at the gate."
CANARY = "kestrel"
WHY = {"X-Amana-Purpose": quote("inquiry 12")}
CRIME, MODE = "rs:8(2)(b)(i)", "rs:28(a)"
ELEMENT = f"{CRIME}#1"
NIGHT = "2025-06-30"
LOOKS = {
    "matters": "matters",
    "timeline": f"situations/valley/timeline?known_on={NIGHT}",
    "suggestions": "situations/valley/suggestions",
    "status": f"proceedings/case/status?known_on={NIGHT}",
    "matrix": "charges/gate/matrix",
    "jurisdiction": f"charges/gate/jurisdiction?as_of={NIGHT}",
}
ASKS = {"timeline", "suggestions", "matrix"}
"""Answers that stand on the link which cites the restricted item: they ask for the purpose."""
SHAPES: dict[str, Any] = {
    "matters": tuple[Standing, ...],
    "timeline": tuple[Moment, ...],
    "suggestions": Suggestions,
    "status": Status,
    "matrix": Matrix,
    "jurisdiction": tuple[ChargeAnswer, ...],
}


def lines() -> list[Said]:
    return [
        {"decision": "situation", "key": "valley", "name": "Valley", "states": ["JOR"]},
        {"decision": "person", "key": "general", "name": "A general",
         "nationalities": [{"state": "SYR"}]},
        {"decision": "incident", "key": "shelling", "situation": "valley", "name": "Shelling",
         "date": "2024-03-09", "states": ["JOR"]},
        {"decision": "proceeding", "key": "case", "situation": "valley", "model": "icc-person",
         "person": "general"},
        {"decision": "step", "key": "summons", "proceeding": "case", "step": "summons_issued",
         "date": "2025-05-22"},
        {"decision": "charge", "key": "gate", "situation": "valley", "crime": CRIME, "mode": MODE,
         "person": "general", "incidents": ["shelling"]},
    ]  # fmt: skip


def link(key: str, effect: str, item: str, text: str, words: str) -> Said:
    start = text.index(words)
    cite = {"item": item, "char_start": start, "char_end": start + len(words), "quote": words}
    return {
        "decision": "link", "key": key, "element": ELEMENT, "effect": effect, "charge": "gate",
        "reason": "as it tells", "cites": [cite],
    }  # fmt: skip


def enter(client: Client, told: Said, headers: dict[str, str] | None = None) -> Said:
    answer = client.post("/api/law/matters", json={"reason": "outline"} | told, headers=headers)
    assert answer.status_code == 200, answer.text
    entered: Said = answer.json()
    return entered


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder: Path = tmp_path_factory.mktemp("matters")
    (folder / "open.txt").write_text(OPEN)
    (folder / "secret.txt").write_text(HIDDEN)
    hidden = (Restriction(kind=RestrictionKind.CONFIDENTIAL),)
    with init_archive(folder / "archive", actor="nadia") as made:
        made.add([folder / "open.txt"], Form())
        made.add([folder / "secret.txt"], Form(restrictions=hidden))
        yield made


@pytest.fixture(scope="module")
def client(archive: Archive) -> Iterator[Client]:
    """Everything is entered; one link cites the restricted item."""
    _, rows = archive.list(purpose="to know the names")
    refs = {row.item.name: row.ref for row in rows if row.item}
    with TestClient(create_routes(archive, Works(archive))) as opened:
        for told in lines():
            enter(opened, told)
        away = link("away", "undermines", refs["open.txt"], OPEN, "He was elsewhere")
        seen = link("seen", "supports", refs["secret.txt"], HIDDEN, "A kestrel saw the general")
        enter(opened, away)
        assert opened.post("/api/law/matters", json=seen).status_code == 403
        enter(opened, seen, WHY)
        yield opened


def test_what_is_entered_is_answered_with_its_entry_and_version(client: Client) -> None:
    told = enter(client, lines()[0] | {"name": "The valley"})
    assert (told["key"], told["version"]) == ("valley", 2)
    back = enter(client, {"decision": "withdraw-matter", "key": "valley", "reason": "a slip"})
    assert back["version"] == 2


@pytest.mark.parametrize("name", LOOKS)
def test_each_look_with_a_purpose_is_the_answer_of_the_archive(client: Client, name: str) -> None:
    answer = client.get(f"/api/law/{LOOKS[name]}", headers=WHY)
    assert answer.status_code == 200, answer.text
    told = msgspec.json.decode(answer.content, type=SHAPES[name])
    if name == "matrix":
        (row,) = [each for each in told.rows() if each.element == ELEMENT]
        assert {each.effect.value for each in row.links} == {"supports", "undermines"}
    if name == "status":
        assert [each.key for each in told.steps] == ["summons"]


@pytest.mark.parametrize("name", LOOKS)
def test_without_a_purpose_no_word_of_a_restricted_passage_leaves(
    client: Client, name: str
) -> None:
    answer = client.get(f"/api/law/{LOOKS[name]}")
    assert CANARY not in answer.text
    assert (answer.status_code == 403) == (name in ASKS)


def test_matters_are_listed_by_kind(client: Client) -> None:
    listed = client.get("/api/law/matters?kind=charge&kind=person").json()
    assert {each["matter"]["key"] for each in listed} == {"gate", "general"}


@pytest.mark.parametrize(
    ("form", "media"),
    [("html", "text/html"), ("csv", "text/csv"), ("json", "application/json")],
)
def test_a_matrix_is_taken_out_for_a_purpose_and_that_is_entered(
    client: Client, archive: Archive, form: str, media: str
) -> None:
    told = {"form": form, "language": "ar"}
    assert client.post("/api/law/charges/gate/export", json=told).status_code == 403
    before = archive.entries()[0]
    answer = client.post("/api/law/charges/gate/export", json=told, headers=WHY)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith(media)
    assert answer.headers["content-disposition"] == f'attachment; filename="gate.{form}"'
    assert "He was elsewhere" in answer.text
    assert archive.entries()[0] > before


@pytest.mark.parametrize(
    ("told", "names"),
    [
        (lines()[5] | {"crime": "rs:8(2)(b)(zz)", "reason": "x"}, "8(2)(b)"),
        (lines()[5] | {"incidents": [], "reason": "x"}, "incident"),
        (lines()[2] | {"date": "2024-02-30", "reason": "x"}, "2024-02-30"),
        (lines()[4] | {"step": "summons", "reason": "x"}, "summons_issued"),
        (lines()[1] | {"nationality": "SYR", "reason": "x"}, "nationality"),
        ({"decision": "verdict", "key": "x", "reason": "x"}, "verdict"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(client: Client, told: Said, names: str) -> None:
    answer = client.post("/api/law/matters", json=told)
    assert answer.status_code == 400
    problem = answer.json()
    assert names in f"{problem['detail']} {problem['remedy']}"


def test_what_is_not_there_is_not_found(client: Client) -> None:
    for path in ("charges/gat/matrix", f"proceedings/cas/status?known_on={NIGHT}"):
        assert client.get(f"/api/law/{path}").status_code == 404
