"""A time-stamp authority on the network (RFC 3161 section 3.4).

It is sent one thing: a query, which holds a digest and a random number. Nothing is followed
elsewhere, and no more is read than a response can have.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from amana.core import UnavailableError, UsageError
from amana.custody.tokens import LIMIT

if TYPE_CHECKING:
    import httpx

PATIENCE = 20.0
"""Seconds to wait for a connection, and for each part of the answer."""
_LONGEST = 1000
_NUMBERS = re.compile(r"^\[[^\]]*\] ?| ?\([a-z_]+\.c:\d+\)")
"""What stands before and behind the words: `[Errno 111]`, `(_ssl.c:1000)`."""
_QUERY = "application/timestamp-query"
_OK = 200
_REPLY = "application/timestamp-reply"


def check_address(url: str) -> str:
    """Return the address of an authority, if it can be one.

    Rules: `http` or `https`, a host, no name and password (the address is entered in the log), no
    fragment. Plain `http` is as good: tokens are signed, and no query shows anything.

    Raises:
        UsageError: a rule is broken.
    """
    try:
        parsed = urlsplit(url)
        there = parsed.scheme in ("http", "https") and parsed.hostname and parsed.port != 0
    except ValueError:
        there = False
    if not there or not url.isascii() or any(c <= " " for c in url):
        raise UsageError(
            f"{url!r} is no address of an authority", remedy="it begins with http:// or https://"
        )
    if "@" in parsed.netloc or parsed.fragment or len(url) > _LONGEST:
        raise UsageError(
            "an address of an authority holds no name, no password and no fragment",
            remedy="it is entered in the custody log, for everybody to read",
        )
    return url


def plain_reason(error: httpx.HTTPError) -> str:
    """Return why there was no answer, in the words of the system, without its numbers."""
    import httpx  # noqa: PLC0415 - takes long, and is rarely used

    if isinstance(error, httpx.TimeoutException):
        return "it took too long"
    said = _NUMBERS.sub("", str(error)).strip() or type(error).__name__
    return said[0].lower() + said[1:] if said[1:2].islower() else said


class HTTPAuthority:
    """An `Authority` at `url`."""

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        self._url = check_address(url)
        self._patience = patience

    def ask(self, query: bytes) -> bytes:
        """See `Authority.ask`."""
        import httpx  # noqa: PLC0415 - takes long, and is rarely used

        headers = {"content-type": _QUERY, "accept": _REPLY}
        try:
            with httpx.stream(
                "POST", self._url, content=query, headers=headers, timeout=self._patience
            ) as answer:
                if answer.status_code != _OK:
                    raise self._silent(f"it answers with status {answer.status_code}")
                return self._read(answer)
        except httpx.HTTPError as error:
            raise self._silent(plain_reason(error)) from error

    def _read(self, answer: httpx.Response) -> bytes:
        data = bytearray()
        for part in answer.iter_bytes():
            data += part
            if len(data) > LIMIT:
                raise self._silent("its answer is longer than a response can be")
        return bytes(data)

    def _silent(self, why: str) -> UnavailableError:
        return UnavailableError(
            f"no answer from the time-stamp authority at {self._url}: {why}",
            remedy="nothing is lost: the next token covers everything up to then. Without network, "
            "carry the query by hand: `amana timestamp --export DIR`",
        )
