"""What became of the page that was asked for: pure rules over what was recorded.

Rules:
  1. The path is what the browser says it went; without its word, the redirects (`Location`) of the
     recorded responses, from the address that was asked for on.
  2. The exchange at the end of the path decides. If there are several, it is the one by which the
     browser says it got the document; what a script of the page asks for at its own address, and
     what the site answers to that, decides nothing. Without the browser's word it is the last.
     404 and 410 are gone; 401, 402, 403, 407, 429, 451, any other 4xx and 5xx are refused by the
     site; no response is unreachable. One without a status that can be read is there in part,
     where the browser showed something of it.
  3. Without such an exchange, what the recorder says of its refusal decides: no such host, no
     connection, or a failure of ours.
  4. A page that is there is captured, or captured in part where what is missing is a part of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urljoin

from amana.acquire.capture.accounts import (
    Exchange,
    Outcome,
    Purpose,
    Refusal,
    Refused,
    Request,
)
from amana.acquire.capture.reconcile import TUNNEL, origin, plain_url

NOT_A_PART = frozenset(
    {
        "robots",
        "steps",
        "console",
        "lookups",
        "shown",
        "collector",
        "not-at-rest",
        "wanted-to-leave",
    }
)
"""What a capture may lack and be whole: it is about the page, and no part of it."""

_GONE = frozenset({404, 410})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LONGEST_PATH = 50
_FIRST_ERROR = 400
_UNREACHABLE = frozenset(
    {Refusal.UNREACHABLE, Refusal.TLS, Refusal.NOT_PUBLIC, Refusal.PORT, Refusal.ONION}
)


def follow(
    url: str, exchanges: Sequence[Exchange], locations: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the path of redirects from an address on; `locations` are by the name of a record."""
    path = [url]
    while len(path) < _LONGEST_PATH:
        exchange = main(path[-1], exchanges)
        if exchange is None or exchange.status not in _REDIRECTS:
            break
        location = locations.get(exchange.record or "")
        if not location:
            break
        try:
            path.append(urljoin(path[-1], location))
        except ValueError:
            break
    return tuple(path)


def main(
    url: str, exchanges: Sequence[Exchange], requests: Sequence[Request] = ()
) -> Exchange | None:
    """Return the exchange in which the browser was given the document of this address.

    `requests` is the browser's log; without it, it is the last exchange of the address.
    """
    wanted = plain_url(url)
    of_page = (each for each in exchanges if each.purpose is Purpose.PAGE)
    found = [each for each in of_page if plain_url(each.url) == wanted and each.method != "OPTIONS"]
    answered = [each for each in found if each.response is not None]
    document = _document(wanted, requests)
    if document is not None:
        after = [
            each for each in found if each.method == document.method and each.began >= document.at
        ]
        alike = [each for each in after if each.status == document.status]
        if alike or after:
            return (alike or after)[0]
    return next(reversed(answered or found), None)


def _document(wanted: str, requests: Sequence[Request]) -> Request | None:
    """Return the last request for the document of an address, in the frame of the page itself."""
    documents = [each for each in requests if each.kind == "Document"]
    found = [
        each
        for each in documents
        if each.frame == documents[0].frame and plain_url(each.url) == wanted
    ]
    return max(found, key=lambda each: each.at, default=None)


def outcome(
    url: str,
    exchanges: Sequence[Exchange],
    refused: Sequence[Refused],
    lacking: Sequence[str] | frozenset[str],
    requests: Sequence[Request] = (),
) -> Outcome:
    """Return what became of the page at the end of the path."""
    exchange = main(url, exchanges, requests)
    if exchange is None:
        return _without(plain_url(url), refused)
    if exchange.response is None:
        return Outcome.UNREACHABLE
    if exchange.status is None:
        return Outcome.UNREACHABLE if "no-page" in lacking else Outcome.IN_PART
    if exchange.status in _GONE:
        return Outcome.GONE
    if exchange.status >= _FIRST_ERROR:
        return Outcome.REFUSED
    return Outcome.IN_PART if set(lacking) - NOT_A_PART else Outcome.CAPTURED


def _without(url: str, refused: Sequence[Refused]) -> Outcome:
    why = {
        each.why
        for each in refused
        if plain_url(each.url) == url or (each.method == TUNNEL and origin(each.url) == origin(url))
    }
    if Refusal.NO_HOST in why:
        return Outcome.NO_SUCH_HOST
    return Outcome.UNREACHABLE if why & _UNREACHABLE else Outcome.FAILED
