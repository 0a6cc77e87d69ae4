"""A site for browsers: pages with all that makes capturing hard, each thing once.

`/page/N` is an Arabic news page: pictures (one below the first screen), a style sheet in Brotli, a
script that asks and posts, a frame of another host, a video with ranges, a redirect, a service
worker. `/talk` is a WebSocket that says back what it hears, `/events` a stream of events that goes
on until it is left, `/big?N` sends N bytes, `/drip?N` N bytes one by one, `/framing/N` a response
of `framings.py`, `/hop/N` N redirects that end at `/page/1`. `/page/plain` is a page without chunk
extensions and trailers, for programs that do not know them.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import struct
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]  # no stubs
from tests.truth.framings import odd
from tests.truth.server import Asked, Open, Reply, Talk, TruthServer, plain

ARABIC = "وكالة الأنباء: غارة جوية قرب البوكمال "
STYLE = b"h1{color:#a00}body{font-family:sans-serif}"
TOLD = json.dumps({"told": ARABIC}).encode()
VIDEO = bytes(range(256)) * 400
_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455 section 1.3

SCRIPT = b"""fetch('/data.json?p=' + location.pathname).then(r => r.json())
  .then(j => { document.getElementById('told').textContent = j.told; });
fetch('/post', {method: 'POST', body: JSON.stringify({page: location.pathname})});
if ('serviceWorker' in navigator) navigator.serviceWorker.register('/worker.js').catch(() => {});
"""
WORKER = b"""self.addEventListener('install', e => e.waitUntil(fetch('/worker-data.txt')));
self.addEventListener('fetch', e => {});
"""


def add_site(truth: TruthServer) -> None:
    """Have the server answer all this."""
    truth.add(lambda asked: site(asked, truth))


def site(asked: Asked, truth: TruthServer) -> Reply | Talk | None:
    """Answer with the page, or what belongs to it."""
    path, _, query = asked.path.partition("?")
    _, kind, *rest = path.split("/")
    name = "/".join(rest)
    ways: dict[str, Callable[[], Reply | Talk | None]] = {
        "page": lambda: page(name, asked, truth),
        "style.css": lambda: _packed(STYLE, "text/css", "br"),
        "script.js": lambda: _packed(SCRIPT, "text/javascript", "gzip"),
        "worker.js": lambda: plain(WORKER, "text/javascript"),
        "worker-data.txt": lambda: plain(b"fetched by the worker", "text/plain"),
        "data.json": lambda: _packed(TOLD, "application/json", "br"),
        "post": lambda: plain(b"posted " + asked.body, "text/plain"),
        "picture": lambda: plain(picture(name), "image/png"),
        "frame": lambda: plain(f"<p>frame {name}<img src=/picture/f.png width=40>".encode()),
        "moved": lambda: _moved(f"/picture/{name}.png"),
        "hop": lambda: _hop(int(name or 0)),
        "video.mp4": lambda: video(asked),
        "big": lambda: big(int(query or 1 << 20)),
        "drip": lambda: drip(int(query or 100)),
        "events": lambda: events(int(query or 3)),
        "talk": lambda: talk,
        "framing": lambda: odd(asked),
    }
    return ways[kind]() if kind in ways else None


def page(name: str, asked: Asked, truth: TruthServer) -> Reply:
    """Return the page, chunked, in gzip, with two cookies in mixed case."""
    elsewhere = truth.url(f"/frame/{name}", "other.test", tls=asked.tls)
    text = f"""<!doctype html><html lang=ar><head><meta charset=utf-8><title>Page {name}</title>
