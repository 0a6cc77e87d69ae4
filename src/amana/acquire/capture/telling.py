"""What is found out about the folder of a capture before anything of its bundle is written.

Every number and verdict comes from the files of the folder, read again; nothing is believed that
can be computed.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from amana.acquire.capture.accounts import (
    UNEXPLAINED,
    Account,
    Counted,
    Difference,
    Exchange,
    Purpose,
    Refusal,
    Robots,
    Wanted,
)
from amana.acquire.capture.decoding import plain
from amana.acquire.capture.gathering import DATA, Gathered, gather
from amana.acquire.capture.holding import hold
from amana.acquire.capture.noted import Begun, Defect
from amana.acquire.capture.outcomes import follow, main, outcome
from amana.acquire.capture.reconcile import reconcile
from amana.acquire.capture.rereading import Found, block
from amana.acquire.capture.robots import MOST_BYTES, address_of, robots
from amana.core import sha256_hex

SEEN = "collector-address-in-responses"
"""The option that tells in how many responses a declared address of the collector stands."""

_MOST_SEARCHED = 16 << 20
_NOWHEN = "1980-01-01T00:00:00.000000Z"


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """What was found out about a folder; `collector` is the part about the collector, encoded."""

    folder: Path
    account: Account
    found: Gathered
    differences: tuple[Difference, ...]
    defects: tuple[Defect, ...]
    robots: Robots | None
    collector: bytes | None


def tell(folder: Path) -> Telling:
    """Read a folder, and compute what its account says."""
    found = gather(folder)
    begun = found.begun or _unknown(found)
    defects = (*found.defects, *hold(found.exchanges, found.recording.found))
    differences = _differences(found)
    path = _path(begun, found)
    _note_lacking(found, differences, defects)
    collector = msgspec.json.encode(found.collector) if found.collector is not None else None
    last = main(path[-1], found.exchanges, found.requests)
    seen = _seen(folder, found)
    about_robots = _robots(folder, path[-1], found)
    account = Account(
        wanted=begun.wanted,
        outcome=outcome(
            path[-1],
            found.exchanges,
            found.refused,
            frozenset(found.lacking),
            found.requests,
        ),
        began=begun.began,
        ended=found.shown.ended if found.shown else _last_moment(begun.began, found),
        profile=begun.profile,
        shown=path[-1] if last is not None and last.response is not None else None,
        status=last.status if last is not None else None,
        title=found.shown.title if found.shown else None,
        path=path,
        lacking=tuple(sorted(found.lacking)),
        counted=_counted(found, differences),
        robots=about_robots,
        software=begun.software,
        options=begun.options | ({SEEN: str(seen)} if seen else {}),
        clock=begun.clock,
        collector=sha256_hex(collector) if collector is not None else None,
    )
    return Telling(
        folder=folder,
        account=account,
        found=found,
        differences=differences,
        defects=defects,
        robots=about_robots,
        collector=collector,
    )


def _unknown(found: Gathered) -> Begun:
    """Return what can be said of a capture whose beginning was not noted."""
    first = min((each.began for each in found.exchanges), default=_NOWHEN)
    pages = (each.url for each in found.exchanges if each.purpose is Purpose.PAGE)
    return Begun(wanted=Wanted(url=next(pages, "about:blank")), began=first, profile="")


def _last_moment(began: str, found: Gathered) -> str:
    """Return the last moment that anything in the folder tells."""
    moments = [each.ended for each in found.exchanges] + [each.at for each in found.requests]
    return max([began, *moments, *(each.at for each in found.refused)])


def _differences(found: Gathered) -> tuple[Difference, ...]:
    if "requests" in found.lacking:
        return ()  # one witness is missing: there is nothing to compare
    until = found.shown.until if found.shown else None
    return reconcile(found.requests, found.exchanges, found.refused, until=until)


def _path(begun: Begun, found: Gathered) -> tuple[str, ...]:
    if found.shown is not None and found.shown.path:
        return found.shown.path
    locations = {each.record: each.location for each in found.recording.found}
    return follow(begun.wanted.url, found.exchanges, locations)


def _note_lacking(
    found: Gathered, differences: tuple[Difference, ...], defects: tuple[Defect, ...]
) -> None:
    """Add to what is lacking whatever follows from what was found."""
    lacking = found.lacking
    if found.shown is not None:
        lacking.update(found.shown.lacking)
    if any(each.truncated for each in found.exchanges):
        lacking.add("truncated")
    if any(each.why is Refusal.LIMIT for each in found.refused):
        lacking.add("limit")
    if any(each.kind in UNEXPLAINED for each in differences):
        lacking.add("unexplained")
    if "requests" in lacking:
        lacking.add("differences")
    if defects:
        lacking.add("defects")


def _counted(found: Gathered, differences: tuple[Difference, ...]) -> Counted:
    unexplained = sum(each.kind in UNEXPLAINED for each in differences)
    http = (each for each in found.recording.found if each.kind in ("request", "response"))
    return Counted(
        exchanges=len(found.exchanges),
        bytes=sum(each.size for each in http),
        refused=len(found.refused),
        truncated=sum(each.truncated is not None for each in found.exchanges),
        failed=sum(each.response is None for each in found.exchanges),
        explained=len(differences) - unexplained,
        unexplained=unexplained,
    )


def _robots(folder: Path, url: str, found: Gathered) -> Robots | None:
    """Return what the recorded robots.txt says of the address that was shown."""
    asked = [each for each in found.exchanges if each.purpose is Purpose.ROBOTS]
    if not asked:
        found.lacking.add("robots")
        return None
    last = asked[-1]
    content = b""
    record = record_of(last, found)
    if record is not None:
        content = plain(_begin(folder, record, 2 * MOST_BYTES), MOST_BYTES)
    at = last.url or address_of(url)
    return robots(url, at=at, status=last.status, content=content)


def record_of(exchange: Exchange, found: Gathered) -> Found | None:
    """Return the record of the response of an exchange."""
    for each in found.recording.found:
        if each.record == exchange.record and each.kind == "response":
            return each
    return None


def _begin(folder: Path, record: Found, most: int) -> bytes:
    """Return the first bytes of a block."""
    begun = bytearray()
    for piece in block(folder / DATA, record):
        begun += piece
        if len(begun) >= most:
            break
    return bytes(begun[:most])


def _seen(folder: Path, found: Gathered) -> int:
    """Return how many responses hold an address that the collector is seen by."""
    addresses = [each.encode() for each in (found.collector.egress if found.collector else ())]
    if not addresses:
        return 0
    count = 0
    for record in found.recording.found:
        if record.kind == "response":
            message = _begin(folder, record, _MOST_SEARCHED)
            text = message.partition(b"\r\n\r\n")[0] + plain(message, _MOST_SEARCHED)
            count += any(address in text for address in addresses)
    return count
