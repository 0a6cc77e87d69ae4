from __future__ import annotations

import pytest

from amana.archive.wanted_pages import WantedPage, by_urgency, parse_pause, parse_risk
from amana.core import UsageError
from amana.records import Risk


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("30m", 1_800), ("6h", 21_600), (" 1D ", 86_400), ("1 w", 604_800), ("90min", 5_400),
     ("6س", 21_600)],
)  # fmt: skip
def test_pauses_are_read_as_people_write_them(text: str, seconds: int) -> None:
    assert parse_pause(text) == seconds


@pytest.mark.parametrize("text", ["", "6", "h", "0m", "-1h", "1.5h", "400d", "9999999h", "daily"])
def test_whatever_else_is_no_pause(text: str) -> None:
    with pytest.raises(UsageError, match="is no pause"):
        parse_pause(text)


def test_a_risk_is_one_of_the_words() -> None:
    assert parse_risk(" High ") is Risk.HIGH
    with pytest.raises(UsageError, match="is no risk") as caught:
        parse_risk("dire")
    assert "imminent" in (caught.value.remedy or "")


def test_the_most_at_risk_come_first_and_others_stay_in_order() -> None:
    risks = (Risk.LOW, Risk.NORMAL, Risk.IMMINENT, Risk.NORMAL)
    pages = tuple(WantedPage(url=str(n), risk=risk) for n, risk in enumerate(risks))
    assert [page.url for page in by_urgency(pages)] == ["2", "1", "3", "0"]
