"""What may be asked for, however it is spelled, and what may be dialled."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.acquire.capture.accounts import Refusal
from amana.acquire.capture.addresses import AddressRefused, check_url, host_of, may_ask, may_dial
from amana.acquire.capture.profiles import Profile


@pytest.mark.parametrize(
    ("text", "url", "host", "port"),
    [
        ("https://news.example", "https://news.example/", "news.example", 443),
        (" HTTP://News.Example/A?b#c ", "http://news.example/A?b#c", "news.example", 80),
        ("http://news.example:8080?q", "http://news.example:8080/?q", "news.example", 8080),
        ("https://news.example:443/", "https://news.example/", "news.example", 443),
        ("https://أخبار.example/", "https://xn--igbicxr.example/", "xn--igbicxr.example", 443),
        ("http://b%C3%BCcher.x/", "http://xn--bcher-kva.x/", "xn--bcher-kva.x", 80),
        ("http://news。example/", "http://news.example/", "news.example", 80),
        ("http://8.8.8.8/", "http://8.8.8.8/", "8.8.8.8", 80),
        ("http://0x8080808/", "http://8.8.8.8/", "8.8.8.8", 80),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/", "2606:4700::1111", 80),
        ("http://odd_name.example./", "http://odd_name.example./", "odd_name.example.", 80),
    ],
)  # fmt: skip
def test_an_address_of_the_open_web_is_taken(text: str, url: str, host: str, port: int) -> None:
    found = check_url(text)
    assert (found.url, found.host, found.port) == (url, host, port)


@pytest.mark.parametrize(
    "text",
    [
        "", "news.example", "//news.example/", "https:news.example", "https://", "https:///x",
        "file:///etc/passwd", "chrome://version", "view-source:https://news.example/",
        "about:blank", "javascript:alert(1)", "data:text/html,x", "ftp://news.example/",
        "ws://news.example/", "blob:https://news.example/1", "devtools://devtools/x",
        "https://user@news.example/", "https://user:s3cret@news.example/", "https://@news.example/",
        "https://news.example@127.0.0.1/", "https://news.example\\@127.0.0.1/",
        "https://news.example/a b", "https://news.\nexample/", "https://ne\tws.example/",
        "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/",
        "http://0x7f.1/", "http://0177.0.0.1/", "http://017700000001/", "http://127.0.0.1./",
        "http://%31%32%37.0.0.1/", "http://\uff11\uff12\uff17.0.0.1/", "http://127。0。0。1/", "http://①②⑦.0.0.1/",
        "http://0/", "http://0.0.0.0/", "http://10.1.2.3/", "http://172.16.0.1/",
        "http://192.168.1.1/", "http://169.254.169.254/latest/", "http://100.64.0.1/",
        "http://224.0.0.1/", "http://255.255.255.255/", "http://192.0.2.1/", "http://198.18.0.1/",
        "http://[::1]/", "http://[::]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:8.8.8.8]/",
        "http://[::127.0.0.1]/", "http://[fe80::1]/", "http://[fd00::1]/", "http://[ff02::1]/",
        "http://[64:ff9b::7f00:1]/", "http://[64:ff9b::808:808]/", "http://[2002:7f00:1::]/",
        "http://[2001:0:1::1]/", "http://[2001:db8::1]/", "http://[fe80::1%25eth0]/",
        "http://localhost/", "http://LOCALHOST./", "http://a.localhost/", "http://loc%61lhost/",
        "http://news.example:22/", "http://news.example:0/", "http://news.example:99999/",
        "http://news.example:x/", "http://256.256.256.256/", "http://1.2.3.4.5/", "http://1.2.3.08/",
        "http://example.onion/", "http://faß.example/", "http://news..example/", "http://-/%00/",
        "http://news.example%2f@x/", "http://ne%20ws.example/", "http://[1::2/", "http://::1/",
    ],
)  # fmt: skip
def test_what_is_no_public_page_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(AddressRefused) as refused:
        check_url(text)
    assert refused.value.remedy
    assert "s3cret" not in refused.value.message


def test_onions_need_a_way() -> None:
    tor = Profile(onion=True, upstream="socks5h://127.0.0.1:9050")
    assert check_url("http://example.onion/", tor).host == "example.onion"
    assert may_ask("example.onion", 80, Profile()) is Refusal.ONION
    assert may_ask("example.onion", 80, tor) is None


def test_a_profile_may_name_networks_and_hosts() -> None:
    lab = Profile(allow=("10.1.0.0/16",), names={"lab.example": "10.1.2.3"}, ports=(80, 9000))
    assert check_url("http://10.1.2.3/", lab).host == "10.1.2.3"
    assert check_url("http://lab.example:9000/", lab).port == 9000
    with pytest.raises(AddressRefused):
        check_url("http://10.2.2.3/", lab)
    with pytest.raises(AddressRefused):
        check_url("https://lab.example/", lab)


@given(st.integers(0, (1 << 32) - 1))
def test_every_spelling_of_a_number_is_the_same_host(value: int) -> None:
    address = str(IPv4Address(value))
    first, *rest = address.split(".")
    spellings = [
        address,
        str(value),
        hex(value),
        f"0{value:o}",
        f"{first}.{value & 0xFFFFFF}",
        ".".join([f"0{int(first):o}", *(hex(int(part)) for part in rest)]),
        address.replace(".", "%2e"),
    ]
    assert {host_of(spelling) for spelling in spellings} == {address}


@given(st.ip_addresses(v=4))
def test_what_python_holds_for_private_is_never_dialled(address: IPv4Address) -> None:
    if not address.is_global or address.is_multicast:
        assert may_dial(str(address)) is Refusal.NOT_PUBLIC


@given(st.ip_addresses(v=6))
def test_only_plain_unicast_of_the_sixth_version_is_dialled(address: IPv6Address) -> None:
    if address not in ip_network("2000::/3") or not address.is_global:
        assert may_dial(str(address)) is Refusal.NOT_PUBLIC


@given(st.ip_addresses(v=4))
def test_wrapping_an_address_never_helps(address: IPv4Address) -> None:
    value = int(address)
    for wrapped in (
        IPv6Address((0xFFFF << 32) + value),
        IPv6Address(value),
        IPv6Address((0x0064FF9B << 96) + value),
        IPv6Address((0x2002 << 112) + (value << 80)),
        IPv6Address((0x20010000 << 96) + (value ^ 0xFFFFFFFF)),
    ):
        assert may_dial(str(wrapped)) is Refusal.NOT_PUBLIC
        assert may_dial(str(wrapped), ("127.0.0.0/8", "10.0.0.0/8")) is Refusal.NOT_PUBLIC


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "93.184.215.14"])
def test_public_addresses_are_dialled(address: str) -> None:
    assert may_dial(address) is None


def test_what_is_no_address_is_not_dialled() -> None:
    assert may_dial("news.example") is Refusal.NOT_PUBLIC
    assert may_dial("2606:4700::1111%eth0") is Refusal.NOT_PUBLIC
