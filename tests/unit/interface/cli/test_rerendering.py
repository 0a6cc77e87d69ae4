from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.unit.reading.rerender.saved import members, response

from amana.acquire.capture import walls
from amana.acquire.capture.page import Lack
from amana.core import UnavailableError
from amana.interface.cli.rerendering import _LACKING

if TYPE_CHECKING:
    from tests.unit.interface.cli.conftest import Amana

URL = "https://news.example/port"


@pytest.fixture
def ref(amana: Amana, tmp_path: Path) -> str:
    path = tmp_path / "pages.warc.gz"
    path.write_bytes(members(response(URL, "<p>x</p>"), response(f"{URL}/2", "<p>y</p>")))
    amana("add", path, "--no-read")
    return str(amana("list", "--json").lines[-1]["ref"])


def test_pages_are_listed(amana: Amana, ref: str) -> None:
    said = amana("rerender", ref, "--pages")
    assert f"main  {URL}" in said.err
    assert f"{URL}/2" in said.err
    [found] = amana("rerender", ref, "--pages", "--json").lines
    assert (found["kind"], found["number"]) == ("warc", 2)
    assert amana("rerender", ref, "--pages", "--page", URL).status == 2


def test_a_page_that_is_not_there(amana: Amana, ref: str) -> None:
    said = amana("rerender", ref, "--page", f"{URL}/3")
    assert said.status == 3
    assert f"{URL}/2" in said.err


def test_whatever_a_page_lacks_is_told_in_words() -> None:
    assert {*_LACKING} == {*Lack, "archive-damaged"}


def test_where_no_browser_is_it_says_what_is_missing(
    amana: Amana, ref: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def demand() -> None:
        raise UnavailableError("no browser", remedy="install the package chromium")

    monkeypatch.setattr(walls, "demand", demand)
    said = amana("rerender", ref)
    assert said.status == 40
    assert "install the package chromium" in said.err


def test_a_page_is_shown_and_the_second_time_given_again(
    amana: Amana, ref: str, tmp_path: Path
) -> None:
    said = amana("rerender", ref, "-o", tmp_path / "out")
    assert said.status == 0
    assert "1 thing answered as it was recorded" in said.err
    assert "It is one of 2 pages" in said.err
    assert (tmp_path / "out" / "text.txt").read_text("utf-8") == "x"
    [again] = amana("rerender", ref, "--json").lines
    assert again["again"]
    assert f"page shown    {URL}" in amana("show", ref).err