<link rel=stylesheet href=/style.css?{name}>
<script defer src=/script.js?{name}></script></head><body>
<h1>شاهد {name}</h1><img src=/picture/{name}.png width=300><p>{ARABIC * 20}</p><div id=told></div>
<iframe src="{elsewhere}" width=300 height=100></iframe>
<video src=/video.mp4?{name} controls preload=auto width=200></video>
<img src=/moved/{name} width=50><div style="height:3000px"></div>
<img loading=lazy src=/picture/lazy-{name}.png width=100><p>end</p></body></html>"""
    body = gzip.compress(text.encode(), mtime=0)
    extension, trailer = (b"", b"") if name == "plain" else (b";of=page", b"X-Told: yes\r\n")
    chunks = b"".join(
        b"%x%b\r\n" % (len(part), extension) + part + b"\r\n"
        for part in (body[at : at + 500] for at in range(0, len(body), 500))
    )
    head = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nSET-cookie: a=1\r\n"
        b"set-Cookie: b=2; Path=/\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"
        b"Trailer: X-Told\r\n\r\n"
    )
    return Reply(head + chunks + b"0\r\n" + trailer + b"\r\n")


def _packed(body: bytes, kind: str, coding: str) -> Reply:
    packed = gzip.compress(body, mtime=0) if coding == "gzip" else brotli.compress(body, quality=4)
    return plain(packed, kind, f"Content-Encoding: {coding}")


def _hop(left: int) -> Reply:
    to = f"/hop/{left - 1}" if left > 1 else "/page/1"
    return _moved(to)


def _moved(to: str) -> Reply:
    return plain(b"", "text/plain", f"Location: {to}", status="302 Found")


def picture(name: str, width: int = 60, height: int = 40) -> bytes:
    """Return a PNG whose colours depend on its name."""
    seed = sum(name.encode())
    rows = b"".join(
        b"\0" + bytes((seed * 7 + x * 3 + y * 5) % 256 for x in range(width * 3))
        for y in range(height)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def video(asked: Asked) -> Reply:
    """Return the video, or the part of it that is asked for."""
    wanted = asked.headers.get("range", "").removeprefix("bytes=")
    if not wanted:
        return plain(VIDEO, "video/mp4", "Accept-Ranges: bytes")
    first, _, last = wanted.partition("-")
    start, stop = int(first or 0), min(int(last) + 1 if last else len(VIDEO), len(VIDEO))
    part = VIDEO[start:stop]
    told = f"Content-Range: bytes {start}-{stop - 1}/{len(VIDEO)}"
    return plain(part, "video/mp4", "Accept-Ranges: bytes", told, status="206 Partial Content")


def big(size: int) -> Reply:
    """Return many bytes that do not pack."""
    piece = hashlib.shake_256(b"big").digest(1 << 16)
    whole, rest = divmod(size, len(piece))
    head = b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: %d\r\n\r\n" % size
    return Reply(head, *[piece] * whole, piece[:rest])


def drip(size: int) -> Reply:
    """Return bytes that come one by one."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n" % size
    pieces = [part for _ in range(size) for part in (b"x", 0.005)]
    return Reply(head, *pieces)


def events(count: int) -> Reply:
    """Return a stream of events that goes on, silent, after the last of them."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\r\n"
    told = [part for n in range(count) for part in (b"data: event %d\n\n" % n, 0.02)]
    return Reply(head, *told, 3600.0)


async def talk(opened: Open) -> None:
    """Speak WebSocket: say back every message, masked by nobody, and close when told."""
    key = opened.asked.headers["sec-websocket-key"]
    accept = base64.b64encode(hashlib.sha1((key + _GUID).encode()).digest())  # noqa: S324 - RFC 6455
    head = (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"
    )
    opened.sent.sha256, opened.sent.bytes = hashlib.sha256(head).hexdigest(), len(head)
    await opened.send(head)
    await opened.send(b"\x81\x07welcome")
    while True:
        first, second = await opened.reader.readexactly(2)
        length = second & 0x7F
        if length == 126:
            length = int.from_bytes(await opened.reader.readexactly(2), "big")
        mask = await opened.reader.readexactly(4)
        sealed = await opened.reader.readexactly(length)
        content = bytes(byte ^ mask[n % 4] for n, byte in enumerate(sealed))
        size = bytes([length]) if length < 126 else b"\x7e" + length.to_bytes(2, "big")
        await opened.send(bytes([first]) + size + content)
        if first & 0x0F == 0x8:
            opened.sent.whole = True
            return
