from __future__ import annotations

import pytest

from amana.reading.articles.datelines import find_dateline

AFTER = "Mortar rounds hit a covered market in the town on Saturday, officials said."


@pytest.mark.parametrize(
    "dateline",
    [
        "TELL AL-ZANBAQ, Sahran Valley (Coastwire)",
        "TELL AL-ZANBAQ, Sahran Valley, March 9 (Coastwire)",
        "PORT ALDERA (Coastwire)",
    ],
)
def test_a_dateline_ends_before_its_dash(dateline: str) -> None:
    text = f"{dateline} - {AFTER}"
    assert find_dateline(text) == len(dateline)


def test_a_paragraph_without_one_has_none() -> None:
    assert find_dateline(AFTER) is None
