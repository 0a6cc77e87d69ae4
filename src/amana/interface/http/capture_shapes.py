"""The JSON shapes of what a capture tells of itself, read from the evidence in its bundle.

A bundle may come from anywhere: a line that is not as docs/reference/formats/capture.md says is
left out and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec

_Line = TypeVar("_Line")
_MOST_LINES = 500
_PICTURE = re.compile(r"picture-(?:before|after)(?:-[2-9])?\.png")


class _Robots(msgspec.Struct, frozen=True, kw_only=True):
    url: str
    status: int | None
    allowed: bool | None
    rule: str | None


class _Software(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    version: str
    sha256: str | None


class _Wanted(msgspec.Struct, frozen=True, kw_only=True):
    url: str
    purpose: str | None
    authority: str | None
    restrictions: tuple[str, ...]


class _Counted(msgspec.Struct, frozen=True, kw_only=True):
    exchanges: int
    bytes: int
    refused: int
    truncated: int
    failed: int
    explained: int
    unexplained: int


class AccountShape(msgspec.Struct, frozen=True, kw_only=True):
    """The account of a capture, as evidence/capture.json has it."""

    wanted: _Wanted
    outcome: str
    began: str
    ended: str
    profile: str
    shown: str | None
    status: int | None
    title: str | None
    path: tuple[str, ...]
    lacking: tuple[str, ...]
    counted: _Counted
    robots: _Robots | None
    software: tuple[_Software, ...]
    options: dict[str, str]
    clock: str
    collector: str | None


class _Peer(msgspec.Struct, frozen=True, kw_only=True):
    address: str
    port: int
    resolver: str
    answers: tuple[str, ...] = ()


class _Tls(msgspec.Struct, frozen=True, kw_only=True):
    version: str
    cipher: str
    verdict: str
    chain: tuple[str, ...] = ()
    why: str | None = None


class _Exchange(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    purpose: str
    url: str
    method: str
    status: int | None = None
    peer: _Peer | None = None
    tls: _Tls | None = None
    truncated: str | None = None
    error: str | None = None
    response: dict[str, str | int] | None = None


class PeerShape(msgspec.Struct, frozen=True, kw_only=True):
    """Who answered for a host; `page` where it answered for an address on the way to the page."""

    host: str
    page: bool
    exchanges: int
    peer: _Peer | None
    tls: _Tls | None


class CutShape(msgspec.Struct, frozen=True, kw_only=True):
    """An exchange without its response, or with a part of it: why, as a code and in words."""

    number: int
    url: str
    method: str
    status: int | None
    truncated: str | None
    error: str | None


class RefusedShape(msgspec.Struct, frozen=True, kw_only=True):
    """A request that the recorder let go nowhere."""

    url: str
    method: str
    at: str
    why: str
    said: str = ""


class DifferenceShape(msgspec.Struct, frozen=True, kw_only=True):
    """A request about which the browser's log and the recording differ."""

    kind: str
    url: str
    method: str
    number: int | None = None
    said: str = ""


class StepShape(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was done to the page."""

    at: str
    what: str
    said: str = ""
    count: int = 1


class CaptureShape(msgspec.Struct, frozen=True, kw_only=True):
    """What a capture shows of itself; of each list at most 500 lines, in `evidence` are all.

    `unreadable` lines were left out because they are not as the format says. `withheld` tells that
    the part about the collector is not in this bundle.
    """

    account: AccountShape
    peers: tuple[PeerShape, ...]
    cut: tuple[CutShape, ...]
    refused: tuple[RefusedShape, ...]
    differences: tuple[DifferenceShape, ...]
    steps: tuple[StepShape, ...]
    pictures: tuple[str, ...]
    evidence: tuple[str, ...]
    withheld: bool
    unreadable: int


class Lists(msgspec.Struct, kw_only=True):
    """The lists of a bundle as they are read, and how many of their lines were left out."""

    unreadable: int = 0

    def read(self, content: bytes | None, shape: type[_Line]) -> list[_Line]:
        """Return the lines of a list; one that is missing is empty."""
        decoder, found = msgspec.json.Decoder(shape), []
        for line in (content or b"").split(b"\n"):
            if not line.strip():
                continue
            try:
                found.append(decoder.decode(line))
            except (msgspec.DecodeError, UnicodeDecodeError):
                self.unreadable += 1
        return found


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of a bundle of which the screens tell, as bytes; None where one is missing."""

    names: tuple[str, ...]
    exchanges: bytes | None
    refused: bytes | None
    differences: bytes | None
    steps: bytes | None


def capture_of(account: object, found: Evidence) -> CaptureShape:
    """Return what the screens tell of a capture."""
    told = msgspec.convert(account, AccountShape, from_attributes=True)
    lists = Lists()
    exchanges = lists.read(found.exchanges, _Exchange)
    refused = lists.read(found.refused, RefusedShape)
    differences = lists.read(found.differences, DifferenceShape)
    steps = lists.read(found.steps, StepShape)
    return CaptureShape(
        account=told,
        peers=_peers(exchanges, told.path),
        cut=_cut(exchanges)[:_MOST_LINES],
        refused=tuple(refused[:_MOST_LINES]),
        differences=_unexplained_first(differences)[:_MOST_LINES],
        steps=tuple(steps[:_MOST_LINES]),
        pictures=tuple(sorted((n for n in found.names if is_picture(n)), key=_in_order)),
        evidence=found.names,
        withheld=COLLECTOR not in found.names,
        unreadable=lists.unreadable,
    )


COLLECTOR = "collector"
"""The part of the evidence that tells of the collector."""

UNEXPLAINED = frozenset({"only-the-browser", "only-the-recorder", "status"})
"""Differences for which there is no explanation."""


def is_picture(name: str) -> bool:
    """Tell whether this is what a picture of the page is called."""
    return _PICTURE.fullmatch(name) is not None


def _in_order(name: str) -> tuple[bool, str]:
    """Return by what pictures are put in order: those from before first, tile by tile."""
    return "after" in name, name.replace(".png", "-1.png") if name.count("-") == 1 else name


def _peers(exchanges: Sequence[_Exchange], path: Iterable[str]) -> tuple[PeerShape, ...]:
    """Return who answered, once for each host, address and verdict; of the page first."""
    on_the_way = {url.partition("#")[0] for url in path}
    found: dict[tuple[object, ...], PeerShape] = {}
    for each in exchanges:
        tls, host = each.tls, _host(each.url)
        key = (host, each.peer and (each.peer.address, each.peer.port), tls and tls.verdict)
        old = found.get(key)
        found[key] = PeerShape(
            host=host,
            page=each.url.partition("#")[0] in on_the_way or (old is not None and old.page),
            exchanges=1 + (old.exchanges if old else 0),
            peer=old.peer if old else each.peer,
            tls=old.tls if old else tls,
        )
    ordered = sorted(found.values(), key=lambda peer: (not peer.page, _holds(peer)))
    return tuple(ordered[:_MOST_LINES])


def _holds(peer: PeerShape) -> bool:
    return peer.tls is not None and peer.tls.verdict == "holds"


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc or url
    except ValueError:
        return url


def _cut(exchanges: Iterable[_Exchange]) -> tuple[CutShape, ...]:
    return tuple(
        CutShape(
            number=each.number,
            url=each.url,
            method=each.method,
            status=each.status,
            truncated=each.truncated,
            error=each.error,
        )
        for each in exchanges
        if each.truncated or each.response is None
    )


def _unexplained_first(found: Sequence[DifferenceShape]) -> tuple[DifferenceShape, ...]:
    return tuple(sorted(found, key=lambda each: each.kind not in UNEXPLAINED))
