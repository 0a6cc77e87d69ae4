"""Attacks on the HTTP interface, over a real server on this machine.

The archive holds a protected letter whose words, name and source are canaries: none of them may
come out of any route without a stated purpose. Every route is walked: a new one cannot escape.
"""

from __future__ import annotations

import contextlib
import functools
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
import uvicorn
from litestar import Litestar

from amana.archive import Archive, init_archive, open_archive
from amana.interface.cli import serving as serving_cli
from amana.interface.http import Door, Works, create_app
from amana.interface.http.app import create_routes
from amana.interface.http.headers import EVIDENCE, SCREENS
from amana.records import Form, Restriction, RestrictionKind

WORDS, NAME, SOURCE = "qizilcanary", "canaryletter", "canarysource"
LETTER = f"The witness of {WORDS} wishes to stay unknown."
ACTIVE = b"""<!DOCTYPE html><title>Active</title>
<script>fetch('/api/items')</script><h1>Active page</h1><p>It would like to run.</p>"""
PURPOSE = {"X-Amana-Purpose": "attack%20of%20the%20tests"}
CONFIDENTIAL = (Restriction(kind=RestrictionKind.CONFIDENTIAL),)
PATIENCE = 60


class Served(NamedTuple):
    """A server on an archive with a protected letter and an active page."""

    base: str
    door: Door
    cookie: dict[str, str]
    archive: Archive
    letter: str
    active: str
    works: Works

    @property
    def host(self) -> str:
        return self.base.removeprefix("http://")

    def browser(self, **headers: str) -> httpx.Client:
        """Return a browser that came in."""
        return httpx.Client(
            base_url=self.base, headers={**self.cookie, **headers}, timeout=PATIENCE
        )


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("attacked")
    (folder / f"{NAME}.txt").write_text(LETTER)
    (folder / "active.html").write_bytes(ACTIVE)
    with init_archive(folder / "archive", actor="nadia") as archive:
        archive.add([samples / "press", folder / "active.html"], Form(source="S-1"))
        archive.add([folder / f"{NAME}.txt"], Form(source=SOURCE, restrictions=CONFIDENTIAL))
        _, rows = archive.list()
        letter, active = rows[-1].ref, rows[-2].ref
        listener = serving_cli._listen("127.0.0.1", 0)
        port = listener.getsockname()[1]
        door, works = Door("127.0.0.1", port), Works(archive)
        cookie = {"Cookie": f"{door.cookie}={door.admit(door.token)}"}
        config = uvicorn.Config(
            create_app(archive, door, works), log_config=None, ws="none", server_header=False
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield Served(f"http://127.0.0.1:{port}", door, cookie, archive, letter, active, works)
        server.should_exit = True
        thread.join()
        works.finish()
        listener.close()


@pytest.fixture(autouse=True)
def at_rest(served: Served) -> None:
    """Begin when what an earlier test set going (a check, a reading) has come to its end."""
    wait_until(lambda: served.works.under_way == 0)


@pytest.fixture(scope="module")
def routes(served: Served) -> Litestar:
    """The same application without its server, to be walked."""
    return create_routes(served.archive, Works(served.archive))


FILLED: dict[str, Callable[[Served], str]] = {
    "{ref:str}": lambda served: served.letter,
    "{name:str}": lambda _: "1.png",
    "{path:path}": lambda _: "view",
    "{path:str}": lambda _: "view",
    "{identifier:str}": lambda _: "rs:7(1)(a)",
    "{key:str}": lambda _: "nowhere",
}
NEEDED = {
    "/api/items/{ref:str}/locate": "?char_start=0&char_end=5",
    "/api/items/{ref:str}/cells": "?sheet=none",
    "/api/search": f"?q={WORDS}",
    "/api/custody": "?limit=500",
    "/api/items": "?limit=1000",
}
"""What a route needs besides its path, chosen so that it would tell the canaries if it could."""

SENT = {"/api/items": "files"}


def walk(routes: Litestar, served: Served) -> Iterator[tuple[str, str, str]]:
    """Yield each route: its path as declared, a method, and an address about the letter."""
    for route in routes.routes:
        address = route.path
        for part in re.findall(r"\{[^}]+\}", route.path):
            assert part in FILLED, f"{route.path}: say in FILLED what {part} is in an attack"
            address = address.replace(part, FILLED[part](served))
        for method in sorted(getattr(route, "methods", ())):
            yield route.path, method, address + (NEEDED.get(route.path, "") * (method == "GET"))


def ask(browser: httpx.Client, path: str, method: str, address: str) -> httpx.Response:
    if method == "POST" and path in SENT:
        return browser.post(address, files={"files": ("sent.txt", b"A letter of the tests.")})
    return browser.request(method, address)


def looks(archive: Archive) -> int:
    """Return how many looks at restricted items the log knows."""
    log = archive._parts.log
    entries = (log.entry(number) for number in range(archive.checkpoint().size))
    return sum(entry.get("type") == "accessed" for entry in entries)


def canaries(answer: httpx.Response) -> list[str]:
    told = answer.text + str(answer.headers)
    return [word for word in (WORDS, NAME, SOURCE) if word in told and word not in str(answer.url)]


def test_every_route_is_walked(routes: Litestar, served: Served) -> None:
    paths = {path for path, _, _ in walk(routes, served)}
    described = routes.openapi_schema.paths or {}
    assert set(described) <= {re.sub(r":\w+\}", "}", path) for path in paths}
    assert len(described) >= 12
    for path, item in described.items():
        for operation in (item.get, item.post):
            assert operation is None or operation.operation_id, path


def test_no_route_answers_a_stranger(routes: Litestar, served: Served) -> None:
    with httpx.Client(base_url=served.base, timeout=PATIENCE) as stranger:
        before = served.archive.checkpoint().size
        for path, method, address in walk(routes, served):
            answer = ask(stranger, path, method, address)
            assert answer.status_code == 401, (method, address)
            assert answer.json()["type"] == "amana:door"
            assert canaries(answer) == []
        assert served.archive.checkpoint().size == before


def test_no_route_tells_of_the_letter_without_a_purpose(routes: Litestar, served: Served) -> None:
    with served.browser() as browser:
        before = looks(served.archive)
        for path, method, address in walk(routes, served):
            answer = ask(browser, path, method, address)
            assert answer.status_code < 500, (method, address, answer.text)
            assert canaries(answer) == [], (method, address)
            if "{ref:str}" in path and method == "GET":
                assert answer.status_code == 403, address
                assert answer.json()["type"] == "amana:purpose-required"
        assert looks(served.archive) == before


def test_with_a_purpose_every_route_that_tells_of_it_enters_the_look(
    routes: Litestar, served: Served
) -> None:
    told = set()
    with served.browser(**PURPOSE) as browser:
        for path, method, address in walk(routes, served):
            before = looks(served.archive)
            answer = ask(browser, path, method, address)
            assert answer.status_code < 500, (method, address, answer.text)
            if "{ref:str}" in path and method == "GET":
                assert answer.status_code in (200, 404, 422), address
                assert looks(served.archive) > before, address
            if canaries(answer):
                told.add(path)
                assert looks(served.archive) > before, address
    assert told >= {"/api/items", "/api/items/{ref:str}", "/api/items/{ref:str}/text",
                    "/api/items/{ref:str}/source", "/api/search", "/api/custody"}  # fmt: skip


def test_every_answer_carries_the_headers(routes: Litestar, served: Served) -> None:
    strangers = httpx.Client(base_url=served.base, timeout=PATIENCE)
    with served.browser() as browser, strangers as stranger:
        extra = [("", method, address) for method, address in product(
            ("GET", "DELETE", "PUT", "PATCH", "HEAD"),
            ("/nothing", "/api/nothing", "/static/nothing.js", "/api/items/nonsense", "/enter"),
        )]  # fmt: skip
        for path, method, address in [*walk(routes, served), *extra]:
            for whoever in (browser, stranger):
                answer = ask(whoever, path, method, address)
                policy = EVIDENCE if address.startswith("/api") else SCREENS
                assert answer.headers["content-security-policy"] == policy, (method, address)
                assert answer.headers["x-content-type-options"] == "nosniff"
                assert answer.headers["referrer-policy"] == "no-referrer"
                assert answer.headers["cross-origin-resource-policy"] == "same-origin"
                assert answer.headers["cross-origin-opener-policy"] == "same-origin"
                assert "cache-control" in answer.headers
                assert not [name for name in answer.headers if name.startswith("access-control")]
                assert "server" not in answer.headers


def test_methods_that_there_are_not_are_refused(routes: Litestar, served: Served) -> None:
    with served.browser() as browser:
        for route in routes.routes:
            address = re.sub(r"\{[^}]+\}", "IT-0000-0000", route.path)
            for method in ("PUT", "PATCH", "DELETE", "HEAD", "TRACE"):
                answer = browser.request(method, address)
                assert answer.status_code == 405, (method, address)


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:{port}"},
        {"Host": "127.0.0.1:{port}.evil.example"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors"},
    ],
    ids=str,
)
def test_pages_of_others_reach_no_route_even_with_the_cookie(
    routes: Litestar, served: Served, headers: dict[str, str]
) -> None:
    port = served.base.rpartition(":")[2]
    filled = {name: value.format(port=port) for name, value in headers.items()}
    before = served.archive.checkpoint().size
    with served.browser(**filled) as browser:
        for path, method, address in walk(routes, served):
            answer = ask(browser, path, method, address)
            assert answer.status_code in (403, 421), (method, address)
            assert canaries(answer) == []
    assert served.archive.checkpoint().size == before


