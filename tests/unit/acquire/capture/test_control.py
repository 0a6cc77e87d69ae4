"""Orders and tidings are one line each, and known by their tags."""

from __future__ import annotations

import msgspec
import pytest

from amana.acquire.capture.accounts import Purpose
from amana.acquire.capture.control import Close, Closed, Fetch, Got, Open, Order, Ready, Tidings
from amana.acquire.capture.profiles import Limits, Profile
from amana.acquire.capture.slots import Fetched


@pytest.mark.parametrize(
    "order",
    [
        Open(slot=1, folder="/a", profile=Profile(ports=(80,)), limits=Limits(requests=3)),
        Fetch(slot=1, number=2, url="https://news.example/robots.txt", purpose=Purpose.ROBOTS),
        Close(slot=1, within=2.5),
    ],
)
def test_orders_survive_the_way(order: Order) -> None:
    line = msgspec.json.encode(order)
    assert b"\n" not in line
    assert msgspec.json.decode(line, type=Order) == order


@pytest.mark.parametrize(
    "tidings",
    [
        Ready(spki="x", noise="/n"),
        Got(slot=1, number=2, fetched=Fetched(body=b"\x00\xff\n")),
        Closed(slot=1, cut=0),
    ],
)
def test_tidings_survive_the_way(tidings: Tidings) -> None:
    line = msgspec.json.encode(tidings)
    assert b"\n" not in line
    assert msgspec.json.decode(line, type=Tidings) == tidings
