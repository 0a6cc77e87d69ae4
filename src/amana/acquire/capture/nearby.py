"""The networks that this machine itself is in, also where their addresses are public ones.

A host beside the collector (a camera, a printer, a colleague) often has a public address of the
sixth version, and so has a rented server. A page must not reach them by way of a capture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path

Network = IPv4Network | IPv6Network

_KERNEL = Path("/proc/net")
_LEAF = re.compile(r"\|-- ([0-9.]+)")
_ROUTE = re.compile(r"/([0-9]+) (link UNICAST|host LOCAL)")
_WIDEST_4, _WIDEST_6 = 16, 48
"""Bits of a prefix. What is wider is no network of neighbours, but the way into a tunnel."""


def own_networks(kernel: Path = _KERNEL) -> tuple[Network, ...]:
    """Return them as the kernel tells them now (proc(5)); nothing where it does not."""
    return (
        *_fourth(_read(kernel / "fib_trie")),
        *_sixth(_read(kernel / "if_inet6")),
    )


def _fourth(table: str) -> Iterator[Network]:
    """Yield own addresses, and networks to which a route leads without a gateway."""
    address = ""
    for line in table.splitlines():
        if leaf := _LEAF.search(line):
            address = leaf[1]
        elif (route := _ROUTE.search(line)) and int(route[1]) >= _WIDEST_4:
            yield IPv4Network((address, int(route[1])), strict=False)


def _sixth(table: str) -> Iterator[Network]:
    """Yield the networks of own addresses: address, number, bits of the prefix, scope, …, name."""
    for line in table.splitlines():
        address, _number, bits, *_ = line.split()
        yield IPv6Network((bytes.fromhex(address), max(int(bits, 16), _WIDEST_6)), strict=False)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except OSError:  # another kernel, or one without the sixth version
        return ""