def test_of_many_who_bring_the_token_one_gets_a_cookie(served: Served) -> None:
    served.door._open = True  # as when nobody came yet
    got: list[str | None] = []
    together = threading.Barrier(12)

    def come() -> None:
        with httpx.Client(base_url=served.base, timeout=PATIENCE) as browser:
            together.wait()
            answer = browser.get("/enter", params={"token": served.door.token})
            got.append(answer.headers.get("set-cookie"))

    at_once([come] * 12)
    assert len([cookie for cookie in got if cookie]) == 1


def at_once(deeds: list[Callable[[], None]]) -> None:
    """Do several things at once; an error in one of them is an error of the test."""
    errors: list[BaseException] = []

    def attempt(deed: Callable[[], None]) -> None:
        try:
            deed()
        except BaseException as error:  # noqa: BLE001 - raised again below
            errors.append(error)

    threads = [threading.Thread(target=attempt, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


INERT = {"application/json", "application/problem+json", "text/plain", "image/png",
         "application/octet-stream", "application/vnd.oai.openapi+json"}  # fmt: skip


def test_an_active_page_is_nowhere_given_out_as_one(routes: Litestar, served: Served) -> None:
    """Whatever route is opened as an address of its own, nothing in the original may run."""
    with served.browser() as browser:
        given = 0
        for path, method, address in walk(routes, served):
            if method != "GET" or not path.startswith("/api/"):
                continue
            answer = browser.get(address.replace(served.letter, served.active))
            kind = answer.headers["content-type"].partition(";")[0]
            assert kind in INERT or answer.status_code == 404, (address, kind)
            assert "sandbox" in answer.headers["content-security-policy"]
            assert answer.headers["x-content-type-options"] == "nosniff"
            given += answer.content == ACTIVE
            if path.endswith("/original"):
                assert answer.content == ACTIVE
                assert kind == "application/octet-stream"
                assert answer.headers["content-disposition"].startswith("attachment")
        assert given == 2


@pytest.mark.parametrize(
    "target",
    [b"/../../../../etc/passwd", b"/..%2f..%2f..%2fetc/passwd", b"/static/../../door.py",
     b"/static/%2e%2e/%2e%2e/door.py", b"//etc/passwd", b"/%00", b"/static/%00.js",
     b"/api/items/..%2f..%2fkeys%2flog.pem", b"/api/items/%2e%2e/original",
     b"http://evil.example/api/session", b"/" + b"a" * 30_000, b"/\xff\xfe", b"/%ff%fe",
     b"/api/items/IT-0000-0000/pages/..%2f..%2f1.png"],
)  # fmt: skip
def test_no_target_leads_out_of_the_client(served: Served, target: bytes) -> None:
    cookie = served.cookie["Cookie"].encode()
    request = b"GET " + target + b" HTTP/1.1\r\nHost: " + served.host.encode()
    answer = spoken(served, request + b"\r\nCookie: " + cookie + b"\r\nConnection: close\r\n\r\n")
    status = int(answer.split(b" ", 2)[1])
    assert status in (200, 400, 404, 405, 414, 421, 431), answer[:200]
    for told in (b"root:", b"PRIVATE KEY", b"one-time token", b'"actor"'):
        assert told not in answer


def spoken(served: Served, request: bytes) -> bytes:
    """Send bytes as they are; return all that comes back."""
    host, _, port = served.host.partition(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE) as line:
        line.sendall(request)
        answer = b""
        while chunk := line.recv(1 << 16):
            answer += chunk
        return answer


@pytest.mark.parametrize(
    "request_",
    [
        b"GET /api/session HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n{cookie}\r\n",
        b"GET /api/session HTTP/1.1\r\n{cookie}\r\n",
        b"GET /api/session HTTP/1.0\r\n\r\n",
        b"POST /api/check HTTP/1.1\r\nHost: {host}\r\nOrigin: http://evil.example\r\n{cookie}\r\n",
        (
            b"GET /api/session HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\n"
            b"Connection: Upgrade\r\nSec-WebSocket-Key: x\r\nOrigin: http://evil.example\r\n{cookie}\r\n"
        ),
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        (
            b"GET /api/session HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1\r\n"
            b"Transfer-Encoding: chunked\r\nContent-Length: 2\r\n{cookie}\r\n"
        ),
    ],
)
def test_requests_that_no_browser_sends_are_refused(served: Served, request_: bytes) -> None:
    cookie = f"Cookie: {served.cookie['Cookie']}\r\nConnection: close\r\n"
    filled = request_.replace(b"{host}", served.host.encode()).replace(b"{cookie}", cookie.encode())
    answer = spoken(served, filled)
    assert b'"actor"' not in answer
    assert not answer.startswith(b"HTTP/1.1 2")


BOUNDARY = "xxATTACKxx"


def multipart(name: str) -> tuple[bytes, bytes]:
    """Return head and tail of a form with one file."""
    head = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
    ).encode()
    return head, f"\r\n--{BOUNDARY}--\r\n".encode()


def test_a_browser_that_leaves_during_an_upload_leaves_nothing(served: Served) -> None:
    before = served.archive.status(purpose="count")
    head, tail = multipart("half.bin")
    port = int(served.host.rpartition(":")[2])
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    line.putrequest("POST", "/api/items")
    line.putheader("Cookie", served.cookie["Cookie"])
    line.putheader("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
    line.putheader("Content-Length", str(len(head) + (8 << 20) + len(tail)))
    line.endheaders(head)
    line.send(b"h" * (4 << 20))
    line.close()
    spools = served.archive.root / "work" / "uploads"
    wait_until(lambda: spooled(spools) == 0)
    assert not list(spools.iterdir())
    assert served.archive.status(purpose="count").items == before.items
    assert served.archive.check().ok


def spooled(folder: Path) -> int:
    """Return how many files below `folder` this process holds open."""
    targets = []
    for descriptor in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            targets.append(str(descriptor.readlink()))
    return sum(target.startswith(f"{folder}/") for target in targets)


def wait_until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until, "it did not come to that"
        time.sleep(0.02)


def test_a_browser_that_leaves_after_an_upload_stops_nothing(served: Served) -> None:
    before = served.archive.status().items
    head, tail = multipart("whole.txt")
    body = head + b"A whole letter, whose sender did not wait." + tail
    request = (
        f"POST /api/items HTTP/1.1\r\nHost: {served.host}\r\nCookie: {served.cookie['Cookie']}\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode()
    host, _, port = served.host.partition(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE) as line:
        line.sendall(request + body)
        assert line.recv(12) == b"HTTP/1.1 200"
    wait_until(lambda: served.archive.status().items == before + 1)
    wait_until(lambda: served.archive.list(purpose=None)[1][-1].item is not None)


def test_a_browser_that_leaves_during_a_check_does_not_stop_it(served: Served) -> None:
    before = served.archive.checkpoint().size
    with served.browser() as browser, browser.stream("POST", "/api/check") as answer:
        next(answer.iter_lines())
    wait_until(lambda: served.archive.checkpoint().size > before)
    entry = served.archive.entries(limit=1)[1][0]
    assert (entry.get("type"), entry.get("outcome")) == ("checked", "unchanged")


def test_a_download_that_is_broken_off_holds_nothing_open(served: Served) -> None:
    large = served.archive.root.parent / "large.bin"
    large.write_bytes(os.urandom(1 << 20) * 64)
    served.archive.add([large], Form(source="S-2"), read=False)
    (ref,) = (
        row.ref for row in served.archive.list()[1] if row.item and row.item.name == large.name
    )
    (original,) = (served.archive.root / "vault" / "objects").glob("*/*/*")
    # A receiver of little room: what the kernel holds on the way is far less than the file.
    little = httpx.HTTPTransport(socket_options=[(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)])
    with (
        httpx.Client(
            base_url=served.base, headers=served.cookie, timeout=PATIENCE, transport=little
        ) as browser,
        browser.stream("GET", f"/api/items/{ref}/original") as answer,
    ):
        pieces = answer.iter_raw(1000)  # held: when it goes, the client breaks off
        assert len(next(pieces)) == 1000
        assert spooled(original.parent) == 1
        del pieces
    wait_until(lambda: spooled(original.parent) == 0)


def test_uploads_checks_and_looks_at_once_do_not_disturb_each_other(served: Served) -> None:
    before = served.archive.status().items

    def upload(number: int) -> None:
        files = [("files", (f"{number}-{n}.txt", f"letter {number} {n}")) for n in range(8)]
        with served.browser() as browser:
            answer = browser.post("/api/items", files=files, data={"source": f"S-{number}"})
            events = [json.loads(line) for line in answer.text.splitlines()]
            assert events[-1] == {"event": "end", "preserved": 8, "already_held": 0, "failed": 0}
            assert sum(event["event"] == "state" for event in events) == 8

    def check() -> None:
        with served.browser() as browser:
            events = browser.post("/api/check").text.splitlines()
            assert json.loads(events[-1])["ok"] is True

    def look() -> None:
        with served.browser() as browser:
            for address in ("/api/search?q=market", "/api/items", "/api/custody", "/api/status"):
                assert browser.get(address).status_code == 200

    uploads = [functools.partial(upload, number) for number in range(3)]
    at_once([*uploads, check, check, look, look, look])
    assert served.archive.status().items == before + 24
    assert served.archive.check().ok


def test_a_name_that_is_a_path_or_markup_stays_a_name(served: Served) -> None:
    names = ["../../../keys/log.pem", "/etc/passwd", "..", "<img src=x onerror=alert(1)>.txt",
             "a\x00b", "folder/أهالي.txt", 'quo"te.txt', "line\r\nX-Header: x"]  # fmt: skip
    outside = sorted(served.archive.root.parent.iterdir())
    key = (served.archive.root / "keys" / "log.pem").read_bytes()
    head = b""
    for number, name in enumerate(names):
        quoted = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
        part = multipart(quoted)[0] + f"named {number}".encode() + b"\r\n"
        head += part
    kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    with served.browser() as browser:
        answer = browser.post(
            "/api/items", content=head + f"--{BOUNDARY}--\r\n".encode(), headers=kind
        )
        events = [json.loads(line) for line in answer.text.splitlines()]
        taken = {e["name"]: e["ref"] for e in events if e["event"] == "preserved"}
        assert set(taken) == set(names)
        for name, ref in taken.items():
            assert browser.get(f"/api/items/{ref}").json()["name"] == name
            assert "x-header" not in browser.get(f"/api/items/{ref}/original").headers
    assert (served.archive.root / "keys" / "log.pem").read_bytes() == key
    assert sorted(served.archive.root.parent.iterdir()) == outside


def test_evidence_does_not_come_out_through_the_terminal_of_the_server(served: Served) -> None:
    """A server in a process of its own is asked everything: it prints no canary and no token."""
    with serving(served.archive.root) as (process, address):
        base, _, token = address.partition("/enter?token=")
        with httpx.Client(base_url=base, headers=PURPOSE, timeout=PATIENCE) as browser:
            browser.get("/enter", params={"token": token})
            for path in ("", "/text", "/source", "/original", "/pages/1.png", "/locate"):
                browser.get(f"/api/items/{served.letter}{path}")
            browser.get(f"/api/search?q={WORDS}")
            browser.post("/api/items", content=WORDS.encode())
            browser.get(f"/api/items/{WORDS}/%00")
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert not [word for word in (WORDS, NAME, SOURCE, token) if word in out + err]


@contextlib.contextmanager
def serving(root: Path, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Serve the archive in a process of its own."""
    program = "from amana.interface.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", program, "serve", "--port", "0", "--json", "--archive", str(root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | environment,
    )
    try:
        assert process.stdout is not None
        yield process, json.loads(process.stdout.readline())["address"]
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def test_a_large_upload_stays_out_of_memory_and_of_the_systems_temporary_folder(
    tmp_path: Path,
) -> None:
    size, block = 96 << 20, os.urandom(1 << 20)
    elsewhere = tmp_path / "tmp"
    elsewhere.mkdir()
    init_archive(tmp_path / "archive", actor="nadia").close()
    head, tail = multipart("large.bin")

    def body() -> Iterator[bytes]:
        yield head
        for _ in range(size // len(block)):
            yield block
            assert not list(elsewhere.iterdir())
        yield tail

    with serving(tmp_path / "archive", TMPDIR=str(elsewhere)) as (process, address):
        base, _, token = address.partition("/enter?token=")
        with httpx.Client(base_url=base, timeout=120) as browser:
            browser.get("/enter", params={"token": token})
            browser.get("/api/items")
            before = peak(process.pid)
            kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
            answer = browser.post("/api/items", content=body(), headers=kind)
            assert json.loads(answer.text.splitlines()[-1])["preserved"] == 1
            after = peak(process.pid)
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)
    assert after - before < size * 2 // 3
    with open_archive(tmp_path / "archive") as archive:
        assert archive.list()[1][0].item.size == size  # type: ignore[union-attr]  # it is not hidden


def peak(pid: int) -> int:
    """Return the most memory that a process ever held, in bytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) << 10


def test_two_forms_of_one_question_have_one_answer(served: Served) -> None:
    """The cookie decides nothing but whether to answer at all: what is told depends on purpose."""
    with served.browser() as one, served.browser() as another:
        told: list[Any] = [each.get("/api/items").json() for each in (one, another)]
    assert told[0] == told[1]
