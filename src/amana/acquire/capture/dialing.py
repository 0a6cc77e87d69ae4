"""From a host's name to a connection: looked up once, every address checked, that one dialled.

What a name leads to is judged when it is dialled and never looked up again for that connection, so
that redirects, scripts and name servers that change their mind all meet the same door.
"""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable
from ipaddress import ip_address, ip_network
from typing import Protocol

import msgspec
from python_socks import (
    ProxyConnectionError,
    ProxyError,
    ProxyTimeoutError,
    ProxyType,
    parse_proxy_url,
)
from python_socks.async_.asyncio import Proxy

from amana.acquire.capture.accounts import Lookup, Peer, Refusal, Resolver, Tls
from amana.acquire.capture.addresses import may_ask, may_dial
from amana.acquire.capture.certificates import agreed, chain_of, taking_any, trusting
from amana.acquire.capture.nearby import own_networks
from amana.acquire.capture.profiles import Profile
from amana.acquire.capture.wires import Wire
from amana.core import Clock, UsageError, stamp

Resolve = Callable[[str], Awaitable[list[str]]]
"""Finds the addresses of a name; raises OSError where there are none."""

_DIAL_SECONDS = 15.0
_LOOKUP_SECONDS = 20.0


class Unreached(Exception):
    """There is no connection: `why`, and what was said."""

    def __init__(self, why: Refusal, said: str) -> None:
        super().__init__(said)
        self.why = why
        self.said = said


class NearEnd(msgspec.Struct, frozen=True, kw_only=True):
    """What a connection tells of the collector: one line of collector-network.jsonl."""

    at: str
    connection: int
    address: str
    port: int


class LeadsInside(msgspec.Struct, frozen=True, kw_only=True):
    """Answers for a name that may tell of the collector's own network: not public, or near."""

    at: str
    name: str
    answers: tuple[str, ...]


