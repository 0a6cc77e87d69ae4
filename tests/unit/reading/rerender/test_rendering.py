from __future__ import annotations

import socket
import threading
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # no stubs
import msgspec
import pytest
from tests.unit.reading.rerender.saved import (
    members,
    on_disk,
    request,
    response,
    revisit,
    wacz,
    zstd,
)

from amana.core import NotFound
from amana.reading.rerender import Answered, How, Rerendered, rerender

pytestmark = pytest.mark.browser

URL = "https://news.example/port"
PIXEL = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40"'
    b' fill="#%s"/></svg>'
)
PAGE = """<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><title>الميناء</title>
<link rel="stylesheet" href="/style.css"><h1>وصلت السفينة إلى الميناء</h1>
<img src="https://pictures.example/moved.svg"><img src="http://pictures.example/old.svg">
<img src="/same.svg?now=12345">
<iframe src="https://frames.example/in" width="300" height="80"></iframe>
<video src="/film.webm" preload="auto" muted></video>
<p id="said"></p><p id="tried"></p>
<script src="/script.js"></script></html>"""
SCRIPT = """
const put = (id, text) => document.getElementById(id).append(text + " ");
fetch("/list", {method: "POST", body: "page=2"}).then(r => r.text()).then(t => put("said", t))
  .then(() => fetch("/again")).then(r => r.text()).then(t => put("said", t));
const tries = %s;
const quiet = {mode: "no-cors"};
for (const each of tries)
  fetch(each, quiet).then(r => put("tried", r.status + each), () => put("tried", "no"));
for (const each of tries) { const i = new Image(); i.src = each; }
try { const s = new WebSocket("wss://outside.example/s");
  s.onopen = () => put("tried", "socket"); } catch (e) {}
const peer = new RTCPeerConnection({iceServers: [{urls: "stun:127.0.0.1:%d"}]});
peer.createDataChannel("x"); peer.createOffer().then(o => peer.setLocalDescription(o));
for (const each of ["file:///etc/passwd", "chrome://version", "view-source:https://a.example/"]) {
  const f = document.createElement("iframe"); f.src = each; document.body.append(f); }
try { navigator.serviceWorker.register("/none.js").catch(() => 0); } catch (e) {}
"""


class Outside:
    """Listens on this machine for whatever should never come."""

    def __init__(self) -> None:
        self.came = 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._packets = socket.socket(type=socket.SOCK_DGRAM)
        self.port = self._listening.getsockname()[1]
        self._packets.bind(("127.0.0.1", self.port))
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        while True:
            try:
                self._listening.accept()[0].close()
            except OSError:
                return
            self.came += 1

    def close(self) -> int:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._packets.setblocking(False)
        with self._packets:
            try:
                self._packets.recv(1)
            except BlockingIOError:
                return self.came
        return self.came + 1


def archive(tries: list[str], port: int) -> bytes:
    return members(
        response(URL, PAGE),
        response("https://news.example/style.css", brotli.compress(b"h1 { color: #070 }" * 20),
                 "Content-Encoding: br", kind="text/css"),
        response("https://news.example/script.js", zstd((SCRIPT % (tries, port)).encode()),
                 "Content-Encoding: zstd", kind="text/javascript"),
        response("https://pictures.example/moved.svg", "", "Location: /here.svg",
                 status="302 Found"),
        response("http://pictures.example/old.svg", PIXEL % b"0c0", kind="image/svg+xml"),
        response("https://pictures.example/here.svg", PIXEL % b"c00", kind="image/svg+xml"),
        response("https://news.example/same.svg?now=1", PIXEL % b"00c", kind="image/svg+xml"),
        response("https://frames.example/in", "<p>words of the frame</p>"),
        response("https://news.example/film.webm", b"\x1a\x45\xdf\xa3" * 999, kind="video/webm"),
        response("https://news.example/list", "second page of the list", kind="text/plain",
                 warc_record_id="<urn:uuid:p>"),
        request("https://news.example/list", "POST", b"page=2", warc_concurrent_to="<urn:uuid:p>"),
        response("https://news.example/first", "the same again", kind="text/plain",
                 warc_payload_digest="sha1:ABC"),
        revisit("https://news.example/again", warc_payload_digest="sha1:ABC"),
    )  # fmt: skip


