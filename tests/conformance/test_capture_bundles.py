"""Bundles of captures before the programs of others: py-wacz, cdxj-indexer, ReplayWeb.page.

They stand apart in `.venv-peers` (scripts/setup-peers.sh, which `make dev` calls) and are run as
programs, since packages under the AGPL come with them.
"""

from __future__ import annotations

import base64
import gzip
import json
import random
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import brotli  # type: ignore[import-untyped]  # no stubs
import pytest
from playwright.sync_api import Frame, sync_playwright
from tests.unit.acquire.capture.scenes import Scene, at, whole_scene

from amana.acquire.capture.accounts import (
    Disagreement,
    Framing,
    Outcome,
    Purpose,
    Refusal,
    Resolver,
    Truncated,
    Verdict,
    Wanted,
)
from amana.acquire.capture.bundle import bundle, withhold
from amana.acquire.capture.capture import Studio
from amana.acquire.capture.cdx import index
from amana.acquire.capture.noted import Shown
from amana.acquire.capture.outcomes import NOT_A_PART
from amana.acquire.capture.profiles import Limits
from amana.acquire.capture.rereading import reread
from amana.acquire.capture.shooting import Order
from amana.acquire.capture.statement import wording
from amana.acquire.capture.surt import surt

if TYPE_CHECKING:
    from tests.truth.server import TruthServer

CHROMIUM = "/usr/bin/chromium"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEUlEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5E"
    "rkJggg=="
)
VALIDATE = """
import sys
from wacz.main import main
for name in sys.argv[1:]:
    try:
        status = main(["validate", "-f", name])
    except SystemExit as end:
        status = end.code
    print("RESULT", status)
"""
KEYS = """
import json, sys, surt
print(json.dumps([surt.surt(url) for url in json.load(sys.stdin)]))
"""


@pytest.fixture(scope="session")
def peers(root: Path) -> Path:
    folder = root / ".venv-peers"
    if not (folder / ".installed").is_file():
        pytest.fail("the peers are not installed: run `make dev`, or scripts/setup-peers.sh")
    return folder


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return whole_scene(tmp_path / "capture")


