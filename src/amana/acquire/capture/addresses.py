"""Which addresses may be asked for: by their spelling first, at the dial by their number.

Pure. What a browser makes of an address decides, not what it looks like: host names are decoded,
folded and read as numbers where a browser would do so (WHATWG URL, section 3.5). Public is what
the registries of special addresses leave over (RFC 6890, IANA).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import ClassVar
from urllib.parse import unquote_to_bytes

import msgspec

from amana.acquire.capture.accounts import Refusal
from amana.acquire.capture.profiles import Profile
from amana.core import UsageError

_PLAIN = Profile()
_SHAPE = re.compile(r"(?s)([A-Za-z][A-Za-z0-9+.-]*):(.*)")
_AUTHORITY = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\[\]:]*)(?::([0-9]{0,5}))?")
_HOST = re.compile(r"(?=.{1,253}\.?\Z)[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_-]{1,63})*\.?")
_CONTROL = re.compile(r"[\x00-\x20\x7f\\]")
_DEVIATING = frozenset("\u00df\u03c2\u200c\u200d")  # UTS 46 section 4: read differently over time
_DEFAULT_PORTS = {"http": 80, "https": 443}

_NOT_PUBLIC_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
_UNICAST_6 = IPv6Network("2000::/3")
"""Everything else is no unicast address of the open network: mapped, NAT64, local, multicast …"""

_NOT_PUBLIC_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocols, Teredo, benchmarks, identifiers
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
        "5f00::/16",  # segment routing
    )
)


class AddressRefused(UsageError):
    """The address is none that may be captured."""

    code: ClassVar[str] = "address-refused"


class Address(msgspec.Struct, frozen=True):
    """The address of a page, taken apart; `host` as the browser will ask for it."""

    url: str
    scheme: str
    host: str
    port: int


def check_url(text: str, profile: Profile = _PLAIN) -> Address:
    """Return the address of a page that may be asked for by `profile`.

    Raises:
        AddressRefused: it is no address of the web, it names no public host, or it carries a
            password; the sentence says which.
    """
    text = text.strip()
    shape = _SHAPE.fullmatch(text)
    if shape is None or shape[1].lower() not in _DEFAULT_PORTS or not shape[2].startswith("//"):
        raise AddressRefused(
            f"{text!r} is not the address of a web page",
            remedy="give an address that begins with https:// or http://",
        )
    scheme, rest = shape[1].lower(), shape[2][2:]
    if _CONTROL.search(text):
        raise AddressRefused(
            f"{text!r} has letters that no address has",
            remedy="copy it again, without spaces, line ends and backslashes",
        )
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    if "@" in authority:
        raise AddressRefused(
            f"{scheme}://… carries a name or password before its host",
            remedy="leave it out: nothing is captured with the log-in of a person",
        )
    host, port = host_and_port(authority, _DEFAULT_PORTS[scheme])
    if (refusal := may_ask(host, port, profile)) is not None:
        raise AddressRefused(_SAID[refusal].format(host=host, port=port), remedy=_REMEDY[refusal])
    shown = f"[{host}]" if ":" in host else host
    ending = "" if port == _DEFAULT_PORTS[scheme] else f":{port}"
    tail = rest[len(authority) :]
    url = f"{scheme}://{shown}{ending}{tail if tail.startswith('/') else '/' + tail}"
    return Address(url, scheme, host, port)


_SAID = {
    Refusal.PORT: "port {port} of {host} is none that pages are captured from",
    Refusal.ONION: "{host} can only be reached by way of Tor",
    Refusal.NOT_PUBLIC: "{host} is not a public host",
}
_REMEDY = {
    Refusal.PORT: "capture from the usual ports, or by a profile that names this port",
    Refusal.ONION: "use a profile with an upstream proxy and `onion = true`",
    Refusal.NOT_PUBLIC: "capture pages of the open web; add what lies in your own network as files",
}


def host_and_port(authority: str, default: int) -> tuple[str, int]:
    """Return the host, as `host_of` spells it, and the port of an authority without a log-in.

    Raises:
        AddressRefused: it is none.
    """
    match = _AUTHORITY.fullmatch(authority)
    if match is None:
        raise AddressRefused(
            f"{authority!r} is not a host", remedy="copy the address again, as the browser shows it"
        )
    port = int(match[2]) if match[2] else default
    if not 0 < port <= 65_535:  # noqa: PLR2004 - RFC 9293 section 3.1: sixteen bits
        raise AddressRefused(f"{port} is not a port", remedy="ports go from 1 to 65535")
    return host_of(match[1]), port


def host_of(text: str) -> str:
    """Return a host as a browser asks for it: decoded, ASCII, lower case, numbers as addresses.

    Raises:
        AddressRefused: no browser would take it for a host, or browsers differ about it.
    """
    try:
        if text.startswith("["):
            return str(IPv6Address(text[1:-1]))
        host = _ascii(unquote_to_bytes(text).decode("utf-8"))
        return _number(host) or host
    except ValueError as error:
        raise AddressRefused(
            f"{text!r} is not a host",
            remedy="copy the address again; if its letters are rare, give the host as xn--…",
        ) from error


def _ascii(host: str) -> str:
    """Return the host by IDNA; where ways of mapping it differ there is no answer."""
    if _DEVIATING & set(host):
        raise ValueError
    ascii_ = (host if host.isascii() else host.encode("idna").decode("ascii")).lower()
    if not _HOST.fullmatch(ascii_):
        raise ValueError
    return ascii_


def _number(host: str) -> str | None:
    """Return the address that a host is a number of, or None (WHATWG URL, IPv4 parser)."""
    parts = host.removesuffix(".").split(".")
    if not re.fullmatch(r"[0-9]+|0x[0-9a-f]*", parts[-1]):
        return None
    numbers = [_part(part) for part in parts]
    *heads, last = numbers
    if len(numbers) > 4 or any(part > 255 for part in heads) or last >= 256 ** (5 - len(numbers)):  # noqa: PLR2004 - four bytes
        raise ValueError
    value = last + sum(part << 8 * (3 - place) for place, part in enumerate(heads))
    return str(IPv4Address(value))


def _part(part: str) -> int:
    """Read a part as C does: 0x sixteen, 0 eight, otherwise ten."""
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8) if len(part) > 1 and part.startswith("0") else int(part, 10)


def may_ask(host: str, port: int, profile: Profile) -> Refusal | None:
    """Return why a host may not be asked, by its name and port alone; None: nothing speaks against.

    `host` is spelled as `host_of` returns it.
    """
    bare = host.removesuffix(".")
    if port not in profile.ports:
        return Refusal.PORT
    if bare.endswith(".onion") or bare == "onion":
        return None if profile.onion and profile.upstream else Refusal.ONION
    if bare in profile.names:
        return None
    if bare == "localhost" or bare.endswith(".localhost"):
        return Refusal.NOT_PUBLIC
    try:
        address = ip_address(host)
    except ValueError:
        return None
    return may_dial(str(address), profile.allow)


def may_dial(address: str, allow: Iterable[str] = ()) -> Refusal | None:
    """Return why this address may not be dialled; None: it is public, or in an allowed network.

    An address that is a wrapping of another (mapped, translated, tunnelled) is never public.
    """
    try:
        number = ip_address(address)
    except ValueError:
        return Refusal.NOT_PUBLIC
    if isinstance(number, IPv6Address) and number.scope_id:
        return Refusal.NOT_PUBLIC
    if any(number in ip_network(network) for network in allow):
        return None
    return None if _public(number) else Refusal.NOT_PUBLIC


def _public(number: IPv4Address | IPv6Address) -> bool:
    if isinstance(number, IPv4Address):
        return number.is_global and not any(number in network for network in _NOT_PUBLIC_4)
    return (
        number in _UNICAST_6
        and number.is_global
        and not any(number in network for network in _NOT_PUBLIC_6)
    )
