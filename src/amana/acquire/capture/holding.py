"""What was noted of each exchange, held against the records that are really there.

Pure. Rules: each exchange that names a record has one of that name, at that place, with the bytes,
status and address that it tells, and beside it the record of its request; no record is claimed
twice; each record of a response belongs to an exchange. Whatever is otherwise is a defect.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from amana.acquire.capture.accounts import Digested, Exchange
from amana.acquire.capture.noted import Defect
from amana.acquire.capture.reconcile import plain_url
from amana.acquire.capture.rereading import Found

_ANSWERS = {"response", "resource"}  # without a status line (HTTP/0.9) it is a resource


def hold(exchanges: Sequence[Exchange], found: Sequence[Found]) -> tuple[Defect, ...]:
    """Return every contradiction between what was noted and what is there."""
    return tuple(_contradictions(exchanges, found))


def _contradictions(exchanges: Sequence[Exchange], found: Sequence[Found]) -> Iterator[Defect]:
    answers = {each.record: each for each in found if each.kind in _ANSWERS}
    requests = {each.concurrent: each for each in found if each.kind == "request"}
    claimed: set[str] = set()
    yield from (Defect(kind=code, name=each.record) for each in found for code in each.wrong)
    for exchange in exchanges:
        name = exchange.record
        if name is None:
            if exchange.response is not None:
                yield Defect(kind="no-record", number=exchange.number)
            continue
        if name in claimed:
            yield Defect(kind="claimed-twice", number=exchange.number, name=name)
        claimed.add(name)
        yield from _of_response(exchange, answers.get(name), requests.get(name))
        yield from _of_request(exchange, requests.get(name))
    for name, response in answers.items():
        if name not in claimed and response.kind == "response":
            yield Defect(kind="untold", name=name, said=response.url[:1000])


def _of_request(exchange: Exchange, found: Found | None) -> Iterator[Defect]:
    name = exchange.record or ""
    if found is None:
        yield Defect(kind="no-request", number=exchange.number, name=name)
    elif _other(exchange.request, found):
        yield Defect(kind="request-bytes", number=exchange.number, name=found.record)


def _of_response(
    exchange: Exchange, found: Found | None, request: Found | None
) -> Iterator[Defect]:
    if found is None:
        if exchange.response is not None or request is None:
            yield Defect(kind="no-record", number=exchange.number, name=exchange.record or "")
        return
    wrong = {
        "place": (exchange.offset, exchange.length) != (found.offset, found.length),
        "bytes": exchange.response is None or _other(exchange.response, found),
        "status": exchange.status != found.status,
        "address": plain_url(exchange.url) != plain_url(found.url),
        "truncated": (exchange.truncated or None) != found.truncated,
    }
    for kind, is_wrong in wrong.items():
        if is_wrong:
            yield Defect(kind=kind, number=exchange.number, name=found.record)


def _other(told: Digested, found: Found) -> bool:
    return (told.sha256, told.bytes) != (found.sha256, found.size)
