from __future__ import annotations

import asyncio
import json

from tests.unit.acquire.capture.conftest import Take, Web


def test_requests_of_page_frames_and_workers_are_told_with_how_they_ended(
    take: Take, web: Web
) -> None:
    web.put("http://one.localhost/w.js", "fetch('/from-worker?1')", kind="text/javascript")
    web.put("http://one.localhost/s.js", "fetch('/from-service?1')", kind="text/javascript")
    web.put("http://two.example/in", "<img src='/in.png?1'>")
    web.put("http://one.localhost/to", "x", kind="text/css")
    web.put("http://one.localhost/from", "", status="301 Moved", head="Location: /to\r\n")
    url = web.put(
        "http://one.localhost/",
        "<link rel=stylesheet href=/from><iframe src='http://two.example/in'></iframe>"
        "<script>new Worker('/w.js'); navigator.serviceWorker.register('/s.js');"
        "new WebSocket('ws://one.localhost/socket'); fetch('/x', {method: 'POST', body: 'y'})"
        "</script><img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>",
    )
    take(url)
    told = {(each.method, each.url): each for each in take.requests()}
    kinds = {url.partition("/")[2].lstrip("/"): each.kind for (_, url), each in told.items()}
    assert kinds["one.localhost/"] == "Document"
    assert kinds["one.localhost/socket"] == "WebSocket"
    for path in ("/from-worker?1", "/from-service?1", "/w.js", "/s.js", "/from", "/to"):
        assert ("GET", f"http://one.localhost{path}") in told, path
    assert told["POST", "http://one.localhost/x"].status == 404
    assert told["GET", "http://one.localhost/from"].status == 301
    assert told["GET", "http://one.localhost/to"].redirected_from == "http://one.localhost/from"
    assert told["GET", "http://two.example/in"].kind == "Document"
    assert ("GET", "http://two.example/in.png?1") in told
    assert not any(url.startswith("data:") for _, url in told)
    asked = {("GET" if method == "CONNECT" else method, url) for _, method, url in web.asked}
    of_page = {each for each in asked if each[1].startswith("http") and "google" not in each[1]}
    assert {(method, url.replace("ws:", "http:")) for method, url in told} == of_page


def test_the_console_is_written_down(take: Take, web: Web) -> None:
    script = "console.warn('تحذير', 1, {a: 2}); console.log(undefined);\nnone()"
    url = web.put("http://one.example/", f"<script>{script}</script><img src=/none.png>")
    take(url)
    lines = [json.loads(line) for line in (take.folder / "console.jsonl").read_bytes().splitlines()]
    said = {line["kind"]: line for line in lines}
    assert said["warning"]["text"] == "تحذير 1 Object"
    assert said["warning"]["line"] == 1
    assert said["log"]["text"] == "undefined"
    assert "none is not defined" in said["exception"]["text"]
    assert (said["exception"]["url"], said["exception"]["line"]) == (url, 2)
    assert "404" in said["error"]["text"]


def test_a_page_that_says_very_much_is_cut_and_told(take: Take, web: Web) -> None:
    script = "for (let i = 0; i < 5000; i++) console.log('x'.repeat(9000))"
    url = web.put("http://one.example/", f"<script>{script}</script>")
    assert "browser-log-cut" in take(url).lacking
    lines = (take.folder / "console.jsonl").read_bytes().splitlines()
    assert len(lines) == 2000
    assert max(len(line) for line in lines) < 5000


def test_a_page_rests_when_slow_answers_are_in_and_does_not_wait_for_streams(
    take: Take, web: Web
) -> None:
    async def slow(_: object, writes: asyncio.StreamWriter, __: str) -> None:
        await asyncio.sleep(0.8)  # longer than it takes to rest
        writes.write(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate")

    async def stream(_: object, writes: asyncio.StreamWriter, __: str) -> None:
        writes.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n: hello\n\n")
        await asyncio.sleep(20)

    web.pages["http://one.example/slow"] = slow
    web.pages["http://one.example/stream"] = stream
    url = web.put(
        "http://one.example/",
        "<p id=p>early</p><script>new EventSource('/stream'); onload = () => setTimeout(() =>"
        "fetch('/slow').then(r => r.text()).then(t => p.textContent = t))</script>",
    )
    assert take(url).lacking == ()
    assert (take.folder / "text.txt").read_text() == "late"
