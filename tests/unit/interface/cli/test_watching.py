from __future__ import annotations

from typing import TYPE_CHECKING

from amana.acquire.capture import Outcome

if TYPE_CHECKING:
    from tests.unit.conftest import Web
    from tests.unit.interface.cli.conftest import Amana

A = "http://a.example/"
TEXT = "The harbour\nTwelve were killed.\nRead more\nAbout us\nContact"


def test_a_page_is_watched_changes_and_vanishes(amana: Amana, web: Web) -> None:
    web.pages[A] = TEXT
    made = amana("watch", "add", A, "--every", "6h", "--risk", "high", "--yes", "--json").lines[0]
    name = made["name"]
    assert "NOW" in amana("watch", "list").err
    first = amana("watch", "run", "--no-read")
    assert first.status == 0
    assert f"first      {name}  IT-" in first.err
    assert "1 look: 1 first." in first.err
    assert "Nothing is due." in amana("watch", "run", "--no-read").err
    web.pages[A] = TEXT.replace("Twelve", "Fifteen")
    assert "changed" in amana("watch", "run", name, "--no-read").err
    web.pages[A] = Outcome.GONE
    assert "gone" in amana("watch", "run", name, "--no-read").err
    shown = amana("watch", "show", name).err
    assert "paragraphs: 1 added, 1 removed" in shown
    assert "2     " in shown
    difference = amana("watch", "show", name, "--difference", "2").err
    assert "+ Fifteen were killed." in difference
    assert "- Twelve were killed." in difference
    assert "  … 2 paragraphs kept" in difference
    assert "gone since" in amana("watch", "list").err
    status = amana("watch", "end", name, "--why", "the trial is over")
    assert status.status == 0
    assert "No page is watched." in amana("watch", "list").err
    assert "ended" in amana("watch", "list", "--all").err
    assert amana("watch", "list", "--all", "--json").lines[0]["reason"] == "the trial is over"


def test_a_look_that_says_nothing_is_told_by_the_status(amana: Amana, web: Web) -> None:
    web.pages[A] = Outcome.UNREACHABLE
    amana("watch", "add", A, "--yes")
    said = amana("watch", "run", "--no-read", "--json")
    assert said.status == 1
    assert said.lines[-1]["outcomes"] == {"failed": 1}


def test_nothing_is_watched_before_somebody_agreed(amana: Amana, web: Web) -> None:
    assert amana("watch", "add", A).status == 2
    assert amana("watch", "add", A, "--every", "often", "--yes").status == 2
    assert amana("watch", "add", A, "--risk", "dire", "--yes").status == 2
    assert amana("watch", "list", "--json").lines == []
    assert amana("watch", "show", "WA-0000-0000").status in (2, 3)
    assert web.asked == []
