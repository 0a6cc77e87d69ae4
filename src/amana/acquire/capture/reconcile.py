"""What the browser tells of its requests, held against what the recorder has: two witnesses.

Neither is believed against the other: each request about which they differ is listed, with what
explains it where something does. Pure.

Rules, for each pair of method and address (fragments and the difference of `ws:` and `http:` do
not count):
  1. One request that the browser tells and one exchange that is recorded are the same one, in the
     order of their times. They differ where both have a status and it is another; a 304 that the
     browser shows as its stored response is explained by the cache.
  2. A request that was not recorded is explained, in this order, by: what the recorder refused (a
     tunnel that it refused explains every request through it that got no answer), the
     cache, a service worker, the browser itself, which held it back or gave it up, or by being told
     of twice: another line tells of the same address within a second, and of an end, this one not.
  3. An exchange of which the browser does not tell is explained by: being a preflight (OPTIONS), a
     further part (206) of a medium that it does tell of, or having begun after the browser's log
     was closed. What the recorder asked of its own is no matter of the browser.
  4. Everything else is unexplained.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from urllib.parse import urlsplit, urlunsplit

from amana.acquire.capture.accounts import (
    Difference,
    Disagreement,
    Exchange,
    Purpose,
    Refused,
    Request,
)

TUNNEL = "CONNECT"
"""The method by which a browser asks a proxy for a way to a server; refused, it has no page yet."""

_NETWORK = frozenset({"http", "https", "ws", "wss"})
_PLAIN = {"ws": "http", "wss": "https"}
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}
_NOT_MODIFIED, _PARTIAL = 304, 206
_AT_ONCE = timedelta(seconds=1)

Key = tuple[str, str]


def reconcile(
    requests: Sequence[Request],
    exchanges: Sequence[Exchange],
    refused: Sequence[Refused] = (),
    *,
    until: str | None = None,
) -> tuple[Difference, ...]:
    """Return every difference between the two witnesses, in the order of addresses and methods.

    `until` is when the browser's log was closed.
    """
    told: dict[Key, list[Request]] = defaultdict(list)
    for request in requests:
        if _scheme(request.url) in _NETWORK:
            told[_key(request.url, request.method)].append(request)
    recorded: dict[Key, list[Exchange]] = defaultdict(list)
    for exchange in exchanges:
        if exchange.purpose is Purpose.PAGE:
            recorded[_key(exchange.url, exchange.method)].append(exchange)
    stopped = Counter(_key(each.url, each.method) for each in refused)
    tunnels = {origin(each.url) for each in refused if each.method == TUNNEL}
    found: list[Difference] = []
    for key in sorted(told.keys() | recorded.keys()):
        closed = math.inf if origin(key[0]) in tunnels else stopped[key]
        pair = _Pair(told.get(key, []), recorded.get(key, []), closed, until)
        found += pair.differences()
    return tuple(found)


def plain_url(url: str) -> str:
    """Return an address as both witnesses can write it: no fragment, no default port, http."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    scheme = _PLAIN.get(parts.scheme, parts.scheme)
    place = parts.netloc.lower().removesuffix(_DEFAULT_PORTS.get(scheme, "\0"))
    return urlunsplit((scheme, place, parts.path or "/", parts.query, ""))


def origin(url: str) -> str:
    """Return scheme, host and port of an address."""
    return "/".join(plain_url(url).split("/", 3)[:3])


def _scheme(url: str) -> str:
    return url.partition(":")[0].lower()


def _key(url: str, method: str) -> Key:
    return plain_url(url), method.upper()


class _Pair:
    """What the two say of one address and method."""

    def __init__(
        self,
        requests: list[Request],
        exchanges: list[Exchange],
        refused: float,
        until: str | None,
    ) -> None:
        self._requests = sorted(requests, key=lambda each: each.at)
        self._exchanges = sorted(exchanges, key=lambda each: (each.began, each.number))
        self._refused = refused
        self._until = until

    def differences(self) -> Iterator[Difference]:
        told = list(self._requests)
        left = list(self._exchanges)
        # Those that no wire has seen go last: a stored copy needs no exchange of its own.
        told.sort(key=lambda each: each.from_cache or each.from_worker or _open(each))
        while told and left:
            yield from _compared(told.pop(0), left.pop(0))
        for request in told:
            yield self._not_recorded(request)
        for exchange in left:
            yield self._not_told(exchange)

    def _not_recorded(self, request: Request) -> Difference:
        kind = Disagreement.ONLY_BROWSER
        if self._refused and request.status is None:
            self._refused -= 1
            kind = Disagreement.REFUSED
        elif request.from_cache:
            kind = Disagreement.CACHED
        elif request.from_worker:
            kind = Disagreement.WORKER
        elif _held_back(request.error):
            kind = Disagreement.BLOCKED
        elif _open(request) and self._ended_beside(request):
            kind = Disagreement.TWICE
        said = request.error or ("" if request.status is None else f"status {request.status}")
        return Difference(kind=kind, url=request.url, method=request.method, said=said)

    def _ended_beside(self, request: Request) -> bool:
        """Tell whether another line tells of the end of what may be this very request."""
        at = _moment(request)
        if at is None:
            return False
        place = bisect_left(self._ends, at - _AT_ONCE)
        return place < len(self._ends) and self._ends[place] <= at + _AT_ONCE

    @cached_property
    def _ends(self) -> list[datetime]:
        """When the requests were made that came to an end, in order: there may be thousands."""
        moments = (_moment(each) for each in self._requests if not _open(each))
        return sorted(each for each in moments if each is not None)

    def _not_told(self, exchange: Exchange) -> Difference:
        kind = Disagreement.ONLY_RECORDER
        if exchange.method.upper() == "OPTIONS":
            kind = Disagreement.PREFLIGHT
        elif exchange.status == _PARTIAL and self._requests:
            kind = Disagreement.RANGE
        elif self._until is not None and exchange.began > self._until:
            kind = Disagreement.AFTER
        said = exchange.error or ("" if exchange.status is None else f"status {exchange.status}")
        return _about(kind, exchange, said)


def _compared(request: Request, exchange: Exchange) -> Iterator[Difference]:
    """Yield the difference where both have a status, and not the same."""
    told, recorded = request.status, exchange.status
    if told is None or recorded is None or told == recorded:
        return
    stored = recorded == _NOT_MODIFIED
    kind = Disagreement.CACHED if stored else Disagreement.STATUS
    yield _about(kind, exchange, f"status {told} in the browser, {recorded} on the wire")


def _about(kind: Disagreement, exchange: Exchange, said: str) -> Difference:
    return Difference(
        kind=kind, url=exchange.url, method=exchange.method, number=exchange.number, said=said
    )


def _open(request: Request) -> bool:
    """Tell whether the browser tells of no end."""
    return request.status is None and request.error is None


def _moment(request: Request) -> datetime | None:
    """Return when it was made; None where that is no moment."""
    try:
        at = datetime.fromisoformat(request.at)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _held_back(error: str | None) -> bool:
    """Tell whether the browser says that it let the request not go, or gave it up."""
    return error is not None and ("BLOCKED" in error or "ABORTED" in error)
