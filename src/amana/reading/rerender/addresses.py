"""When two addresses are the same one, and how much alike they are. RFC 3986, and the URL standard.

What a page asks for is spelled by the browser; what an archive holds was spelled by whoever made
it. Both are brought to one spelling; what a server could tell apart stays apart.
"""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import SplitResult, urlsplit

_PORTS = {"http": 80, "https": 443}
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_BARE = re.compile(r"[^!-~]|[\"<>\\^`{|}' ]")


def whole(url: str) -> str:
    """Return an address without its fragment, which is never sent (RFC 9110 section 7.1)."""
    return url.partition("#")[0]


def spelled(url: str) -> str:
    """Return an address in one spelling; one that is none is returned as it is.

    Scheme and host in lower case, no default port, a path; letters that need no escape without one,
    all others with one in capitals (RFC 3986 section 6.2.2).
    """
    parts = _parts(whole(url.strip()))
    if parts is None:
        return whole(url.strip())
    path = _escaped(parts.path) or "/"
    query = f"?{_escaped(parts.query)}" if parts.query else ""
    return f"{parts.scheme}://{_host(parts)}{path}{query}"


def path_of(url: str) -> str:
    """Return a spelled address without its query."""
    return url.partition("?")[0]


def likeness(one: str, other: str) -> int:
    """Return how many parameters two spelled addresses have in common."""
    return (_parameters(one) & _parameters(other)).total()


def _parameters(url: str) -> Counter[str]:
    return Counter(each for each in url.partition("?")[2].split("&") if each)


def _parts(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.scheme in _PORTS and parts.hostname else None


def _host(parts: SplitResult) -> str:
    host = _ascii((parts.hostname or "").rstrip("."))
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in (None, _PORTS[parts.scheme]) else f"{host}:{parts.port}"


def _ascii(host: str) -> str:
    """Return a name as it is asked for (RFC 3490); as it stands where it is none."""
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _escaped(text: str) -> str:
    """Return a path or query in the one spelling of its escapes."""
    text = _BARE.sub(lambda found: _percent(found.group().encode("utf-8", "replace")), text)
    return _ESCAPE.sub(_unescaped, text)


def _unescaped(found: re.Match[str]) -> str:
    letter = chr(int(found.group(1), 16))
    return letter if letter in _PLAIN else f"%{found.group(1).upper()}"


def _percent(data: bytes) -> str:
    return "".join(f"%{byte:02X}" for byte in data)
