"""The JSON shapes of what a capture tells of itself, read from the evidence in its bundle.

Lines and account are the types of the archive, as they are. A bundle may come from anywhere: a line
that is not as docs/reference/formats/capture.md says is left out and counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec

from amana.archive import Bundle, accounts
from amana.core import prepared

_Line = TypeVar("_Line")
_MOST_LINES = 500


class PeerShape(msgspec.Struct, frozen=True, kw_only=True):
    """Who answered for a host; `page` where it answered for an address on the way to the page."""

    host: str
    page: bool
    exchanges: int
    peer: accounts.Peer | None
    tls: accounts.Tls | None


class CutShape(msgspec.Struct, frozen=True, kw_only=True):
    """An exchange without its response, or with a part of it: why, as a code and in words."""

    number: int
    url: str
    method: str
    status: int | None
    truncated: accounts.Truncated | None
    error: str | None


class CaptureShape(msgspec.Struct, frozen=True, kw_only=True):
    """What a capture shows of itself; of each list at most 500 lines, in `evidence` are all.

    `unreadable` lines were left out because they are not as the format says. `withheld` tells that
    the part about the collector is not in this bundle.
    """

    account: accounts.Account
    peers: tuple[PeerShape, ...]
    cut: tuple[CutShape, ...]
    refused: tuple[accounts.Refused, ...]
    differences: tuple[accounts.Difference, ...]
    steps: tuple[accounts.Deed, ...]
    pictures: tuple[str, ...]
    evidence: tuple[str, ...]
    withheld: bool
    unreadable: int


class _Lists:
    """The lists of a bundle as they are read, and how many of their lines were left out."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self.unreadable = 0

    def read(self, name: str, shape: type[_Line]) -> list[_Line]:
        """Return the lines of a list; one that is missing is empty."""
        decoder, found = msgspec.json.Decoder(prepared(shape)), []
        for line in (self._bundle.evidence(name) or b"").split(b"\n"):
            if not line.strip():
                continue
            try:
                found.append(decoder.decode(line))
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                self.unreadable += 1
        return found


def capture_of(bundle: Bundle) -> CaptureShape:
    """Return what the screens tell of a capture.

    Raises:
        UnreadableError: it is no capture of a page, or its account is damaged.
    """
    account, names, lists = bundle.account(), bundle.names(), _Lists(bundle)
    exchanges = lists.read("exchanges.jsonl", accounts.Exchange)
    refused = lists.read("refused.jsonl", accounts.Refused)
    differences = lists.read("differences.jsonl", accounts.Difference)
    steps = lists.read("steps.jsonl", accounts.Deed)
    return CaptureShape(
        account=account,
        peers=_peers(exchanges, account.path),
        cut=_cut(exchanges)[:_MOST_LINES],
        refused=tuple(refused[:_MOST_LINES]),
        differences=_unexplained_first(differences)[:_MOST_LINES],
        steps=tuple(steps[:_MOST_LINES]),
        pictures=tuple(sorted(filter(is_picture, names), key=_in_order)),
        evidence=names,
        withheld=bundle.withheld,
        unreadable=lists.unreadable,
    )


def is_picture(name: str) -> bool:
    """Tell whether this is what a picture of the page is called."""
    return accounts.PICTURE.fullmatch(name) is not None


def _in_order(name: str) -> tuple[bool, bool, str]:
    """Return by what pictures are put in order: before, after, tile by tile, then frames."""
    return (
        "frame" in name,
        "after" in name,
        name.replace(".png", "-1.png") if name.count("-") == 1 else name,
    )


def _peers(exchanges: Sequence[accounts.Exchange], path: Iterable[str]) -> tuple[PeerShape, ...]:
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
    return peer.tls is not None and peer.tls.verdict is accounts.Verdict.HOLDS


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc or url
    except ValueError:
        return url


def _cut(exchanges: Iterable[accounts.Exchange]) -> tuple[CutShape, ...]:
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


def _unexplained_first(
    found: Sequence[accounts.Difference],
) -> tuple[accounts.Difference, ...]:
    return tuple(sorted(found, key=lambda each: each.kind not in accounts.UNEXPLAINED))
