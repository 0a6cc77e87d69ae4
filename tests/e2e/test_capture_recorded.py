"""A real browser through the recorder: what the site sent is what is recorded, nothing else goes.

Chromium behind its walls, the recorder as a process, the truth server over TLS.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.truth.reading import Recorded
from tests.truth.server import plain

from amana.acquire.capture.accounts import Refusal, Truncated, Verdict
from amana.acquire.capture.browser import Browser
from amana.acquire.capture.page import Page, Taken
from amana.acquire.capture.profiles import Limits
from amana.acquire.capture.recorder import Recorder

if TYPE_CHECKING:
    from tests.truth.server import TruthServer

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

LIMITS = Limits(free_bytes=1, idle_seconds=0.4, load_seconds=20, behave_seconds=8)

TALKING = """<!doctype html><title>talking</title><p id=said>
<script>
const said = [], place = document.getElementById('said');
const tell = what => { said.push(what); place.textContent = said.sort().join(' '); };
for (const way of ['WS', 'WSS']) {
  const talk = new WebSocket(way);
  talk.onmessage = m => { tell(way.slice(0, way.indexOf(':')) + '-' + m.data);
                          if (m.data == 'welcome') talk.send('salam'); else talk.close(); };
}
const events = new EventSource('/events?2');
events.onmessage = m => {
  tell(m.data.replace(' ', '-'));
  if (m.data == 'event 1') events.close();
};
for (const inside of ['http://10.1.2.3/', 'http://127.0.0.2:HTTP/', 'https://localhost/',
                      'http://[::1]/', 'http://169.254.169.254/latest/',
                      'http://truth.test:9999/', 'http://x.onion/'])
  fetch(inside, {mode: 'no-cors'}).then(() => tell('REACHED'), () => tell('kept'));
</script>
"""


@pytest.fixture(scope="module")
def taken(truth: TruthServer) -> Iterator[tuple[dict[str, Taken], dict[str, Recorded], Path]]:
    """Several pages, taken two at a time by one browser."""
    talking = TALKING.replace("'WS'", f"'{truth.url('/talk').replace('http', 'ws')}'")
    talking = talking.replace("'WSS'", f"'{truth.url('/talk', tls=True).replace('http', 'ws')}'")
    truth.say("/talking", plain(talking.replace("HTTP/", f"{truth.http}/").encode()))
    pages = {
        "page": truth.url("/page/1", tls=True),
        "plain": truth.url("/hop/3"),
        "talking": truth.url("/talking"),
        "expired": truth.url("/page/2", "expired.test", tls=True),
        "nowhere": "http://nowhere.invalid/",
    }
    with tempfile.TemporaryDirectory(prefix="am-") as folder:  # paths of sockets have 107 bytes
        yield asyncio.run(take(truth, Path(folder), pages))


async def take(
    truth: TruthServer, folder: Path, pages: dict[str, str]
) -> tuple[dict[str, Taken], dict[str, Recorded], Path]:
    found: dict[str, Taken] = {}
    recorded: dict[str, Recorded] = {}
    sockets = folder / "sockets"
    free = asyncio.Queue[int]()
    for slot in range(2):
        free.put_nowait(slot)

    async def one(name: str, url: str) -> None:
        slot = await free.get()
        into = folder / name
        into.mkdir()
        await recorder.open(slot, into, truth.profile(), LIMITS)
        found[name] = await Page(browser, slot, LIMITS).take(url, into)
        await recorder.close(slot, 10)
        recorded[name] = Recorded(into)
        free.put_nowait(slot)

    async with Recorder(sockets) as recorder:
        browser = await Browser.start(sockets, 2, spki=recorder.spki, profile=truth.profile())
        await asyncio.gather(*(one(name, url) for name, url in pages.items()))
        await browser.close()
    return found, recorded, folder


Taking = tuple[dict[str, Taken], dict[str, Recorded], Path]


@pytest.mark.parametrize("name", ["page", "plain", "talking", "expired"])
def test_every_response_is_recorded_as_it_was_sent(
    truth: TruthServer, taken: Taking, name: str
) -> None:
    pages, recorded, _folder = taken
    assert (pages[name].status, pages[name].error) == (200, None)
    sent = Counter((each.path, each.sha256) for each in truth.sent)
    asked = Counter((each.path, each.request) for each in truth.sent)
    whole = [each for each in recorded[name].exchanges if each.truncated is None]
    assert len(whole) > 2
    for exchange in whole:
        path = "/" + exchange.url.split("/", 3)[3]
        assert exchange.response is not None, exchange
        assert (path, exchange.response.sha256) in sent, exchange
        assert (path, exchange.request.sha256) in asked, exchange
        assert exchange.error is None


def test_a_page_with_all_that_belongs_to_it(truth: TruthServer, taken: Taking) -> None:
    pages, recorded, _folder = taken
    assert pages["page"].title == "Page 1"
    paths = {each.url.split("/", 3)[3] for each in recorded["page"].exchanges}
    assert {
        "page/1", "style.css?1", "script.js?1", "data.json?p=/page/1", "post", "picture/1.png",
        "frame/1", "picture/f.png", "moved/1", "worker.js", "worker-data.txt", "video.mp4?1",
        "picture/lazy-1.png",
    } <= paths  # fmt: skip
    verdicts = {each.tls.verdict for each in recorded["page"].exchanges if each.tls}
    assert verdicts == {Verdict.HOLDS}
    expired = [each for each in recorded["expired"].exchanges if "//expired.test" in each.url]
    assert {each.tls.verdict for each in expired if each.tls} == {Verdict.EXPIRED}
    assert pages["plain"].path == (
        *(truth.url(f"/hop/{n}") for n in (3, 2, 1)),
        truth.url("/page/1"),
    )


def test_conversations_are_recorded_and_the_inside_is_not_reached(
    taken: Taking,
) -> None:
    _pages, recorded, folder = taken
    found = recorded["talking"]
    text = (folder / "talking" / "text.txt").read_text(encoding="utf-8")
    assert "REACHED" not in text
    assert text.count("kept") == 7
    for word in ("ws-welcome", "ws-salam", "wss-welcome", "wss-salam", "event-0", "event-1"):
        assert word in text
    assert sum(each.status == 101 for each in found.exchanges) == 2
    heard = Counter((each.sent, each.text) for each in found.messages if each.kind == "text")
    assert heard == {(False, "welcome"): 2, (True, "salam"): 2, (False, "salam"): 2}
    events = next(each for each in found.exchanges if "/events" in each.url)
    assert events.truncated is Truncated.TIME
    assert b"data: event 1\n\n" in found.block(events)
    why = Counter(each.why for each in found.refused)
    assert (why[Refusal.PORT], why[Refusal.ONION]) >= (1, 1)
    assert why[Refusal.NOT_PUBLIC] >= 5


def test_a_host_that_is_not_there_is_told(taken: Taking) -> None:
    pages, recorded, folder = taken
    assert pages["nowhere"].status is None
    assert {each.why for each in recorded["nowhere"].refused} == {Refusal.NO_HOST}
    assert [each.name for each in recorded["nowhere"].lookups][:1] == ["nowhere.invalid"]
    noise = (folder / "sockets" / "browser-noise.jsonl").read_bytes()
    assert b"truth.test" not in noise
