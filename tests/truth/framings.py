"""Hostile and legal ways to send a response: the same number, the same bytes."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]  # no stubs
import pyarrow as pa  # type: ignore[import-untyped]  # no stubs
from tests.truth.server import CLOSE, RESET, Asked, Piece, Reply

TYPES = ("text/html", "text/plain; charset=utf-8", "image/png", "application/json", "video/mp4")


def framed(number: int) -> Callable[[Asked], Reply]:
    """Return the answer of this number; it looks at the method alone."""

    def answer(asked: Asked) -> Reply:
        return Framed(number, asked.method).reply()

    return answer


def odd(asked: Asked) -> Reply | None:
    """Answer /framing/NUMBER."""
    _, _, number = asked.path.partition("/framing/")
    return Framed(int(number), asked.method).reply() if number.isdigit() else None


class Framed:
    """One response, put together by chance."""

    def __init__(self, number: int, method: str) -> None:
        self._chance = random.Random(number)  # noqa: S311 - the same bytes each time are wanted
        self._method = method
        self._fields: list[bytes] = []
        self._closes = False
        self._end: Piece | None = None
        self._newline = b"\n" if self._one_in(12) else b"\r\n"

    def _one_in(self, times: int) -> bool:
        return self._chance.randrange(times) == 0

    def _of(self, *choices: bytes) -> bytes:
        return self._chance.choice(choices)

    def reply(self) -> Reply:
        """Put it together."""
        body = self._coded(self._content())
        kind = self._chance.choice(
            ["length"] * 4
            + ["chunked"] * 4
            + ["close", "close", "none", "both", "wrong", "old", "bare"]
        )
        if kind == "bare":
            return Reply(*self._split(b"<p>" + self._content()), closes=True)
        content = getattr(self, f"_{kind}")(body)
        status = self._status(kind)
        if self._method == "HEAD" or status[:3] in {b"204", b"304"}:
            content = b""
        version = b"1.0" if kind == "old" else b"1.1"
        self._rare_fields()
        self._chance.shuffle(self._fields)
        lines = [b"HTTP/" + version + b" " + status, *self._fields]
        head = self._newline.join([*lines, b"", b""])
        if kind in {"close", "old"}:
            self._closes = True
        pieces: list[Piece] = self._split(head + content)
        if self._end is not None:
            pieces.append(self._end)
        interim = [self._interim() for _ in range(self._chance.choice([0, 0, 0, 0, 1, 2]))]
        return Reply(*pieces, interim=interim, closes=self._closes)

    def _status(self, kind: str) -> bytes:
        if kind == "none":
            return self._of(b"204 No Content", b"304 Not Modified", b"204 ", b"304")
        plain = (b"200 OK", b"200 OK", b"206 Partial Content", b"404 Not Found", b"200", b"200 ")
        return self._of(*plain, "200 \u062d\u0633\u0646\u0627".encode(), b"299 Odd  words")

    def _content(self) -> bytes:
        size = self._chance.choice([0, 1, 7, 200, 5_000, 70_000])
        if self._one_in(2):
            return self._chance.randbytes(size)
        return (b"<p>" + "\u0634\u0647\u0627\u062f\u0629 ".encode() * size)[:size]

    def _coded(self, body: bytes) -> bytes:
        coding = self._chance.choice(["", "", "gzip", "br", "zstd", "two"])
        if coding == "two":  # two members of gzip, one after the other
            self._fields.append(b"Content-Encoding: gzip")
            return gzip.compress(body[: len(body) // 2]) + gzip.compress(body[len(body) // 2 :])
        if coding:
            self._fields.append(b"content-encoding: " + coding.encode())
        if coding == "gzip":
            return gzip.compress(body)
        if coding == "br":
            return bytes(brotli.compress(body, quality=2))
        return pa.Codec("zstd").compress(body, asbytes=True) if coding == "zstd" and body else body

    def _length(self, body: bytes) -> bytes:
        name = self._of(b"Content-Length", b"content-length", b"CONTENT-LENGTH")
        space = self._of(b" ", b"", b"\t ", b"   ")
        self._fields.append(name + b":" + space + b"%d" % len(body) + self._of(b"", b"  "))
        if self._one_in(10):
            self._fields.append(b"Content-Length: %d" % len(body))
        if self._one_in(12) and len(body) > 10:
            self._cut = self._of(b"reset", b"close")
            self._end = RESET if self._cut == b"reset" else CLOSE
            return body[: self._chance.randrange(1, len(body))]
        return body

    def _chunked(self, body: bytes) -> bytes:
        self._fields.append(
            self._of(
                b"Transfer-Encoding: chunked",
                b"transfer-encoding:Chunked",
                b"Transfer-Encoding:  CHUNKED ",
            )
        )
        out, at = b"", 0
        while at < len(body):
            chunk = body[at : at + self._chance.choice([1, 3, 100, 4_000, 60_000])]
            at += len(chunk)
            if at < len(body) // 2 and len(out) > 200_000:
                chunk, at = chunk + body[at:], len(body)
            out += self._chunk(chunk)
        if self._one_in(12):
            self._end = CLOSE  # the last chunk never comes
            return out
        trailer = b"".join(
            self._of(b"X-Trailer: t", b"Expires: never") + self._newline
            for _ in range(self._chance.choice([0, 0, 1, 3]))
        )
        return out + self._of(b"0", b"000", b"0;last=1") + self._newline + trailer + self._newline

    def _chunk(self, data: bytes) -> bytes:
        size = b"%x" % len(data)
        size = self._of(size, size.upper(), b"000" + size)
        extension = self._of(b"", b"", b"", b";a=b", b'; q="x;y"', b" ;c", b"  ")
        return size + extension + self._newline + data + self._newline

    def _close(self, body: bytes) -> bytes:
        if self._one_in(2):
            self._fields.append(b"Connection: close")
        return body

    def _none(self, body: bytes) -> bytes:
        if self._one_in(2):
            self._fields.append(b"Content-Length: %d" % len(body))
        return b""

    def _both(self, body: bytes) -> bytes:
        wrong = len(body) + self._chance.choice([-1, 0, 5])
        self._fields.append(b"Content-Length: %d" % max(0, wrong))
        return self._chunked(body)

    def _wrong(self, body: bytes) -> bytes:
        self._closes = True
        more = len(body) + self._chance.randrange(1, 50)
        wrong = self._of(b"%d" % more, b"-1", b"12abc", b"", b"+5", b"1, 2")
        self._fields.append(b"Content-Length: " + wrong)
        return body

    def _old(self, body: bytes) -> bytes:
        if self._one_in(2):
            self._fields.append(b"Content-Length: %d" % len(body))
        return body

    def _interim(self) -> bytes:
        status = self._of(b"100 Continue", b"103 Early Hints", b"102 Processing")
        link = self._of(b"", b"Link: </s.css>; rel=preload\r\n")
        return b"HTTP/1.1 " + status + b"\r\n" + link + b"\r\n"

    def _rare_fields(self) -> None:
        rare = (
            b"SET-cookie: a=1", b"set-Cookie: b=2; Path=/", b"X-Empty:", b"X-Space:   a  b  ",
            b"Server: odd\tone", b"X-Bytes: \xe9\xff", b'ETag: W/"x"', b"Vary: *", b"VARY: Accept",
            b"X-Long: " + b"y" * 9_000,
        )  # fmt: skip
        self._fields += self._chance.sample(rare, self._chance.randrange(len(rare)))
        self._fields.append(b"Content-Type: " + self._chance.choice(TYPES).encode())
        if self._one_in(6):
            self._fields.append(b"X-Folded: one" + self._newline + self._of(b" ", b"\t") + b"two")

    def _split(self, raw: bytes) -> list[Piece]:
        """Cut it where nobody expects it, with pauses."""
        cuts = sorted(
            self._chance.randrange(len(raw) + 1) for _ in range(self._chance.choice([0, 0, 1, 4]))
        )
        pieces: list[Piece] = []
        for start, stop in zip([0, *cuts], [*cuts, len(raw)], strict=True):
            pieces.append(raw[start:stop])
            if self._one_in(3):
                pieces.append(0.002)
        return pieces
