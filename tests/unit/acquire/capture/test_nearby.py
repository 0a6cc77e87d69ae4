"""Neighbours of the collector are not asked, whatever address they have."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest

from amana.acquire.capture.nearby import own_networks

FOURTH = """Main:
  +-- 0.0.0.0/0 3 0 5
     |-- 0.0.0.0
        /0 link UNICAST
     |-- 64.0.0.0
        /2 link UNICAST
     +-- 93.184.215.0/24 2 0 2
        |-- 93.184.215.0
           /26 link UNICAST
        |-- 93.184.215.14
           /32 host LOCAL
        |-- 93.184.215.63
           /32 link BROADCAST
     |-- 198.41.0.0
        /24 universe UNICAST
"""
SIXTH = """00000000000000000000000000000001 01 80 10 80       lo
26064700000000000000000000001111 02 40 00 00     eth0
2a001450400200000000000000000001 03 00 00 00     tun0
"""


@pytest.fixture
def kernel(tmp_path: Path) -> Path:
    (tmp_path / "fib_trie").write_text(FOURTH)
    (tmp_path / "if_inet6").write_text(SIXTH)
    return tmp_path


def test_own_addresses_and_networks_without_a_gateway_are_near(kernel: Path) -> None:
    assert set(own_networks(kernel)) == {
        ip_network("93.184.215.0/26"),
        ip_network("93.184.215.14/32"),
        ip_network("::1/128"),
        ip_network("2606:4700::/64"),
        ip_network("2a00:1450:4002::/48"),
    }


def test_a_kernel_that_does_not_tell_has_no_neighbours(tmp_path: Path) -> None:
    assert own_networks(tmp_path) == ()


def test_this_machine_is_near_to_itself() -> None:
    assert any(ip_address("127.0.0.1") in network for network in own_networks())
