"""Keys of addresses that sort by host: SURT, as the tools of web archives make them.

`https://www.news.example/A?b=2&a=1` becomes `example,news)/a?a=1&b=2`. Which addresses count as
one and the same is what the Internet Archive's canonicalisation says: WACZ and CDXJ name no other.
A test holds this against the package that cdxj-indexer uses. Pure; bytes inside, since an address
need not be any text once it is unescaped.
"""

from __future__ import annotations

import contextlib
import re
from ipaddress import IPv4Address
from typing import NamedTuple
from urllib.parse import quote_from_bytes, unquote_to_bytes

_PARTS = re.compile(
    rb"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?", re.DOTALL
)
_SCHEME = re.compile(rb"[A-Za-z][A-Za-z0-9+.-]*:")
_TWICE = re.compile(rb"(https?://)+")
_WWW = re.compile(rb"www\d*\.")
_NUMBER = re.compile(rb"\d{1,39}\Z")
_PLAIN = b"!\"$&'()*+,-./:;<=>?@[\\]^_`{|}~"
_SESSION_IN_PATH = (
    re.compile(rb"(.*/)\((?:[a-z]\([0-9a-z]{24}\))+\)/([^?]+\.aspx.*)\Z", re.IGNORECASE),
    re.compile(rb"(.*/)\([0-9a-z]{24}\)/([^?]+\.aspx.*)\Z", re.IGNORECASE),
)
_SESSION_IN_QUERY = tuple(
    re.compile(rb"(.*)(?:" + named + rb")(?:&(.*))?\Z", re.IGNORECASE)
    for named in (
        rb"jsessionid=[0-9a-z]{32}",
        rb"phpsessid=[0-9a-z]{32}",
        rb"sid=[0-9a-z]{32}",
        rb"aspsessionid[a-z]{8}=[a-z]{24}",
        rb"cfid=[^&]+&cftoken=[^&]+",
    )
)
_DEFAULT_PORTS = {b"http": b"80", b"https": b"443"}
_MOST_UNESCAPED = 64


class _Address(NamedTuple):
    scheme: bytes
    host: bytes
    port: bytes
    path: bytes
    query: bytes


def surt(url: str) -> str:
    """Return the key of an address; one without a host keeps its scheme (`urn:…`)."""
    parts = _split(url.encode("utf-8", "surrogatepass"))
    host = _host(parts.host)
    path = _path(parts.path, hosted=bool(host))
    query = _query(parts.query)
    if host:
        port = b":" + parts.port if parts.port else b""
        before = b",".join(reversed(host.split(b"."))) + port + b")"
    else:
        before = parts.scheme + b":"
    return (before + path + (b"?" + query if query else b"")).decode("ascii", "replace")


def _split(url: bytes) -> _Address:
    """Take an address apart, as leniently as addresses in archives need it."""
    url = re.sub(rb"[\n\r\t]", b"", url.strip())
    if not _SCHEME.match(url):
        url = b"http://" + url
    url = _TWICE.sub(lambda found: found[1], url, count=1)
    found = _PARTS.match(url)
    scheme, authority, path, query = found.groups(b"") if found else (b"", b"", url, b"")
    host, port = _authority(authority)
    if scheme.startswith(b"http") and not host:
        host, _, path = path.lstrip(b"/").partition(b"/")
        host, path = host.lower(), b"/" + path
    if port == _DEFAULT_PORTS.get(scheme.lower()):
        port = b""
    return _Address(scheme, host, port, path, query)


def _authority(authority: bytes) -> tuple[bytes, bytes]:
    """Return host and port, without any name and password before them."""
    place = authority.rpartition(b"@")[2]
    if place.startswith(b"["):
        host, _, rest = place[1:].partition(b"]")
        return host.lower(), rest.removeprefix(b":")
    host, _, port = place.partition(b":")
    return host.lower(), port.lstrip(b"0") if port.isdigit() else b""


def _host(host: bytes) -> bytes:
    host = _unescaped(host)
    if not host.isascii():
        with contextlib.suppress(UnicodeError):  # what is no name of a host stays as it is
            host = host.decode("utf-8", "ignore").encode("idna")
    host = host.replace(b"..", b".").strip(b".")
    if _NUMBER.match(host):  # an IPv4 address as one number
        host = str(IPv4Address(int(host) & 0xFFFFFFFF)).encode()
    host = _escaped(host).lower()
    return host[www.end() :] if (www := _WWW.match(host)) else host


def _path(path: bytes, *, hosted: bool) -> bytes:
    path = _unescaped(path)
    path = _escaped(_without_dots(path) if hosted else path).lower()
    for session in _SESSION_IN_PATH:
        if found := session.match(path):
            path = found[1] + found[2]
    return path[:-1] if path.endswith(b"/") and len(path) > 1 else path


def _without_dots(path: bytes) -> bytes:
    """Resolve `.` and `..`, and make one slash of several (RFC 3986 section 5.2.4, leniently)."""
    kept: list[bytes] = []
    for step in path.split(b"/")[1:]:
        if step == b".":
            continue
        if step == b".." and kept:
            kept.pop()
        else:
            kept.append(step)
    if not kept:
        return b"/"
    return b"/" + b"".join(step + b"/" for step in kept[:-1] if step) + kept[-1]


def _query(query: bytes) -> bytes:
    query = _escaped(_unescaped(query))
    for session in _SESSION_IN_QUERY:
        if found := session.match(query):
            query = found[1] + (found[2] or b"")
    query = query.lower()
    if len(query) <= 1:
        return query
    pairs = sorted(tuple(pair.split(b"=", 1)) for pair in query.split(b"&"))
    return b"&".join(b"=".join(pair) for pair in pairs)


def _unescaped(text: bytes) -> bytes:
    """Undo %-escapes until there is none; at most so often that no address takes long."""
    for _ in range(_MOST_UNESCAPED):
        plain = unquote_to_bytes(text)
        if plain == text:
            break
        text = plain
    return text


def _escaped(text: bytes) -> bytes:
    return quote_from_bytes(text, safe=_PLAIN).encode("ascii")
