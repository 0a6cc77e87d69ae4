from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import msgspec
import pytest
from litestar.testing import TestClient

from amana.archive import Archive
from amana.core import UsageError
from amana.interface.http.app import create_routes
from amana.interface.http.asking import listed
from amana.interface.http.works import Works
from amana.law import Answer, Question, Result, jurisdiction

Client = TestClient[Any]
KNOWN = {"crime": "rs:8(2)(b)(xviii)", "as_of": "2024-11-22"}


@pytest.fixture(scope="module")
def client(shared: Archive) -> Iterator[Client]:
    with TestClient(create_routes(shared, Works(shared))) as opened:
        yield opened


def asked(client: Client, **said: str | list[str]) -> Answer:
    answer = client.get(f"/api/law/jurisdiction?{urlencode(KNOWN | said, doseq=True)}")
    assert answer.status_code == 200, answer.text
    return msgspec.json.decode(answer.content, type=Answer)


def test_an_answer_is_that_of_the_rules(client: Client) -> None:
    told = asked(client, place="SYR", nationality="SYR", date="2013-08-21")
    question = Question(
        crime=KNOWN["crime"],
        as_of=KNOWN["as_of"],
        when="2013-08-21",
        places=("SYR",),
        nationalities=("SYR",),
    )
    assert told == jurisdiction(question)
    assert told.result is Result.NO_BASIS_FOUND
    assert all(step.provision and step.source.en for step in told.steps)


def test_what_is_left_out_is_unknown_and_none_is_none(client: Client) -> None:
    told = asked(client, nationality="SYR", date="2018-01-02")
    assert told.result is Result.UNDETERMINED
    assert told.question.places is None
    told = asked(client, place=["SYR", "JOR"], nationality="none", date="2018-01-02")
    assert told.question.places == ("SYR", "JOR")
    assert told.question.nationalities == ()
    assert told.result is Result.BASIS_FOUND


def test_a_crime_is_known_in_any_spelling(client: Client) -> None:
    told = asked(client, crime="article 8(2)(b)(xviii)", place="SYR", mandated="false")
    assert told.question.crime == KNOWN["crime"]


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ({"crime": "rs:8(2)(zz)"}, "8(2)"),
        ({"place": "XYZ"}, "XYZ"),
        ({"date": "2024-02-30"}, "2024-02-30"),
        ({"as_of": "soon"}, "soon"),
        ({"place": ["none", "SYR"]}, "place"),
        ({"place": "SSD", "date": "2005-01-01"}, "SSD"),
    ],
)
def test_what_is_no_question_is_refused_by_name(
    client: Client, said: dict[str, Any], names: str
) -> None:
    answer = client.get(f"/api/law/jurisdiction?{urlencode(KNOWN | said, doseq=True)}")
    assert answer.status_code == 400
    problem = answer.json()
    assert names in problem["detail"] + (problem["remedy"] or "")


def test_lists_say_whether_there_is_none() -> None:
    assert listed("place", None) is None
    assert listed("place", ["none"]) == ()
    assert listed("place", ["SYR", "JOR"]) == ("SYR", "JOR")
    with pytest.raises(UsageError, match="place"):
        listed("place", ["SYR", "none"])