class Shown(msgspec.Struct):
    """What a page became, the folder, what was answered, and how often somebody came outside."""

    result: Rerendered
    folder: Path
    answers: list[Answered]
    outside: int

    def text(self) -> str:
        return (self.folder / "text.txt").read_text("utf-8")

    def answer(self, url: str) -> Answered:
        return next(each for each in self.answers if each.url == url)


def show(folder: Path, data: bytes, page: str | None = None) -> Shown:
    path = on_disk(folder, data)
    into = folder / "shown"
    into.mkdir()
    answers: list[Answered] = []
    with path.open("rb") as file:
        size = path.stat().st_size
        result = rerender(file.fileno(), size, into, page=page, on_answer=answers.append)
    return Shown(result, into, answers, 0)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    outside = Outside()
    tries = [
        f"http://127.0.0.1:{outside.port}/",
        "http://127.0.0.1:20000/",
        "https://127.0.0.1:20001/",
        "http://localhost/",
        "http://[::1]/",
        "https://outside.example/",
    ]
    data = wacz(archive(tries, outside.port), pages=[{"url": URL, "ts": "2024-05-06T07:08:09Z"}])
    found = show(tmp_path_factory.mktemp("rerender"), data)
    found.outside = outside.close()
    return found


def test_the_page_is_there_as_picture_pdf_and_text(shown: Shown) -> None:
    assert shown.result.files == ("picture.png", "page.pdf", "text.txt", "answers.jsonl")
    assert (shown.folder / "picture.png").read_bytes().startswith(b"\x89PNG")
    assert (shown.folder / "page.pdf").read_bytes().startswith(b"%PDF")
    assert (shown.result.shown, shown.result.title, shown.result.status) == (URL, "الميناء", 200)
    for words in (
        "وصلت السفينة",
        "second page of the list",
        "the same again",
        "words of the frame",
    ):
        assert words in shown.text()


def test_every_answer_is_told_with_how_it_was_found(shown: Shown) -> None:
    assert shown.answer(URL).how is How.EXACT
    assert shown.answer("https://pictures.example/moved.svg").status == 302
    assert shown.answer("https://pictures.example/here.svg").status == 200
    assert shown.answer("https://pictures.example/old.svg").how is How.SPELLED
    nearest = shown.answer("https://news.example/same.svg?now=12345")
    assert (nearest.how, nearest.served) == (How.NEAREST, "https://news.example/same.svg?now=1")
    assert shown.answer("https://news.example/again").said == ("revisit",)
    assert shown.answer("https://news.example/film.webm").status == 206
    assert shown.answer("https://outside.example/").how is How.MISSING
    lines = (shown.folder / "answers.jsonl").read_bytes().splitlines()
    assert [msgspec.json.decode(line, type=Answered) for line in lines] == shown.answers
    assert sum(shown.result.answers.values()) == len(shown.answers)


def test_nothing_outside_is_reached(shown: Shown) -> None:
    assert shown.outside == 0
    assert "socket" not in shown.text()
    assert "root:" not in shown.text()
    held = {each.url for each in shown.answers if each.how is not How.MISSING}
    assert all(".example/" in url for url in held)
    assert not any(each.url.startswith(("file:", "chrome:")) for each in shown.answers)


def test_a_page_that_is_not_there_is_named_before_a_browser_starts(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as refused:
        show(tmp_path, members(response(URL, PAGE)), "https://news.example/prot")
    assert URL in str(refused.value.remedy)


@pytest.mark.deep
def test_a_script_without_end_is_stopped(tmp_path: Path) -> None:
    page = "<title>x</title><p>before</p><script>for (;;) {}</script><p>behind</p>"
    found = show(tmp_path, members(response(URL, page)))
    assert "script-stopped" in found.result.lacking
    assert "before" in found.text()


@pytest.mark.deep
def test_the_same_recipe_gives_the_same_text(tmp_path: Path) -> None:
    texts, recipes = set(), []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        found = show(tmp_path / name, archive([], 9))
        texts.add(found.text())
        recipes.append(found.result.recipe)
    assert len(texts) == 1
    assert recipes[0] == recipes[1]


@pytest.mark.deep
def test_a_body_that_is_a_bomb_is_cut(tmp_path: Path) -> None:
    bomb = brotli.compress(b"\n" * (600 << 20), quality=1)
    found = show(
        tmp_path,
        members(
            response(URL, b"<p>here" + b"", kind="text/html"),
            response(f"{URL}/x", bomb, "Content-Encoding: br"),
        ),
    )
    assert "here" in found.text()
