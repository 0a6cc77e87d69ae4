"""How a page is asked for, and how much of it is taken: what a person sets before a capture."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import Annotated

import msgspec

Positive = Annotated[int, msgspec.Meta(ge=1)]
Seconds = Annotated[float, msgspec.Meta(gt=0, le=86_400)]

PLAIN = "plain"
"""The profile that is there without being set up: straight out, without log-ins or cookies."""


class Profile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """By which way, and as what kind of browser, pages are asked for.

    Attributes:
        name: what it is called on the command line and in the account of a capture.
        upstream: a proxy through which everything goes, names included: `socks5h://host:port`
            (Tor), `http://host:port`; None: straight from this machine.
        onion: whether addresses that end in .onion may be asked for; they need an upstream.
        locale: language of the browser (BCP 47), also what it says it prefers.
        timezone: what its clock shows (IANA name).
        width: of the window, in CSS pixels.
        height: of the window, in CSS pixels.
        user_agent: what the browser calls itself; None: as this Chromium does with a window.
        strict_tls: whether a certificate that does not hold ends the connection; otherwise it is
            recorded with its verdict, since sites in conflict zones often have expired ones.
        ports: ports that may be asked.
        allow: networks (CIDR) that may be asked although they are not public; none for pages of
            the open web. Told in every account.
        names: host names whose address is given here instead of being looked up. Told as well.
        authorities: a PEM file of certificate authorities instead of those of the system.
        egress: addresses by which sites see whoever asks this way. Nobody is asked for them; they
            stand in the part of a bundle that can be withheld, and are looked for in responses.
    """

    name: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$")] = PLAIN
    upstream: Annotated[str, msgspec.Meta(pattern=r"^(socks5h?|http)://")] | None = None
    onion: bool = False
    locale: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = "en-US"
    timezone: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_+/-]{1,64}$")] = "UTC"
    width: Annotated[int, msgspec.Meta(ge=320, le=7680)] = 1600
    height: Annotated[int, msgspec.Meta(ge=240, le=4320)] = 900
    user_agent: Annotated[str, msgspec.Meta(min_length=1, max_length=1000)] | None = None
    strict_tls: bool = False
    ports: tuple[Annotated[int, msgspec.Meta(ge=1, le=65_535)], ...] = (80, 443, 8080, 8443)
    allow: tuple[str, ...] = ()
    names: dict[str, str] = {}
    authorities: str | None = None
    egress: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what could only fail later.

        Raises:
            ValueError: onion addresses without an upstream, no network, no address.
        """
        for network in self.allow:
            ip_network(network)
        for address in (*self.names.values(), *self.egress):
            ip_address(address)
        if self.onion and self.upstream is None:
            raise ValueError("onion addresses need an upstream proxy")


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much one capture may take; what is cut is recorded as cut, with its reason.

    Attributes:
        response_bytes: bytes of one response on the wire.
        capture_bytes: bytes of all of them.
        requests: how many are let through.
        redirects: of the page itself, one after the other.
        load_seconds: until the page must have loaded; then it is taken as it stands.
        idle_seconds: without any traffic, after which a page is said to have come to rest.
        behave_seconds: for scrolling, opening and playing.
        whole_seconds: for the capture in all.
        silence_seconds: that a server may keep silent before its connection is given up.
        pixels: height of the full-page picture, in CSS pixels.
        free_bytes: that must stay free on the disk.
    """

    response_bytes: Positive = 512 << 20
    capture_bytes: Positive = 2 << 30
    requests: Positive = 5_000
    redirects: Positive = 20
    load_seconds: Seconds = 45.0
    idle_seconds: Seconds = 0.5
    behave_seconds: Seconds = 20.0
    whole_seconds: Seconds = 180.0
    silence_seconds: Seconds = 30.0
    pixels: Positive = 64_000
    free_bytes: Positive = 1 << 30
