from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from litestar import Litestar, get
from litestar.datastructures import State as AppState
from litestar.exceptions import HTTPException
from litestar.params import FromPath, FromQuery
from litestar.testing import TestClient

from amana.core import AmanaError, ArchiveBusy, IntegrityError, NotFound, PurposeRequired
from amana.interface.http.problems import (
    MEDIA_TYPE,
    fault,
    on_amana_error,
    on_fault,
    on_http_error,
    problem_of,
)

CANARY = "the name of the witness"
Client = TestClient[Any]
MEMBERS = {"type", "title", "status", "detail", "remedy", "instance"}


class Held(msgspec.Struct):
    """As much of an archive as problems need."""

    root: Path


@get("/raise/{kind:str}", sync_to_thread=False)
def failing(kind: FromPath[str]) -> None:
    errors: dict[str, Exception] = {
        "purpose": PurposeRequired("IT-1: it is restricted", remedy="say what for"),
        "missing": NotFound("no such item in /archives/harbour", remedy="see /archives/harbour/x"),
        "damaged": IntegrityError("the original is damaged"),
        "busy": ArchiveBusy("somebody else writes"),
        "fault": KeyError(CANARY),
        "framework": HTTPException(status_code=500, detail=CANARY),
        "teapot": HTTPException(status_code=418, detail="short and stout"),
    }
    raise errors[kind]


@get("/count", sync_to_thread=False)
def count(number: FromQuery[int]) -> int:
    return number


@pytest.fixture
def client() -> Client:
    app = Litestar(
        route_handlers=[failing, count],
        state=AppState({"archive": Held(root=Path("/archives/harbour"))}),
        exception_handlers={
            AmanaError: on_amana_error,
            HTTPException: on_http_error,
            Exception: on_fault,
        },
        openapi_config=None,
        logging_config=None,
    )
    return TestClient(app, raise_server_exceptions=False)


@pytest.mark.parametrize(
    ("kind", "status", "type_"),
    [("purpose", 403, "amana:purpose-required"), ("missing", 404, "amana:not-found"),
     ("damaged", 500, "amana:integrity"), ("busy", 503, "amana:archive-busy"),
     ("fault", 500, "amana:fault"), ("framework", 500, "amana:fault"),
     ("teapot", 418, "amana:http-418")],
)  # fmt: skip
def test_every_error_has_one_shape(client: Client, kind: str, status: int, type_: str) -> None:
    answer = client.get(f"/raise/{kind}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == MEDIA_TYPE
    problem = answer.json()
    assert set(problem) == MEMBERS
    assert (problem["status"], problem["type"]) == (status, type_)
    assert problem["instance"] == f"/raise/{kind}"
    assert problem["title"]
    assert CANARY not in answer.text


def test_what_the_framework_refuses_names_the_parameter(client: Client) -> None:
    problem = client.get("/count?number=many").json()
    assert problem["status"] == 400
    assert problem["detail"].startswith("number: ")
    missing = client.get("/count").json()
    assert "number" in missing["detail"]


def test_a_method_that_there_is_not_says_which_there_are(client: Client) -> None:
    answer = client.delete("/count")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]
    assert set(answer.json()) == MEMBERS


def test_paths_are_told_as_from_the_archive() -> None:
    error = NotFound("no /a/b/vault/x in /a/b", remedy="look into /a/b/custody")
    problem = problem_of(error, Path("/a/b"))
    assert problem["detail"] == "no vault/x in the archive"
    assert problem["remedy"] == "look into custody"
    assert problem_of(NotFound("x"), Path("/a"))["remedy"] is None


def test_where_a_fault_arose_is_told_at_the_terminal_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(RuntimeError) as caught:
        raise RuntimeError(CANARY)
    problem = fault(caught.value)
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "RuntimeError at test_problems.py:" in said
    assert CANARY not in said
    assert CANARY not in str(problem)
    assert problem["status"] == 500
