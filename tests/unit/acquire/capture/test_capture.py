"""Captures from beginning to end; with fakes what can end them, with real parts what they are."""

from __future__ import annotations

import asyncio
import json
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.unit.acquire.capture.fakes import FakePage, Stage
from tests.unit.acquire.capture.scenes import PAGE

from amana.acquire.capture import Captured, CaptureProgress
from amana.acquire.capture import capture as room
from amana.acquire.capture.accounts import Outcome, Wanted
from amana.acquire.capture.addresses import AddressRefused
from amana.acquire.capture.capture import Studio
from amana.acquire.capture.profiles import Limits
from amana.acquire.capture.shooting import Order
from amana.core import UnavailableError

ORDER = Order(wanted=Wanted(url=PAGE, purpose="inquiry 12"), collector="Sana Collector")
QUICK = Limits(whole_seconds=2.0)


@pytest.fixture
def fakes() -> Stage:
    return Stage()


def studio(fakes: Stage, tabs: int = 1, limits: Limits = QUICK) -> Studio:
    return Studio(tabs=tabs, limits=limits, open_stand=fakes.open)


def one(fakes: Stage, folder: Path, limits: Limits = QUICK) -> Captured:
    with studio(fakes, limits=limits) as opened:
        return opened.capture(ORDER, folder)


def test_a_page_is_captured(fakes: Stage, tmp_path: Path) -> None:
    told: list[CaptureProgress] = []
    with studio(fakes) as opened:
        captured = opened.capture(ORDER, tmp_path / "a", told.append)
    account = captured.account
    assert account.outcome is Outcome.CAPTURED
    assert (account.shown, account.title, account.lacking) == (PAGE, "خبر", ("not-at-rest",))
    assert account.wanted.purpose == "inquiry 12"
    assert {each.name for each in account.software} >= {"amana", "Chrome"}
    assert account.clock.startswith("system clock")
    steps = list(dict.fromkeys(each.step for each in told))
    assert steps == ["begun", "asked", "robots", "closing", "bundled"]
    assert told[-1].requests == 3
    recorder = fakes.stands[0].recorder
    assert recorder.fetched == ["https://news.example/robots.txt"]
    assert recorder.closed == [0]
    assert recorder.stopped
    with zipfile.ZipFile(captured.bundle) as archive:
        part = json.loads(archive.read("evidence/collector"))
    assert part["collector"] == "Sana Collector"
    assert len(part["salt"]) == 64


@pytest.mark.parametrize("url", ["file:///etc/passwd", "chrome://version", "http://127.0.0.1/", ""])
def test_an_address_that_is_refused_makes_nothing(fakes: Stage, tmp_path: Path, url: str) -> None:
    with studio(fakes) as opened, pytest.raises(AddressRefused):
        opened.capture(Order(wanted=Wanted(url=url)), tmp_path / "a")
    assert not (tmp_path / "a").exists()
    assert fakes.stands == []


async def kill_recorder(page: FakePage) -> None:
    page.stand.recorder.gone.set()
    await asyncio.sleep(60)


async def kill_browser(page: FakePage) -> None:
    page.stand.browser.alive = False
    raise UnavailableError("the browser has ended")


async def hang(page: FakePage) -> None:
    del page
    await asyncio.sleep(60)


async def break_(page: FakePage) -> None:
    del page
    raise OSError(28, "no space left")


@pytest.mark.parametrize(
    ("act", "code"),
    [(kill_recorder, "recorder-ended"), (kill_browser, "browser-ended"), (break_, "page-failed")],
)
def test_what_dies_leaves_a_bundle_that_says_so(
    fakes: Stage, tmp_path: Path, act: object, code: str
) -> None:
    fakes.act = act  # type: ignore[assignment]  # one of the functions above
    account = one(fakes, tmp_path / "a").account
    assert code in account.lacking
    assert account.outcome is Outcome.IN_PART
    assert account.shown == PAGE


def test_after_a_death_the_next_capture_has_new_processes(fakes: Stage, tmp_path: Path) -> None:
    fakes.act = kill_recorder
    with studio(fakes) as opened:
        opened.capture(ORDER, tmp_path / "a")
        fakes.act = Stage().act
        assert opened.capture(ORDER, tmp_path / "b").account.outcome is Outcome.CAPTURED
    assert len(fakes.stands) == 2
    assert all(each.recorder.stopped for each in fakes.stands)


def test_a_recorder_that_does_not_close_is_not_used_again(fakes: Stage, tmp_path: Path) -> None:
    with studio(fakes) as opened:
        opened.capture(ORDER, tmp_path / "a")
        fakes.stands[0].recorder.stuck = True
        account = opened.capture(ORDER, tmp_path / "b").account
        assert "recorder-ended" in account.lacking
        opened.capture(ORDER, tmp_path / "c")
    assert len(fakes.stands) == 2


def test_a_page_that_hangs_is_ended(
    fakes: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amana.acquire.capture.shooting._CLOSE_SECONDS", 0.1)
    fakes.act = hang
    account = one(fakes, tmp_path / "a", Limits(whole_seconds=0.3)).account
    assert "deadline" in account.lacking


def test_a_person_can_stop_it(fakes: Stage, tmp_path: Path) -> None:
    fakes.act = hang
    stop = threading.Event()
    with studio(fakes) as opened, ThreadPoolExecutor(1) as pool:
        doing = pool.submit(opened.capture, ORDER, tmp_path / "a", None, stop)
        stop.set()
        account = doing.result().account
    assert "stopped" in account.lacking
    assert fakes.stands[0].recorder.fetched == []


def test_several_are_captured_side_by_side(fakes: Stage, tmp_path: Path) -> None:
    with studio(fakes, tabs=2) as opened, ThreadPoolExecutor(4) as pool:
        folders = [tmp_path / str(number) for number in range(4)]
        done = list(pool.map(lambda folder: opened.capture(ORDER, folder), folders))
    assert [each.account.outcome for each in done] == [Outcome.CAPTURED] * 4
    assert len(fakes.stands) == 1
    assert set(fakes.stands[0].recorder.opened) <= {0, 1}


def test_a_browser_is_used_only_so_often(
    fakes: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "CAPTURES_OF_ONE", 2)
    with studio(fakes) as opened:
        for number in range(5):
            opened.capture(ORDER, tmp_path / str(number))
        assert [each.recorder.stopped for each in fakes.stands] == [True, True, False]
    assert [len(each.recorder.opened) for each in fakes.stands] == [2, 2, 1]


def test_where_captures_cannot_be_made_it_is_said(fakes: Stage, tmp_path: Path) -> None:
    fakes.fails = UnavailableError("no walls here", remedy="see amana doctor")
    with studio(fakes) as opened, pytest.raises(UnavailableError, match="no walls"):
        opened.capture(ORDER, tmp_path / "a")


def test_what_nobody_foresaw_is_not_hidden(fakes: Stage, tmp_path: Path) -> None:
    async def wrong(page: FakePage) -> None:
        del page
        raise ZeroDivisionError

    fakes.act = wrong
    with studio(fakes) as opened:
        with pytest.raises(ZeroDivisionError):
            opened.capture(ORDER, tmp_path / "a")
        fakes.act = Stage().act
        assert opened.capture(ORDER, tmp_path / "b").account.outcome is Outcome.CAPTURED
    assert len(fakes.stands) == 2
