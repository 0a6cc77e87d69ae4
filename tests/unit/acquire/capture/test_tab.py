from __future__ import annotations

import asyncio

import msgspec
import pytest
from tests.unit.acquire.capture.conftest import Stage, Web

from amana.acquire.capture.browser import Browser
from amana.acquire.capture.devtools import Session, Unanswered
from amana.acquire.capture.tab import Tab, open_tab


class Value(msgspec.Struct):
    value: object = None


class Result(msgspec.Struct):
    result: Value


class Gone(msgspec.Struct):
    error: str = msgspec.field(name="errorText", default="")


async def goto(tab: Tab, url: str) -> str:
    loaded = asyncio.Event()
    tab.main.on("Page.loadEventFired", lambda _: loaded.set())
    told = await tab.main.ask("Page.navigate", Gone, within=10, url=url)
    if not told.error:
        await asyncio.wait_for(loaded.wait(), 10)
    return told.error


async def said(tab: Tab, script: str) -> object:
    told = await tab.main.ask(
        "Runtime.evaluate",
        Result,
        within=10,
        expression=script,
        awaitPromise=True,
        returnByValue=True,
    )
    return told.result.value


def test_nothing_is_kept_from_one_tab_to_the_next(stage: Stage, browser: Browser, web: Web) -> None:
    url = web.put("http://one.localhost/", "hello", head="Set-Cookie: a=b; Max-Age=9999\r\n")
    keep = "localStorage.x = 1, document.cookie = 'c=d; max-age=9999', document.cookie"

    async def scene() -> list[object]:
        seen = []
        for slot in (0, 0, 1):
            tab = await open_tab(browser, slot, 800, 600)
            await goto(tab, url)
            seen.append(await said(tab, f"[document.cookie, localStorage.x, ({keep})].join(' | ')"))
            await tab.close()
        return seen

    assert stage.run(scene()) == ["a=b |  | a=b; c=d"] * 3
    assert {way for way, _, asked in web.asked if asked == url} == {"slot-0", "slot-1"}


REFUSED = {
    "alert(1); confirm(2) + '|' + prompt(3)": "false|null",
    "String(window.open('http://one.localhost/x'))": "null",
    "Notification.requestPermission()": "denied",
    "navigator.permissions.query({name: 'geolocation'}).then(p => p.state)": "denied",
    "navigator.permissions.query({name: 'camera'}).then(p => p.state)": "denied",
    "navigator.clipboard.readText().catch(e => e.name)": "NotAllowedError",
    "navigator.mediaDevices.getUserMedia({video: true}).catch(e => e.name)": "NotFoundError",
    "document.body.requestFullscreen().catch(e => e.name)": "TypeError",
    "print(); 'on'": "on",
}


def test_what_a_page_may_not_do_is_refused_at_once(
    stage: Stage, browser: Browser, web: Web
) -> None:
    url = web.put("http://one.localhost/", "hello")

    async def scene() -> dict[str, object]:
        tab = await open_tab(browser, 0, 800, 600)
        await goto(tab, url)
        told = {script: await said(tab, script) for script in REFUSED}
        await tab.close()
        return told

    assert stage.run(scene()) == REFUSED


def test_dialogs_windows_and_downloads_are_counted(
    stage: Stage, browser: Browser, web: Web
) -> None:
    web.put("http://one.localhost/file", b"x" * 100, kind="application/zip")
    url = web.put("http://one.localhost/", "hello <a id=a href=/file>file</a>")

    async def scene() -> dict[str, int]:
        tab = await open_tab(browser, 0, 800, 600)
        await goto(tab, url)
        await said(tab, "for (let i = 0; i < 7; i++) alert(i)")
        await said(tab, "for (let i = 0; i < 5; i++) open('/x')")
        begun = asyncio.Event()
        tab.main.on("Page.downloadWillBegin", lambda _: begun.set())
        await said(tab, "document.getElementById('a').click()")
        await asyncio.wait_for(begun.wait(), 10)
        await tab.close()
        return dict(tab.refused)

    assert stage.run(scene()) == {
        "dialog-dismissed": 7,
        "window-refused": 5,
        "download-refused": 1,
    }


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/fonts/fonts.conf",
        "chrome://version",
        "devtools://devtools/bundled/inspector.html",
        "view-source:http://one.localhost/",
        "http://127.0.0.1:20000/",
        "http://127.0.0.1:20002/",
        "http://[::1]:20000/",
        "http://localhost:20001/",
    ],
)
def test_a_page_reaches_neither_files_nor_the_browser_nor_the_ways_of_others(
    stage: Stage, browser: Browser, web: Web, url: str
) -> None:
    start = web.put("http://one.localhost/", f"<iframe src='{url}'></iframe>")
    script = f"""(async () => {{
        const got = await fetch('{url}', {{mode: 'no-cors'}}).then(r => r.type, e => 'no');
        location.href = '{url}';
        await new Promise(done => setTimeout(done, 300));
        return got + '|' + location.href;
    }})()"""

    async def scene() -> object:
        tab = await open_tab(browser, 0, 800, 600)
        await goto(tab, start)
        try:
            return await said(tab, script)
        except Unanswered as error:
            return str(error)  # it went to an error page
        finally:
            await tab.close()

    told = stage.run(scene())
    if url.startswith("http"):
        assert url in web.urls("slot-0"), "it did not go by the page's own way"
    else:
        assert told == "no|http://one.localhost/"
    assert not [
        asked
        for way, _, asked in web.asked
        if way != "slot-0" and "googleapis" not in asked and "duckduckgo" not in asked
    ]


def test_workers_and_frames_of_other_sites_are_heard_from_their_beginning(
    stage: Stage, browser: Browser, web: Web
) -> None:
    web.put("http://two.example/", "<script>fetch('/from-frame')</script>")
    for name in ("worker", "shared", "service"):
        script = f"fetch('/from-{name}')"
        web.put(f"http://one.localhost/{name}.js", script, kind="text/javascript")
    url = web.put(
        "http://one.localhost/",
        "<iframe src='http://two.example/'></iframe><script>new Worker('/worker.js');"
        "new SharedWorker('/shared.js');navigator.serviceWorker.register('/service.js')</script>",
    )
    heard: set[tuple[str, str]] = set()

    class Sent(msgspec.Struct):
        class Asked(msgspec.Struct):
            url: str

        request: Asked

    async def scene() -> None:
        tab = await open_tab(browser, 0, 800, 600)

        def meet(session: Session, kind: str) -> None:
            session.on(
                "Network.requestWillBeSent",
                lambda told: heard.add(
                    (kind, msgspec.json.decode(told, type=Sent).request.url.rpartition("/")[2])
                ),
            )
            session.tell("Network.enable")

        tab.on_session(meet)
        await goto(tab, url)
        wanted = {
            ("iframe", "from-frame"),
            ("worker", "from-worker"),
            ("shared_worker", "from-shared"),
            ("service_worker", "from-service"),
        }
        for _ in range(500):
            if wanted <= heard:
                break
            await asyncio.sleep(0.01)
        assert wanted <= heard
        await tab.close()

    stage.run(scene())
