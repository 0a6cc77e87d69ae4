"""Profiles and limits refuse what could only fail later."""

from __future__ import annotations

import msgspec
import pytest

from amana.acquire.capture.profiles import PLAIN, Limits, Profile


def test_without_being_set_up_a_profile_goes_straight_out_and_to_public_addresses_only() -> None:
    profile = Profile()
    assert (profile.name, profile.upstream, profile.allow) == (PLAIN, None, ())
    assert profile.names == {}
    assert set(profile.ports) == {80, 443, 8080, 8443}


@pytest.mark.parametrize(
    "wrong",
    [
        {"onion": True},
        {"upstream": "ftp://127.0.0.1:21"},
        {"allow": ["127.0.0.1/33"]},
        {"allow": ["10.1.2.3/8"]},  # bits of a host: what is meant is not clear
        {"names": {"news.example": "somewhere"}},
        {"ports": [0]},
        {"name": "Tor!"},
        {"locale": "ar_SY"},
        {"colour": "red"},
    ],
)
def test_a_profile_that_cannot_work_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(wrong, Profile)


def test_onion_addresses_have_a_way_through_an_upstream() -> None:
    tor = msgspec.convert(
        {"name": "tor", "upstream": "socks5h://127.0.0.1:9050", "onion": True}, Profile
    )
    assert tor.onion


@pytest.mark.parametrize("field", Limits.__struct_fields__)
def test_no_limit_may_be_nothing(field: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({field: 0}, Limits)
