from __future__ import annotations

from amana.acquire.capture import Outcome, Wanted
from amana.acquire.capture.accounts import Counted
from amana.archive import Account
from amana.interface.capture_sentences import OUTCOMES, sum_up, told_of

PAGE = Account(
    wanted=Wanted(url="http://a.example/"),
    outcome=Outcome.IN_PART,
    began="",
    ended="",
    profile="plain",
    shown="http://b.example/",
    status=200,
    title="The market",
    path=("http://a.example/", "http://b.example/"),
    lacking=("pdf",),
    counted=Counted(exchanges=3, bytes=4096, truncated=1, unexplained=2),
)


def test_there_are_words_for_every_outcome() -> None:
    assert set(OUTCOMES) == set(Outcome)


def test_what_is_missing_and_what_nothing_explains_is_told() -> None:
    assert sum_up(PAGE).endswith("is cut or missing (HTTP status 200)")
    first, shown, lacking, cut = told_of(PAGE)
    assert "3 requests, 4096 bytes, “The market”" in first
    assert (shown, lacking) == ("shown in the end: http://b.example/", "lacking: pdf")
    assert cut == "cut: 1; differences between browser and recording that nothing explains: 2"
