"""What is true of the machine, and that what tells of the collector stands in one place."""

from __future__ import annotations

import socket

import pytest

from amana.acquire.capture.facts import ask, clock, host, options, software
from amana.acquire.capture.profiles import Limits, Profile

CHRONY = "A29FC87B,192.0.2.1,3,1700000000.1,-0.000012,0.00002,0.00003,1,2,3,4,5,6,{leap}\n"
UPSTREAM = "socks5h://name:word@127.0.0.1:9050"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"chronyc": CHRONY.format(leap="Normal")}, "chrony: synchronised, offset -0.000012 s"),
        ({"chronyc": CHRONY.format(leap="Not synchronised")}, "chrony: not synchronised"),
        ({"chronyc": "506 Cannot talk to daemon", "timedatectl": "yes\n"}, "systemd: synchronised"),
        ({"timedatectl": "no\n"}, "systemd: not synchronised, offset not known"),
        ({}, "not known whether"),
    ],
)
def test_the_clock_is_said_as_far_as_it_is_known(said: dict[str, str], expected: str) -> None:
    told = clock(lambda command: said.get(command[0]))
    assert told.startswith("system clock; ")
    assert expected in told
    assert "192.0.2.1" not in told


def test_programs_that_are_not_there_say_nothing() -> None:
    assert ask(("no-such-program-here",)) is None
    assert ask(("false",)) is None
    assert ask(("echo", "a")) == "a\n"


def test_programs_are_named_with_their_versions() -> None:
    told = {each.name: each for each in software("Chrome/156.0.1")}
    assert told["Chrome"].version == "156.0.1"
    assert {"amana", "Python", "OpenSSL", "cryptography", "system"} <= told.keys()


def test_settings_tell_of_no_proxy_and_no_machine() -> None:
    profile = Profile(upstream=UPSTREAM, allow=("127.0.0.1/32",), names={"a.test": "127.0.0.1"},
                      authorities="/home/somebody/ca.pem", strict_tls=True,
                      egress=("203.0.113.77",))  # fmt: skip
    told = options(profile, Limits(), "Mozilla/5.0")
    text = " ".join(told.values())
    assert told["way"] == "by an upstream proxy"
    assert (told["allowed-networks"], told["given-names"]) == ("127.0.0.1/32", "a.test=127.0.0.1")
    assert "whole_seconds=180" in told["limits"]
    assert "response_bytes=536870912 " in told["limits"], "whole numbers are written out"
    for secret in ("9050", "word", "somebody", "203.0.113", socket.gethostname()):
        assert secret not in text
    assert "allowed-networks" not in options(Profile(), Limits(), "x")


def test_the_machine_is_told_without_passwords() -> None:
    told = host(Profile(upstream=UPSTREAM))
    assert told["upstream"] == "socks5h://127.0.0.1:9050"
    assert told["name"] == socket.gethostname()
    assert "upstream" not in host(Profile())
