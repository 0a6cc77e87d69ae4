from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import msgspec
import pytest
from litestar.testing import TestClient

from amana.archive import Archive, Likes
from amana.interface.http.app import create_routes
from amana.interface.http.item_shapes import ItemShape, Rows
from amana.interface.http.shapes import StatusShape, Stories
from amana.interface.http.tables import Sheet, Window
from amana.interface.http.works import Works
from amana.records import Form, Restriction, RestrictionKind

T = TypeVar("T")
Client = TestClient[Any]
Headers = dict[str, str] | None
CONFIDENTIAL = (Restriction(kind=RestrictionKind.CONFIDENTIAL),)
WHY = {"X-Amana-Purpose": quote("inquiry 12")}
BOAT = "قارب"
STORY = (
    "The convoy of nine trucks reached the harbour of Sahran at dawn and was stopped at the "
    "checkpoint below the mill. Drivers said that guards took their papers, counted the sacks of "
    "flour and sent two of them back along the coast road. A clerk of the port wrote down each "
    "plate, as she had done the week before, and hung the list behind the door of her office."
)


def got(client: Client, path: str, shape: type[T], headers: Headers = None) -> T:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, answer.text
    return msgspec.json.decode(answer.content, type=shape)


@pytest.fixture
def refs(archive: Archive, tmp_path: Path) -> dict[str, str]:
    """A table, a story told twice, the second time under restriction; references by name."""
    (tmp_path / "table.csv").write_text(f"name,count\nNadia,7\n{BOAT},9\n")
    (tmp_path / "story.txt").write_text(STORY)
    (tmp_path / "reprint.txt").write_text(STORY + "\n")
    archive.add([tmp_path / "table.csv", tmp_path / "story.txt"], Form())
    archive.add([tmp_path / "reprint.txt"], Form(restrictions=CONFIDENTIAL))
    _, rows = archive.list(purpose="to know the names")
    return {row.item.name or "": row.ref for row in rows if row.item}


@pytest.fixture
def client(archive: Archive, refs: dict[str, str]) -> Iterator[Client]:
    del refs  # what it made is shown
    with TestClient(create_routes(archive, Works(archive))) as opened:
        yield opened


def test_a_table_is_shown_by_windows_of_rows(client: Client, refs: dict[str, str]) -> None:
    path = f"/api/items/{refs['table.csv']}"
    (sheet,) = got(client, f"{path}/sheets", tuple[Sheet, ...])
    assert (sheet.name, sheet.rows, sheet.columns) == ("", 3, 2)
    window = got(client, f"{path}/cells?sheet=&first=3&limit=1", Window)
    assert [(c.row, c.column, c.text) for c in window.cells] == [(3, 1, BOAT), (3, 2, "9")]
    text = client.get(f"{path}/text").json()["text"]
    assert [text[c.char_start : c.char_end] for c in window.cells] == [BOAT, "9"]
    assert got(client, f"/api/items/{refs['story.txt']}/sheets", tuple[Sheet, ...]) == ()
    assert client.get(f"{path}/cells?sheet=lost").status_code == 404


def test_likeness_tells_of_restricted_items_for_a_purpose_alone(
    client: Client, refs: dict[str, str]
) -> None:
    path = f"/api/items/{refs['story.txt']}/alike"
    alone = got(client, path, Likes)
    assert (alone.alike, alone.not_compared) == ((), 3)
    (kin,) = got(client, path, Likes, WHY).alike
    assert (kin.ref, kin.one_origin) == (refs["reprint.txt"], True)
    assert client.get(f"/api/items/{refs['reprint.txt']}/alike").status_code == 403


def test_stories_come_in_pages(client: Client, refs: dict[str, str]) -> None:
    every = got(client, "/api/stories", Stories, WHY)
    assert every.total == len(every.stories)
    assert not every.more
    told = [{copy.ref for copy in story.copies} for story in every.stories]
    assert {refs["story.txt"], refs["reprint.txt"]} in told
    second = got(client, "/api/stories?limit=1&offset=1", Stories, WHY)
    assert second.stories == every.stories[1:2]


def test_what_is_inside_is_listed_and_knows_the_way_back(client: Client, archive: Archive) -> None:
    rows = got(client, "/api/items", Rows, WHY).items
    (mail,) = [row for row in rows if row.name == "tip.eml"]
    inside = got(client, f"/api/items?inside={mail.ref}", Rows, WHY)
    assert inside.total == mail.inside == archive.show(mail.ref, purpose="look").inside
    for row in inside.items:
        item = got(client, f"/api/items/{row.ref}", ItemShape, WHY)
        assert [(each.ref, each.name) for each in item.around] == [(mail.ref, "tip.eml")]
        assert item.derivation == row.derivation


def test_the_account_leads_to_the_items_of_a_line(client: Client) -> None:
    status = got(client, "/api/status", StatusShape, WHY)
    assert sum(line.number for line in status.lines) == sum(status.states.values())
    for line in status.lines:
        where = [f"where=state={line.state.value}"]
        where += [f"where=notice={line.code}"] if line.code else []
        rows = got(client, f"/api/items?{'&'.join(where)}", Rows, WHY)
        assert rows.total >= line.number > 0
        assert {row.state for row in rows.items} == {line.state.value}


def test_a_condition_that_is_none_is_refused(client: Client) -> None:
    answer = client.get("/api/items?where=colour=red")
    assert answer.status_code == 400
    assert "condition" in answer.json()["detail"]