def python(peers: Path, *arguments: str, given: str = "") -> str:
    done = subprocess.run(
        [peers / "bin" / "python", *arguments],
        input=given,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_py_wacz_takes_every_bundle(peers: Path, scene: Scene, tmp_path: Path) -> None:
    """Whole, without the collector's part, of a torn folder, and of an empty one."""
    bundle(scene.write(), tmp_path / "whole.wacz")
    withhold(tmp_path / "whole.wacz", tmp_path / "withheld.wacz")
    for name in ("shown.json", "collector.json", "page.pdf", "exchanges.jsonl"):
        (scene.folder / name).unlink()
    (scene.folder / "data.warc.gz").write_bytes(bytes(scene.data)[:-40])
    bundle(scene.folder, tmp_path / "torn.wacz")
    (tmp_path / "empty").mkdir()
    bundle(tmp_path / "empty", tmp_path / "empty.wacz")
    made = sorted(map(str, tmp_path.glob("*.wacz")))
    said = python(peers, "-c", VALIDATE, *made)
    assert re.findall("RESULT (.*)", said) == ["0"] * 4, said


def test_py_wacz_refuses_a_changed_member(peers: Path, scene: Scene, tmp_path: Path) -> None:
    bundle(scene.write(), tmp_path / "whole.wacz")
    content = (tmp_path / "whole.wacz").read_bytes()
    place = content.index(bytes(scene.data)) + 60
    changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
    (tmp_path / "whole.wacz").write_bytes(changed)
    done = subprocess.run(
        [peers / "bin" / "python", "-c", VALIDATE, tmp_path / "whole.wacz"],
        capture_output=True,
        check=False,
        text=True,
    )
    assert "RESULT 0" not in done.stdout


BODIES = {
    "application/x-www-form-urlencoded": b"a=b%20c&d=%D8%AE",
    "application/json": b'{"a": 1, "b": {"a": [2, true, null]}}',
    "text/plain": b'{"a": 1}',
    "multipart/form-data; boundary=x": (
        b'--x\r\nContent-Disposition: form-data; name="q"\r\n\r\nwadi\r\n--x--\r\n'
    ),
    "application/octet-stream": b"\x00\x01",
}


def test_cdxj_indexer_finds_what_our_index_tells(peers: Path, scene: Scene) -> None:
    for number, (kind, body) in enumerate(BODIES.items()):
        head = f"POST /{number} HTTP/1.1\r\nHost: a\r\nContent-Type: {kind}\r\n"
        length = f"Content-Length: {len(body)}\r\n\r\n"
        sent = (head + length).encode() + body
        answer = b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"
        scene.exchange(f"https://news.example/{number}?x=1", answer, sent)
    path = scene.write() / "data.warc.gz"
    indexer = str(peers / "bin" / "cdxj-indexer")
    theirs = python(peers, indexer, "--sort", "--post-append", str(path)).splitlines()
    ours = index(reread(path).found, path.name).decode().splitlines()
    assert list(map(parts, ours)) == list(map(parts, theirs))


def parts(line: str) -> tuple[str, str, dict[str, str]]:
    key, moment, members = line.split(" ", 2)
    told: dict[str, str] = json.loads(members)
    if told.get("requestBody") == "":
        del told["requestBody"]
    told.pop("digest")  # theirs is SHA-1 where no record states one
    return key, moment, told


def test_keys_are_those_of_the_archivists(peers: Path) -> None:
    chance = random.Random(11)  # noqa: S311 - reproducible examples
    letters = "aZ0/.?&=%:@~-_+;,!$'()*[]|<>^`{} خé٢" + "//..%41%2541%C3%A9"
    hosts = ("www.a.example", "A.Example", "خبر.example", "192.0.2.7", "16909060", "[2001:db8::1]",
             "u:p@b.example:443", "www12.c.example:8080", "a.example:")  # fmt: skip
    urls = [
        f"{chance.choice(('http', 'https'))}://{chance.choice(hosts)}/"
        + "".join(chance.choice(letters) for _ in range(chance.randint(0, 25)))
        for _ in range(3_000)
    ]
    theirs = json.loads(python(peers, "-c", KEYS, given=json.dumps(urls)))
    assert {url: surt(url) for url in urls} == dict(zip(urls, theirs, strict=True))


class Shelf(BaseHTTPRequestHandler):
    """Serves files of memory with parts of them (RFC 9110 section 14), as replay needs it."""

    files: dict[str, tuple[str, bytes]]
    protocol_version = "HTTP/1.1"

    def __init__(self, files: dict[str, tuple[str, bytes]], *args: Any) -> None:  # noqa: ANN401 - handed on
        self.files = files
        super().__init__(*args)

    def do_GET(self) -> None:
        kind, content = self.files.get(self.path.partition("?")[0], ("", b""))
        status, piece = (200, content) if kind else (404, b"")
        asked = re.match(r"bytes=(\d*)-(\d*)$", self.headers.get("Range", ""))
        if kind and asked:
            first = int(asked[1]) if asked[1] else len(content) - int(asked[2])
            last = int(asked[2]) if asked[1] and asked[2] else len(content) - 1
            status, piece = 206, content[first : last + 1]
        self.send_response(status)
        if status == 206:
            last = first + len(piece) - 1
            self.send_header("Content-Range", f"bytes {first}-{last}/{len(content)}")
        self.send_header("Content-Type", kind or "text/plain")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(len(piece)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(piece)

    do_HEAD = do_GET  # noqa: N815 - named by http.server

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Replayed(NamedTuple):
    """What a browser shows of a bundle, and what it asked for meanwhile."""

    heading: str
    scripted: str
    widths: list[int]
    outside: list[str]


Replay = Callable[[Path, str, str], Replayed]


@pytest.fixture(scope="module")
def replay(peers: Path) -> Iterator[Replay]:
    """Open a bundle with ReplayWeb.page in Chromium, from an origin of its own."""
    files: dict[str, tuple[str, bytes]] = {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Shelf, files))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    origin = f"http://127.0.0.1:{server.server_port}"
    script = "text/javascript"
    files["/ui.js"] = (script, (peers / "replay" / "ui.js").read_bytes())
    files["/replay/sw.js"] = (script, (peers / "replay" / "sw.js").read_bytes())
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])

        def show(made: Path, url: str, said: str) -> Replayed:
            page = (
                '<!doctype html><script src="/ui.js"></script><body style="margin:0">'
                f'<replay-web-page style="height:90vh;display:block" source="/{made.name}" '
                f'url="{url}" replayBase="/replay/" embed="replayonly"></replay-web-page>'
            )
            files["/"] = ("text/html", page.encode())
            files[f"/{made.name}"] = ("application/zip", made.read_bytes())
            context = browser.new_context()
            asked: list[str] = []
            context.on("request", lambda request: asked.append(request.url))
            tab = context.new_page()
            tab.goto(origin)
            frame = shown(tab.frames, lambda: tab.frames, tab.wait_for_timeout)
            frame.wait_for_function(f"document.getElementById('{said}')?.textContent")
            frame.evaluate("for (const each of document.images) each.loading = 'eager'")
            frame.wait_for_function("[...document.images].every(each => each.complete)")
            replayed = Replayed(
                frame.locator("h1").inner_text(),
                frame.locator(f"#{said}").inner_text(),
                frame.evaluate("[...document.images].map(each => each.naturalWidth)"),
                [each for each in asked if not each.startswith((origin, "data:", "blob:"))],
            )
            context.close()
            return replayed

        yield show
        browser.close()
    server.shutdown()
    thread.join()
    server.server_close()


