"""What the browser talks to: a proxy for plain requests and for tunnels, TLS with our own leaf.

One request at a time on a connection. A request is passed on as the browser sent it, except for
what a proxy must change: the absolute form of its target, and fields meant for the proxy. A request
that goes nowhere gets no answer made up here: its tunnel is not opened or its connection closes, so
that a page never shows, nor a script reads, words that its site did not say.
"""

from __future__ import annotations

import ssl
from typing import Protocol

import msgspec

from amana.acquire.capture.accounts import Refusal
from amana.acquire.capture.addresses import AddressRefused, host_and_port
from amana.acquire.capture.authority import Authority
from amana.acquire.capture.framing import Malformed, RequestFraming
from amana.acquire.capture.wires import Wire

_TLS_HANDSHAKE = b"\x16"  # RFC 8446 section 5.1: ContentType handshake
_OPENED = b"HTTP/1.1 200 Connection established\r\n\r\n"
_NOT_OPENED = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_FOR_THE_PROXY = (b"proxy-connection", b"proxy-authorization")


class Tunnel(msgspec.Struct, frozen=True):
    """Where the browser's tunnel leads, and whether TLS is spoken in it."""

    host: str
    port: int
    tls: bool

    @property
    def origin(self) -> str:
        """The beginning of every address in it."""
        return origin_of(self.host, self.port, tls=self.tls)


class Asked(msgspec.Struct, frozen=True):
    """One request of the browser: its address, and the head that goes to the server."""

    method: str
    url: str
    host: str
    port: int
    tls: bool
    head: bytes
    request: RequestFraming


class Answerer(Protocol):
    """What stands behind one connection of the browser."""

    async def open(self, host: str, port: int) -> bool:
        """Connect to a server for a tunnel; return whether there is a connection."""
        ...

    async def seal(self) -> bool:
        """Speak TLS with that server; return whether it does."""
        ...

    async def answer(self, asked: Asked, browser: Wire) -> bool:
        """Pass a request on and its response back; return whether another request may follow."""
        ...

    def refuse(self, url: str, method: str, why: Refusal, said: str) -> None:
        """Take note of a request that goes nowhere."""
        ...

    async def close(self) -> None:
        """End what was opened."""
        ...


def origin_of(host: str, port: int, *, tls: bool) -> str:
    """Return scheme, host and port as they stand in an address."""
    scheme, usual = ("https", 443) if tls else ("http", 80)
    shown = f"[{host}]" if ":" in host else host
    return f"{scheme}://{shown}" + ("" if port == usual else f":{port}")


async def converse(browser: Wire, answerer: Answerer, authority: Authority) -> None:
    """Serve one connection of the browser until one side has enough of it."""
    tunnel: Tunnel | None = None
    try:
        while (request := await _next(browser, answerer, tunnel)) is not None:
            if request.method == "CONNECT" and tunnel is None:
                tunnel = await _tunnel(request, browser, answerer, authority)
                if tunnel is None:
                    return
                continue
            asked = _asked(request, answerer, tunnel)
            if asked is None or not await answerer.answer(asked, browser):
                return
    except (OSError, ssl.SSLError):
        return  # the browser broke off; what was under way is recorded by now
    finally:
        await answerer.close()
        browser.close()


async def _next(browser: Wire, answerer: Answerer, tunnel: Tunnel | None) -> RequestFraming | None:
    """Return the next request, its head taken; None when there is none to be passed on."""
    request = RequestFraming()
    try:
        while piece := await browser.read():
            rest = request.take_head(piece)
            if rest is not None:
                browser.unread(rest)
                return request
    except Malformed as error:
        where = tunnel.origin + "/" if tunnel else ""
        answerer.refuse(where, request.method, Refusal.MALFORMED, str(error))
    return None


async def _tunnel(
    request: RequestFraming, browser: Wire, answerer: Answerer, authority: Authority
) -> Tunnel | None:
    """Open a tunnel: first to the server, then for the browser; None when there is none."""
    target = request.target.decode("ascii")
    try:
        host, port = host_and_port(target, 0)  # 0 is no port: CONNECT names one
    except (AddressRefused, Malformed) as error:
        answerer.refuse(f"https://{target}/", "CONNECT", Refusal.MALFORMED, str(error))
        return None
    if not await answerer.open(host, port):
        await browser.write(_NOT_OPENED)
        return None
    browser.hold()
    await browser.write(_OPENED)
    first = await browser.peek()
    if first != _TLS_HANDSHAKE:  # a WebSocket without TLS goes through a tunnel as well
        browser.release()
        return Tunnel(host, port, tls=False) if first else None
    if not await answerer.seal():
        return None
    await browser.seal(authority.context(host))
    return Tunnel(host, port, tls=True)


def _asked(request: RequestFraming, answerer: Answerer, tunnel: Tunnel | None) -> Asked | None:
    """Return the request as it goes on; None when it cannot without being changed."""
    target = request.target.decode("ascii")
    try:
        return _in_tunnel(request, target, tunnel) if tunnel else _absolute(request, target)
    except (AddressRefused, Malformed) as error:
        url = tunnel.origin + target if tunnel else target
        answerer.refuse(url, request.method, Refusal.MALFORMED, str(error))
        return None


def _in_tunnel(request: RequestFraming, target: str, tunnel: Tunnel) -> Asked:
    if not target.startswith("/"):
        raise Malformed("a target in a tunnel begins with /")
    _demand_host(request, tunnel.host, tunnel.port, 443 if tunnel.tls else 80)
    url = tunnel.origin + target
    head = _head(request, request.target)
    return Asked(request.method, url, tunnel.host, tunnel.port, tunnel.tls, head, request)


def _absolute(request: RequestFraming, target: str) -> Asked:
    scheme, colon, rest = target.partition("://")
    if not colon or scheme.lower() != "http":
        raise Malformed("only http:// is asked for outside of a tunnel")
    ends = [rest.find(each) for each in "/?#" if each in rest]
    authority, path = (rest[: min(ends)], rest[min(ends) :]) if ends else (rest, "")
    if "@" in authority or "#" in path:
        raise Malformed("a request's address has neither a log-in nor a fragment")
    host, port = host_and_port(authority, 80)
    _demand_host(request, host, port, 80)
    origin_form = path if path.startswith("/") else "/" + path
    url = origin_of(host, port, tls=False) + origin_form
    return Asked(
        request.method, url, host, port, False, _head(request, origin_form.encode()), request
    )


def _demand_host(request: RequestFraming, host: str, port: int, usual: int) -> None:
    """Demand that the field Host says what the target says."""
    for value in request.head.all(b"host"):
        if host_and_port(value.decode("latin-1"), usual) != (host, port):
            raise Malformed("Host says another host than the address")


def _head(request: RequestFraming, target: bytes) -> bytes:
    """Return the head for the server: every line as it came, but those meant for a proxy."""
    lines = [
        line
        for line, (name, _value) in zip(request.head.lines, request.head.fields, strict=True)
        if name not in _FOR_THE_PROXY
    ]
    start = b"%s %s HTTP/%s" % (request.method.encode("ascii"), target, request.version)
    return b"\r\n".join([start, *lines, b"", b""])
