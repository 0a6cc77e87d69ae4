from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import pytest
from litestar.testing import TestClient

from amana.archive import init_archive
from amana.interface.http.app import create_routes
from amana.interface.http.law import CrimeList, CrimeShape, Identifier, StateList
from amana.interface.http.works import Works
from amana.law import (
    Mode,
    Model,
    Standard,
    UndertakingKind,
    crime,
    crimes,
    models,
    modes,
    standards,
    undertaking_kinds,
)

Client = TestClient[Any]
STARVATION = "rs:8(2)(b)(xxv)"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The routes of an archive in which nothing is: what law says is not told by it."""
    folder: Path = tmp_path_factory.mktemp("law") / "archive"
    with (
        init_archive(folder, actor="nadia") as archive,
        TestClient(create_routes(archive, Works(archive))) as opened,
    ):
        yield opened


def got(client: Client, path: str, shape: Any) -> Any:  # noqa: ANN401 - shapes are types
    answer = client.get(f"/api/law/{path}")
    assert answer.status_code == 200, answer.text
    return msgspec.json.decode(answer.content, type=shape)


def test_crimes_are_listed_with_their_families_and_counted_elements(client: Client) -> None:
    listed = got(client, "crimes", CrimeList)
    assert [each.id for each in listed.crimes] == [each.id for each in crimes()]
    assert {each.family for each in listed.crimes} <= {each.id for each in listed.families}
    (one,) = [each for each in listed.crimes if each.id == STARVATION]
    assert one.elements == len(crime(STARVATION).elements)


def test_a_crime_comes_whole_with_the_amendment_that_added_it(client: Client) -> None:
    shown = got(client, f"crimes/{quote(STARVATION)}", CrimeShape)
    assert shown.crime == crime(STARVATION)
    assert shown.amendment is None
    added = next(each for each in crimes() if each.amendment is not None)
    assert got(client, f"crimes/{quote(added.id)}", CrimeShape).amendment.id == added.amendment


def test_an_unknown_crime_is_answered_with_the_nearest(client: Client) -> None:
    answer = client.get("/api/law/crimes/rs:8(2)(b)(xxvx)")
    assert answer.status_code == 400
    assert "did you mean rs:8(2)(b)" in answer.json()["remedy"]


@pytest.mark.parametrize(
    "text", ["Art. 8(2)(b)(iv)", "article 8, paragraph 2 (b) (iv)", "rs:8(2)(b)(iv)"]
)
def test_a_provision_is_known_in_any_spelling(client: Client, text: str) -> None:
    assert got(client, f"identifier?text={quote(text)}", Identifier).id == "rs:8(2)(b)(iv)"


def test_lists_are_those_of_law(client: Client) -> None:
    assert got(client, "modes", tuple[Mode, ...]) == modes()
    assert got(client, "standards", tuple[Standard, ...]) == standards()
    assert got(client, "proceedings", tuple[Model, ...]) == models()
    assert got(client, "undertakings", tuple[UndertakingKind, ...]) == undertaking_kinds()
    assert {"PSE", "SYR"} <= {each.code for each in got(client, "states", StateList).states}