def shown(
    frames: list[Frame], again: Callable[[], list[Frame]], wait: Callable[[float], None]
) -> Frame:
    """Return the frame in which the page is shown, once it has its heading."""
    for _ in range(150):
        for frame in frames:
            if "mp_/" in frame.url and frame.locator("h1").count():
                return frame
        wait(200)
        frames = again()
    pytest.fail(f"nothing was shown: {[frame.url for frame in frames]}")


def answer(body: bytes, kind: str, *lines: str) -> bytes:
    head = "\r\n".join(
        ["HTTP/1.1 200 OK", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *lines]
    )
    return head.encode() + b"\r\n\r\n" + body


def chunked(body: bytes, kind: str) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nTransfer-Encoding: chunked\r\n\r\n"
    pieces = (body[at : at + 50] for at in range(0, len(body), 50))
    return head.encode() + b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"


@pytest.mark.browser
def test_replayweb_shows_a_bundle_and_asks_nobody_else(
    replay: Replay, scene: Scene, tmp_path: Path
) -> None:
    page = (
        "<!doctype html><meta charset=utf-8><link rel=stylesheet href=/s.css>"
        "<h1>خبر من الوادي</h1><p id=said></p><img src=/a.png><img src=https://pictures.example/b.png>"
        "<script>fetch('/api', {method: 'POST', body: new URLSearchParams({q: 'wadi'})})"
        ".then(r => r.json()).then(j => document.getElementById('said').textContent = j.said)"
        "</script>"
    ).encode()
    site = "https://news.example"
    scene.exchanges.clear()
    scene.requests[:-1] = []
    scene.data.clear()
    scene.exchange(f"{site}/story", chunked(page, "text/html; charset=utf-8"))
    style = brotli.compress(b"h1 { color: rgb(1, 2, 3) }")
    scene.exchange(f"{site}/s.css", answer(style, "text/css", "Content-Encoding: br"))
    for url in (f"{site}/a.png", "https://pictures.example/b.png"):
        scene.exchange(url, answer(PIXEL, "image/png"))
    said = gzip.compress(b'{"said": "heard"}', mtime=0)
    sent = (
        b"POST /api HTTP/1.1\r\nHost: news.example\r\nContent-Length: 6\r\n"
        b"Content-Type: application/x-www-form-urlencoded;charset=UTF-8\r\n\r\nq=wadi"
    )
    scene.exchange(f"{site}/api", answer(said, "application/json", "Content-Encoding: gzip"), sent)
    folder = scene.write()
    scene.note("shown", Shown(ended=at(30), url=f"{site}/story", path=(f"{site}/story",)))
    bundle(folder, tmp_path / "made.wacz")
    found = replay(tmp_path / "made.wacz", f"{site}/story", "said")
    assert found == Replayed("خبر من الوادي", "heard", [3, 3], [])


@pytest.mark.deep
@pytest.mark.browser
def test_a_real_capture_is_taken_by_both(
    peers: Path, replay: Replay, truth: TruthServer, tmp_path: Path
) -> None:
    """A page with frames, ranges, a worker, a redirect and a POST.

    Where chunks have extensions, wabac.js 2.27 shows nothing: these have none.
    """
    url = truth.url("/page/plain", tls=True)
    with Studio(profile=truth.profile(), limits=Limits(whole_seconds=60)) as studio:
        order = Order(wanted=Wanted(url=url), collector="Sana Collector")
        captured = studio.capture(order, tmp_path / "page")
    withhold(captured.bundle, tmp_path / "withheld.wacz")
    made = [str(captured.bundle), *map(str, sorted(tmp_path.glob("*.wacz")))]
    assert re.findall("RESULT (.*)", python(peers, "-c", VALIDATE, *made)) == ["0"] * 2
    found = replay(tmp_path / "withheld.wacz", url, "told")
    assert "وكالة الأنباء" in found.heading + found.scripted
    assert found.widths
    assert 0 not in found.widths
    assert found.outside == []


def test_the_format_page_explains_every_code(root: Path) -> None:
    page = (root / "docs" / "reference" / "formats" / "capture.md").read_text(encoding="utf-8")
    said = set(re.findall(r"`([a-z-]+)`", page))
    kinds = (Outcome, Refusal, Verdict, Truncated, Framing, Resolver, Purpose, Disagreement)
    codes = {str(code) for kind in kinds for code in kind} | NOT_A_PART
    codes |= {
        name.removeprefix("lacking.")
        for name in wording("en").phrases
        if name.startswith("lacking.")
    }
    assert codes - said == set()
