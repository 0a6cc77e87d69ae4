from __future__ import annotations

import pytest
from tests.unit.analysis.proceedings.conftest import Proceedings, told


@pytest.mark.parametrize(
    "text",
    [
        "My sister visited Norland in June.",
        "Thousands of pilgrims visited the town of Kesra.",
        "The hotel's guests made a trip to Estmark.",
        "The singer invited her fans to a concert.",
        "The two neighbours held talks with a plumber.",
        "The striker signed a deal with the club before the match.",
    ],
)
def test_what_private_people_do_is_no_step(text: str, proceedings_in: Proceedings) -> None:
    assert proceedings_in(text) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("The foreign minister visited Norland.",
         "visit | done | visited Norland | The foreign minister | Norland"),
        ("The ministry invited the envoys to the capital.",
         "invitation | made | invited the envoys | The ministry | the envoys"),
        ("Rebel leaders held talks with the government.",
         "dialogue | done | held talks | Rebel leaders | the government"),
    ],
)  # fmt: skip
def test_what_officials_do_is_one(text: str, line: str, proceedings_in: Proceedings) -> None:
    assert list(map(told, proceedings_in(text))) == [line]
