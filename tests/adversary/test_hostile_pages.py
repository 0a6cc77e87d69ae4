"""Pages that do not want to be taken: each ends within its limits, and what is missing is told."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import time

import pytest
from tests.unit.acquire.capture import conftest as capture
from tests.unit.acquire.capture.conftest import Stage, Take, Web, family

from amana.acquire.capture.accounts import Deed
from amana.acquire.capture.browser import Browser
from amana.acquire.capture.page import Page, Taken
from amana.acquire.capture.profiles import Limits
from amana.acquire.capture.walls import CHROMIUM

stage, browser, take, web = capture.stage, capture.browser, capture.take, capture.web
"""The fixtures of captures, by their own names."""


def page(script: str, more: str = "") -> str:
    return f"<!doctype html><title>t</title><p>seen</p>{more}<script>{script}</script>"


TALL = "<div style='height:4000px'></div>"

QUICK = {
    "a script that goes on for ever": (
        page("setTimeout(() => { while (true); }, 100)"),
        {"script-stopped"},
    ),
    "questions without end": (page("setInterval(() => alert(1), 1)"), set()),
    "half a letter": (page("document.title = document.body.textContent = 'a\\ud800b'"), set()),
}
LONG = {
    "windows without end": (page("for (let i = 0; i < 300; i++) open('/' + i)"), set()),
    "a page that shuts itself": (page("setInterval(close, 10); close()"), set()),
    "prints and fills the screen": (
        page("setInterval(() => { print(); document.body.requestFullscreen(); }, 5)"),
        set(),
    ),
    "ten thousand kilometres high": (
        "<p>seen</p><div style='height:10000000px;width:9000000px'></div>",
        {"picture-cut", "pdf-cut"},
    ),
    "a script before anything is seen": (
        "<title>t</title><p>seen<script>while (true);</script>",
        {"not-loaded", "script-stopped"},
    ),
    "a script that goes on for ever once it is scrolled": (
        page("onscroll = () => { while (true); }", TALL),
        {"behaviours-cut", "script-stopped"},
    ),
    "a question without end": (
        page("while (true) alert(1)"),
        {"not-loaded", "script-stopped"},
    ),
    "a page that grows as it is scrolled": (
        page(
            "onscroll = () => { for (let i = 0; i < 50; i++) document.body.append("
            "Object.assign(document.createElement('p'), {textContent: 'row'})); }",
            TALL,
        ),
        {"picture-cut"},
    ),
    "a million elements": (
        page("for (let i = 0; i < 1e6; i++) document.body.append(document.createElement('i'))"),
        set(),
    ),
    "a history without end": (
        page("setInterval(() => { for (let i = 0; i < 99; i++) history.pushState({}, '', i) }, 1)"),
        set(),
    ),
    "a page that begins again": (
        page("setTimeout(() => location.reload(), 50)"),
        {"too-many-redirects"},
    ),
    "a page that writes itself anew": (
        page("setInterval(() => { document.open(); document.write('seen') }, 20)"),
        set(),
    ),
    "workers that never rest": (
        page("for (let i = 0; i < 4; i++) new Worker('data:text/javascript,while(true);')"),
        set(),
    ),
    "as many frames as can be": ("<p>seen" + "<iframe srcdoc=x></iframe>" * 300, set()),
    "a page that asks without end": (
        page("setInterval(() => { for (let i = 0; i < 9; i++) fetch('/' + Math.random()) }, 5)"),
        {"not-at-rest"},
    ),
    "a frame that is heavy to draw": (
        page("(function f() { const t = Date.now(); while (Date.now() - t < 300); "
             "requestAnimationFrame(f) })()"),
        set(),
    ),
    "a tree too deep": ("<p>seen" + "<div>" * 200_000, {"page-crashed"}),
}  # fmt: skip
ALL = [pytest.param((name, *each), id=name) for name, each in QUICK.items()]
ALL_LONG = [
    pytest.param((name, *each), marks=[pytest.mark.deep, pytest.mark.timeout(300)], id=name)
    for name, each in LONG.items()
]


@pytest.mark.parametrize("hostile", [*ALL, *ALL_LONG])
def test_each_ends_within_its_limits_and_tells_what_is_missing(
    take: Take, web: Web, hostile: tuple[str, str, set[str]]
) -> None:
    _, body, lacking = hostile
    url = web.put("http://one.example/", body)
    began = time.monotonic()
    taken = take(url, load_seconds=20.0, behave_seconds=4.0, seconds=90.0)
    assert time.monotonic() - began < 90 + 10  # its deadline, and the time to close a tab
    assert lacking <= set(taken.lacking)
    assert taken.status == 200
    if not {"page-crashed", "page-stuck", "no-picture-before"} & set(taken.lacking):
        assert (take.folder / "picture-before.png").exists()
        assert "deadline" in taken.lacking or (take.folder / "frames/000.html").exists()
    assert (take.folder / "requests.jsonl").exists()
    assert (take.folder / "steps.jsonl").exists()
    # and the next page finds a browser that works
    assert take(web.put("http://one.example/next", "<title>next</title>")).title == "next"


def test_at_the_deadline_it_ends_and_what_is_there_is_kept(take: Take, web: Web) -> None:
    url = web.put("http://one.example/", page("", TALL))
    taken = take(url, idle_seconds=2.0, seconds=1.5)
    assert taken.lacking == ("deadline", "no-page")
    assert {each.name for each in take.folder.iterdir()} == {
        *("requests.jsonl", "console.jsonl", "steps.jsonl"),
    }


def killed_while_taking(stage: Stage, browser: Browser, take: Take, url: str, kind: str) -> Taken:
    """Take a page, and kill a process of the browser after its first picture."""

    def kill(deed: Deed) -> None:
        if deed.what == "pictured":
            for process, line in family(browser.process).items():
                if line.startswith(str(CHROMIUM)) and f"--type={kind}" in f"{line} --type=":
                    with contextlib.suppress(ProcessLookupError):  # it went with one before it
                        os.kill(process, signal.SIGKILL)

    async def scene() -> Taken:
        return await Page(browser, 0, Limits(idle_seconds=0.2)).take(url, take.folder, kill)

    return stage.run(scene())


def test_a_page_whose_process_dies_is_told_and_the_browser_goes_on(
    stage: Stage, browser: Browser, take: Take, web: Web
) -> None:
    url = web.put("http://one.example/", page(""))
    taken = killed_while_taking(stage, browser, take, url, "renderer")
    assert taken.lacking == ("page-crashed",)
    assert taken.error == "the page crashed"
    assert (take.folder / "picture-before.png").exists()
    assert browser.alive
    assert take(url).lacking == ()


def test_a_browser_that_dies_is_told_and_what_was_taken_is_kept(
    stage: Stage, browser: Browser, take: Take, web: Web
) -> None:
    url = web.put("http://one.example/", page(""))
    taken = killed_while_taking(stage, browser, take, url, "")
    assert taken.lacking == ("browser-lost",)
    assert taken.shown == url
    assert (take.folder / "picture-before.png").exists()
    assert b"one.example" in (take.folder / "requests.jsonl").read_bytes()
    assert not browser.alive


def test_a_browser_that_does_not_even_close_a_tab_is_ended(
    stage: Stage, browser: Browser, take: Take, web: Web
) -> None:
    url = web.put("http://one.example/", page(""))

    def stop(deed: Deed) -> None:
        if deed.what == "pictured":
            for process, line in family(browser.process).items():
                if line.startswith(str(CHROMIUM)):
                    os.kill(process, signal.SIGSTOP)

    async def scene() -> Taken:
        deadline = asyncio.get_running_loop().time() + 3
        return await Page(browser, 0, Limits(idle_seconds=0.2)).take(
            url, take.folder, stop, deadline
        )

    assert stage.run(scene()).lacking == ("deadline",)
    assert not browser.alive
