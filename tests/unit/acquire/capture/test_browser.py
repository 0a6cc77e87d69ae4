from __future__ import annotations

import asyncio
import os
import signal
import time
from pathlib import Path

import pytest
from tests.unit.acquire.capture.conftest import Stage, Web, family
from tests.unit.acquire.capture.test_tab import goto, said

from amana.acquire.capture import browser as browsers
from amana.acquire.capture import walls
from amana.acquire.capture.browser import Browser
from amana.acquire.capture.devtools import BrowserLost
from amana.acquire.capture.profiles import Profile
from amana.acquire.capture.tab import open_tab
from amana.core import UnavailableError

OUT = """(async () => {
    const to = ['http://192.0.2.1/', 'https://192.0.2.1/', 'http://host.example/',
        'http://[2001:db8::1]/'];
    for (const url of to) {
        new Image().src = url + 'image';
        navigator.sendBeacon(url + 'beacon', 'x');
        for (const rel of ['dns-prefetch', 'preconnect', 'prefetch', 'preload', 'stylesheet',
            'prerender']) {
            const link = document.createElement('link');
            Object.assign(link, {rel, href: url + rel, as: 'image'});
            document.head.append(link);
        }
        const a = document.createElement('a');
        Object.assign(a, {href: '#x', ping: url + 'ping'});
        document.body.append(a);
        a.click();
        new EventSource(url);
        try { new WebSocket(url.replace('http', 'ws')); } catch {}
        try { new WebTransport(url.replace('http:', 'https:')); } catch {}
        const rules = document.createElement('script');
        rules.type = 'speculationrules';
        rules.textContent = JSON.stringify({prefetch: [{source: 'list', urls: [url]}]});
        document.head.append(rules);
    }
    const found = [];
    const peer = new RTCPeerConnection({iceServers: [
        {urls: 'stun:192.0.2.1:3478'},
        {urls: 'turn:host.example', username: 'a', credential: 'b'}]});
    peer.onicecandidate = event => event.candidate && found.push(event.candidate.candidate);
    peer.createDataChannel('x');
    await peer.setLocalDescription(await peer.createOffer());
    const fetched = await Promise.allSettled(to.map(url => fetch(url, {mode: 'no-cors'})));
    await new Promise(done => setTimeout(done, 1000));
    return [...fetched.map(each => each.status), ...found].join(' ');
})()"""


def test_without_the_recorder_the_browser_reaches_nothing(tmp_path: Path) -> None:
    async def scene() -> None:
        browser = await Browser.start(tmp_path, 1)  # there is no socket in this folder
        try:
            tab = await open_tab(browser, 0, 800, 600)
            assert "net::ERR_" in await goto(tab, "http://host.example/")
            tab2 = await open_tab(browser, 0, 800, 600)
            assert await said(tab2, OUT) == " ".join(["rejected"] * 4)
            started = family(browser.process)
            inside = [each for each, line in started.items() if "/chromium" in line.split("\0")[0]]
            assert len(inside) > 3
            for process in inside:
                net = Path(f"/proc/{process}/net")
                there = (net / "dev").read_text().splitlines()[2:]
                assert [line.split(":")[0].strip() for line in there] in (["lo"], [])
                assert len((net / "route").read_text().splitlines()) <= 1
                assert len((net / "udp").read_text().splitlines()) <= 1
        finally:
            await browser.close()

    asyncio.run(scene())


def test_it_tells_language_clock_and_name_as_the_profile_says(stage: Stage) -> None:
    profile = Profile(locale="ar-SY", timezone="Asia/Damascus", user_agent="Looker/1.0")
    script = """(async () => {
        const code = 'postMessage([navigator.userAgent, navigator.languages, '
            + 'Intl.DateTimeFormat().resolvedOptions().timeZone].join())';
        const worker = new Worker(URL.createObjectURL(new Blob([code])));
        const told = await new Promise(done => { worker.onmessage = event => done(event.data); });
        return [navigator.userAgent, navigator.languages,
            Intl.DateTimeFormat().resolvedOptions().timeZone].join() === told ? told : 'others';
    })()"""

    async def scene() -> tuple[object, str]:
        browser = await Browser.start(stage.web.sockets, 1, profile=profile)
        try:
            tab = await open_tab(browser, 0, 800, 600)
            return await said(tab, script), browser.user_agent
        finally:
            await browser.close()

    told, agent = stage.run(scene())
    assert told == "Looker/1.0,ar-SY,en-US,en,Asia/Damascus"
    assert agent == "Looker/1.0"


def test_by_itself_it_does_not_say_that_nobody_sits_before_it(
    stage: Stage, browser: Browser, web: Web
) -> None:
    assert browser.product == f"Chrome/{walls.version()}"
    assert browser.user_agent == browsers.plain_agent()
    assert "Headless" not in browser.user_agent
    heads: list[str] = []

    async def answer(_: asyncio.StreamReader, writes: asyncio.StreamWriter, head: str) -> None:
        heads.append(head)
        writes.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    web.pages["http://one.localhost/"] = answer

    async def scene() -> str:
        tab = await open_tab(browser, 0, 800, 600)
        await goto(tab, "http://one.localhost/")
        told = await said(tab, "JSON.stringify(navigator.userAgentData.brands)")
        await tab.close()
        return str(told)

    assert "Chromium" in (brands := stage.run(scene()))
    assert "Accept-Language: en-US,en;q=0.9" in heads[0]
    assert "Headless" not in brands + "".join(heads)


def test_a_browser_that_is_killed_is_told_and_can_be_started_anew(stage: Stage) -> None:
    async def scene(browser: Browser) -> None:
        tab = await open_tab(browser, 0, 800, 600)
        waiting = asyncio.create_task(said(tab, "new Promise(() => {})"))
        await asyncio.sleep(0.05)
        main = next(
            each
            for each, line in family(browser.process).items()
            if "/chromium\0" in line and "--type=" not in line
        )
        os.kill(main, signal.SIGKILL)
        with pytest.raises(BrowserLost, match="ended in the middle"):
            await waiting
        await tab.close()
        with pytest.raises(BrowserLost):
            await open_tab(browser, 0, 800, 600)

    first = stage.browser
    stage.run(scene(first))
    assert not first.alive
    second = stage.browser
    assert second is not first
    assert second.alive


def test_nothing_of_it_is_left_once_it_is_closed(stage: Stage) -> None:
    started = family(stage.browser.process)
    stage.stop()
    assert len(started) > 5
    for _ in range(500):
        if not (left := [line for each, line in started.items() if runs(each)]):
            break
        time.sleep(0.01)
    assert not left


def runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def test_a_browser_that_does_not_start_says_why(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browsers, "_SWITCHES", ("--remote-debugging-pipe", "--no-such-thing"))
    with pytest.raises(BrowserLost, match="does not start") as caught:
        stage.run(Browser.start(stage.web.sockets, 1))
    assert caught.value.remedy


def test_languages_are_the_one_asked_for_its_family_and_english() -> None:
    assert browsers.languages("ar-SY") == "ar-SY,ar,en-US,en"
    assert browsers.languages("en-US") == "en-US,en"


def test_where_something_is_missing_that_is_what_a_start_says(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walls, "CHROMIUM", Path("/nonexistent/chromium"))
    with pytest.raises(UnavailableError, match="install the package chromium"):
        stage.run(Browser.start(stage.web.sockets, 1))