async def by_the_system(host: str) -> list[str]:
    """Return the addresses of a name, as the name servers of this machine answer."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


class Ledger(Protocol):
    """Where dialling writes what it sees."""

    def looked_up(self, lookup: Lookup) -> None:
        """Take note that a name was looked up."""
        ...

    def certificate(self, der: bytes) -> None:
        """Take note that a server sent this certificate."""
        ...

    def near_end(self, near: NearEnd) -> None:
        """Take note that a connection was made from here."""
        ...

    def leads_inside(self, leads: LeadsInside) -> None:
        """Take note that a name leads to addresses that are not public."""
        ...


class Dialled:
    """A connection to a server, with what is known of it; `tls` once it is sealed."""

    def __init__(self, number: int, wire: Wire, host: str, port: int, peer: Peer) -> None:
        self.number = number
        self.wire = wire
        self.host = host
        self.port = port
        self.peer = peer
        self.tls: Tls | None = None
        self.used = False


class Dialler:
    """Makes the connections of one capture."""

    def __init__(
        self, profile: Profile, ledger: Ledger, clock: Clock, resolve: Resolve = by_the_system
    ) -> None:
        self._profile = profile
        self._ledger = ledger
        self._clock = clock
        self._resolve = resolve
        self._upstream = _upstream_of(profile)
        self._count = 0
        try:
            self._trusting = trusting(profile.authorities)
        except OSError as error:
            raise UsageError(
                f"the certificate authorities of the profile cannot be read: {error}",
                remedy="name a PEM file with at least one certificate",
            ) from error

    async def dial(self, host: str, port: int) -> Dialled:
        """Return a connection to the host, not yet sealed.

        Raises:
            Unreached: it may not be, or cannot be.
        """
        if (refusal := may_ask(host, port, self._profile)) is not None:
            raise Unreached(refusal, f"{host}:{port} may not be asked")
        if self._upstream is not None:
            wire, peer = await self._by(self._upstream, host, port)
        else:
            answers, resolver = await self._answers(host)
            wire, peer = await self._first_of(answers, port, resolver)
        return self._dialled(wire, host, port, peer)

    async def seal(self, line: Dialled) -> Dialled:
        """Speak TLS on the connection; where its certificate does not hold, on a second one.

        The second goes to the very same address, and what it shows is recorded with the verdict.

        Raises:
            Unreached: there is no TLS to be had, or the profile wants certificates that hold.
        """
        refused = None
        try:
            try:
                await line.wire.seal(self._trusting, line.host.removesuffix("."))
            except ssl.SSLCertVerificationError as error:
                if self._profile.strict_tls:
                    raise
                refused = error
                line = await self._again(line)
                await line.wire.seal(taking_any(), line.host.removesuffix("."))
        except (OSError, ssl.SSLError) as error:
            line.wire.abort()
            raise Unreached(Refusal.TLS, _words(error)) from error
        connection = line.wire.transport.get_extra_info("ssl_object")
        chain = chain_of(connection)
        for certificate in chain:
            self._ledger.certificate(certificate)
        line.tls = agreed(connection, chain, refused)
        return line

    async def _again(self, line: Dialled) -> Dialled:
        line.wire.abort()
        if self._upstream is not None:
            wire, peer = await self._by(self._upstream, line.host, line.port)
        else:
            wire, peer = await self._to(line.peer.address, line.port), line.peer
        return self._dialled(wire, line.host, line.port, peer)

    def _dialled(self, wire: Wire, host: str, port: int, peer: Peer) -> Dialled:
        self._count += 1
        here = wire.transport.get_extra_info("sockname") or ("", 0)
        self._ledger.near_end(
            NearEnd(
                at=stamp(self._clock.now()),
                connection=self._count,
                address=str(here[0]),
                port=int(here[1]),
            )
        )
        return Dialled(self._count, wire, host, port, peer)

    async def _answers(self, host: str) -> tuple[list[str], Resolver]:
        """Return the addresses of a host, all of them fit to be dialled."""
        given = self._profile.names.get(host.removesuffix(".")) or _literal(host)
        if given is not None:
            answers, resolver = [given], Resolver.GIVEN
        else:
            answers, resolver = await self._looked_up(host), Resolver.SYSTEM
        if _inside(answers, self._profile.allow):
            raise Unreached(Refusal.NOT_PUBLIC, f"{host} leads to an address that is not public")
        if _near(answers, self._profile.allow):  # why would tell where the collector is
            raise Unreached(Refusal.UNREACHABLE, f"there is no way from here to {host}")
        return answers, resolver

    async def _looked_up(self, host: str) -> list[str]:
        at = stamp(self._clock.now())
        try:
            async with asyncio.timeout(_LOOKUP_SECONDS):
                answers = await self._resolve(host)
            if not answers:
                raise OSError("no addresses")  # noqa: TRY301 - as a resolver without any says it
        except (OSError, UnicodeError) as error:
            self._ledger.looked_up(Lookup(name=host, at=at, error=_words(error)))
            said = f"{host} has no address: {_words(error)}"
            raise Unreached(
                Refusal.NO_HOST if _says_no(error) else Refusal.UNREACHABLE, said
            ) from error
        inside, near = (found(answers, self._profile.allow) for found in (_inside, _near))
        if inside or near:  # name servers of the collector's own network may have answered
            self._ledger.leads_inside(LeadsInside(at=at, name=host, answers=(*inside, *near)))
        public = tuple(each for each in answers if each not in (*inside, *near))
        odd = "an address that is not public" if inside else None
        self._ledger.looked_up(Lookup(name=host, at=at, answers=public, error=odd))
        return answers

    async def _first_of(
        self, answers: list[str], port: int, resolver: Resolver
    ) -> tuple[Wire, Peer]:
        """Dial the addresses one after the other until one answers."""
        said = ""
        for address in answers:
            try:
                wire = await self._to(address, port)
            except OSError as error:
                said = f"{address}: {_words(error)}"
                continue
            peer = Peer(address=address, port=port, resolver=resolver, answers=tuple(answers))
            return wire, peer
        raise Unreached(Refusal.UNREACHABLE, said)

    async def _to(self, address: str, port: int) -> Wire:
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(_DIAL_SECONDS):
            _transport, wire = await loop.create_connection(Wire, address, port)
        return wire

    async def _by(self, upstream: _Upstream, host: str, port: int) -> tuple[Wire, Peer]:
        """Have the upstream proxy find the host and connect to it."""
        bare = host.removesuffix(".")
        if (literal := _literal(bare)) and may_dial(literal, self._profile.allow) is not None:
            raise Unreached(Refusal.NOT_PUBLIC, f"{host} is not public")
        kind, address, at, name, password = upstream
        proxy = Proxy(kind, address, at, name, password, rdns=True)
        try:
            reached = await proxy.connect(bare, port, timeout=2 * _DIAL_SECONDS)
        except (ProxyError, ProxyConnectionError, ProxyTimeoutError, OSError) as error:
            raise Unreached(
                Refusal.UNREACHABLE, f"by the upstream proxy: {_of_proxy(error)}"
            ) from error
        loop = asyncio.get_running_loop()
        _transport, wire = await loop.create_connection(Wire, sock=reached)
        return wire, Peer(address="", port=port, resolver=Resolver.REMOTE)


_Upstream = tuple[ProxyType, str, int, str | None, str | None]


def _upstream_of(profile: Profile) -> _Upstream | None:
    """Return the upstream proxy; names are always for it to find (`socks5` is `socks5h`)."""
    if profile.upstream is None:
        return None
    url = profile.upstream.replace("socks5h://", "socks5://", 1)
    try:
        return parse_proxy_url(url)
    except ValueError as error:
        raise UsageError(
            f"the upstream proxy of the profile is not one: {error}",
            remedy="write it like socks5h://127.0.0.1:9050 or http://127.0.0.1:3128",
        ) from error


def _inside(answers: Iterable[str], allow: Iterable[str]) -> list[str]:
    """Return which of these addresses are not public."""
    return [each for each in answers if may_dial(each, allow) is not None]


def _near(answers: Iterable[str], allow: Iterable[str]) -> list[str]:
    """Return which of these addresses are public, and stand in a network of the collector."""
    networks = own_networks()  # anew each time: a laptop comes into other networks
    return [
        each
        for each in answers
        if may_dial(each) is None
        and any(ip_address(each) in network for network in networks)
        and not any(ip_address(each) in ip_network(network) for network in allow)
    ]


def _literal(host: str) -> str | None:
    """Return the address that stands in place of a name."""
    try:
        return str(ip_address(host))
    except ValueError:
        return None


def _of_proxy(error: Exception) -> str:
    """Say what a proxy gave, without its name and its words: they tell of the collector."""
    if isinstance(error, (ProxyTimeoutError, TimeoutError)):
        return "no answer in time"
    if isinstance(error, ProxyError):
        code = error.error_code
        return "it gives no way" if code is None else f"it gives no way, and says {code}"
    return "it cannot be reached"


def _says_no(error: Exception) -> bool:
    """Tell whether there is no such name; a name server that does not answer says nothing of it.

    RFC 3493 section 6.1; a resolver without addresses raises a bare OSError.
    """
    if isinstance(error, socket.gaierror):
        return error.errno in {socket.EAI_NONAME, socket.EAI_NODATA}
    return not isinstance(error, TimeoutError)


def _words(error: BaseException) -> str:
    """Return what an error says, without what it is called."""
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, ssl.SSLError):
        return error.reason or str(error)
    if isinstance(error, OSError) and error.errno is not None:
        known = error.errno > 0  # name servers have numbers of their own, below zero
        return os.strerror(error.errno) if known else error.strerror or str(error)
    return str(error) or type(error).__name__
