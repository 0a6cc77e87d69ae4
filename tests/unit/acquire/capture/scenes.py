"""The folder of a small capture, written by hand: two pages of a site, one POST, robots.txt."""

from __future__ import annotations

import hashlib
import zlib
from pathlib import Path

import msgspec

from amana.acquire.capture.accounts import (
    Deed,
    Digested,
    Exchange,
    Framing,
    Lookup,
    Peer,
    Purpose,
    Refusal,
    Refused,
    Request,
    Resolver,
    Software,
    Tls,
    Verdict,
    Wanted,
)
from amana.acquire.capture.noted import Begun, Collector, Shown

PAGE = "https://news.example/a"
PNG = b"\x89PNG\r\n\x1a\n" + b"....IHDR" + b"\0\0\0\0IEND\xaeB`\x82"


def at(seconds: int) -> str:
    return f"2024-03-07T09:12:{seconds:02d}.000000Z"


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class Scene:
    """A folder to which exchanges are added as a recorder would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.exchanges: list[Exchange] = []
        self.requests: list[Request] = []
        self.data = bytearray()
        self.certificate = b"a certificate"
        (folder / "tls").mkdir(parents=True)
        (folder / "frames").mkdir()
        (folder / "tls" / f"{sha(self.certificate)}.der").write_bytes(self.certificate)

    def member(self, fields: dict[str, str], block: bytes) -> tuple[int, int]:
        stated = {"WARC-Block-Digest": f"sha256:{sha(block)}", "Content-Length": str(len(block))}
        lines = "".join(f"{name}: {value}\r\n" for name, value in (fields | stated).items())
        packed = zlib.compressobj(6, zlib.DEFLATED, 31)
        whole = b"WARC/1.1\r\n" + lines.encode() + b"\r\n" + block + b"\r\n\r\n"
        content = packed.compress(whole) + packed.flush()
        place = len(self.data)
        self.data += content
        return place, len(content)

    def exchange(
        self, url: str, response: bytes, request: bytes = b"", purpose: Purpose = Purpose.PAGE
    ) -> Exchange:
        number = len(self.exchanges) + 1
        method = request.split(b" ")[0].decode() or "GET"
        request = request or b"GET / HTTP/1.1\r\nHost: news.example\r\n\r\n"
        name = f"<urn:uuid:00000000-0000-4000-8000-{number:012d}>"
        fields = {"WARC-Target-URI": url, "WARC-Date": at(number)}
        offset, length = self.member(
            {"WARC-Type": "response", "WARC-Record-ID": name, **fields,
             "Content-Type": "application/http; msgtype=response"},
            response,
        )  # fmt: skip
        self.member(
            {"WARC-Type": "request", "WARC-Record-ID": name.replace("0000-4", "1111-4"), **fields,
             "WARC-Concurrent-To": name, "Content-Type": "application/http; msgtype=request"},
            request,
        )  # fmt: skip
        exchange = Exchange(
            number=number,
            connection=1,
            purpose=purpose,
            url=url,
            method=method,
            began=at(number),
            ended=at(number + 1),
            request=Digested(sha256=sha(request), bytes=len(request)),
            response=Digested(sha256=sha(response), bytes=len(response)),
            status=int(response.split(b" ", 2)[1]),
            framing=Framing.LENGTH,
            peer=Peer(
                address="192.0.2.7", port=443, resolver=Resolver.SYSTEM, answers=("192.0.2.7",)
            ),
            tls=Tls(
                version="TLSv1.3",
                cipher="TLS_AES_128_GCM_SHA256",
                verdict=Verdict.EXPIRED,
                chain=(sha(self.certificate),),
                why="certificate has expired",
            ),
            record=name,
            offset=offset,
            length=length,
        )
        self.exchanges.append(exchange)
        if purpose is Purpose.PAGE:
            told = Request(
                url=url, method=method, at=at(number), kind="Document", status=exchange.status
            )
            self.requests.append(told)
        return exchange

    def lines(self, name: str, *values: msgspec.Struct) -> None:
        content = b"".join(msgspec.json.encode(value) + b"\n" for value in values)
        (self.folder / f"{name}.jsonl").write_bytes(content)

    def note(self, name: str, value: msgspec.Struct) -> None:
        (self.folder / f"{name}.json").write_bytes(msgspec.json.encode(value))

    def write(self) -> Path:
        """Write everything that was said."""
        (self.folder / "data.warc.gz").write_bytes(self.data)
        self.lines("exchanges", *self.exchanges)
        self.lines("requests", *self.requests)
        return self.folder


def whole_scene(folder: Path) -> Scene:
    """Return a page that was captured whole, not written yet."""
    scene = Scene(folder)
    page = "<h1>خبر</h1>".encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
    scene.member(
        {"WARC-Type": "warcinfo", "WARC-Record-ID": "<urn:uuid:0>", "WARC-Date": at(0),
         "Content-Type": "application/warc-fields"},
        b"software: amana 0.1.0\r\n",
    )  # fmt: skip
    scene.exchange(PAGE, head + b"Content-Length: %d\r\n\r\n" % len(page) + page)
    scene.exchange(
        "https://news.example/search",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"2;x=y\r\n{}\r\n0\r\nA: b\r\n\r\n",
        b"POST /search HTTP/1.1\r\nHost: news.example\r\nContent-Length: 7\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n\r\nq=wadi+",
    )
    robots = b"User-agent: *\nDisallow: /private\n"
    scene.exchange(
        "https://news.example/robots.txt",
        b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(robots) + robots,
        purpose=Purpose.ROBOTS,
    )
    wanted = Wanted(url=PAGE, purpose="inquiry 12", authority="mandate 3")
    scene.note(
        "begun",
        Begun(
            wanted=wanted,
            began=at(0),
            profile="plain",
            options={"locale": "en-US"},
            software=(Software(name="amana", version="0.1.0"),),
            clock="system",
        ),
    )
    scene.note("shown", Shown(ended=at(30), url=PAGE, title="خبر", path=(PAGE,), until=at(20)))
    scene.note(
        "collector",
        Collector(
            salt="ab" * 32, collector="Sana Collector", egress=("203.0.113.77",),
            host={"name": "field-laptop-9"},
        ),
    )  # fmt: skip
    scene.lines("lookups", Lookup(name="news.example", at=at(0), answers=("192.0.2.7",)))
    scene.lines(
        "refused",
        Refused(
            url="http://10.1.2.3/", method="GET", at=at(4), why=Refusal.NOT_PUBLIC, said="private"
        ),
    )
    scene.requests.append(
        Request(url="http://10.1.2.3/", method="GET", at=at(4), kind="Fetch", error="net::ERR")
    )
    scene.lines("steps", Deed(at=at(5), what="scrolled", count=3))
    for name in ("websockets", "console"):
        scene.lines(name)
    (scene.folder / "collector-network.jsonl").write_bytes(
        b'{"connection":1,"address":"198.51.100.9","port":50123}\n'
    )
    for name in ("picture-before.png", "picture-after.png", "picture-after-2.png"):
        (scene.folder / name).write_bytes(PNG)
    (scene.folder / "page.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    (scene.folder / "page.mhtml").write_bytes(b"MIME-Version: 1.0\r\n\r\n")
    (scene.folder / "text.txt").write_text("خبر", encoding="utf-8")
    (scene.folder / "frames.json").write_text("[]")
    (scene.folder / "frames" / "001.html").write_text("<h1>خبر</h1>", encoding="utf-8")
    return scene
