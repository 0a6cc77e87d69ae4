from __future__ import annotations

import pytest

from amana.acquire.capture import Profile
from amana.archive.capture_profiles import limits_of, profile_of, profiles_of, warning_of
from amana.core import UsageError
from amana.core.settings import ProfileTable, Settings

TOR: ProfileTable = {"name": "tor", "upstream": "socks5h://127.0.0.1:9050", "onion": True}


def settings(*tables: ProfileTable) -> Settings:
    return Settings(name="a", origin="b", capture_profiles=tables)


def test_plain_is_always_there_and_can_be_replaced() -> None:
    assert profiles_of(settings()) == {"plain": Profile()}
    assert profile_of(settings(), None) == Profile()
    assert profile_of(settings({"name": "plain", "width": 800}), None).width == 800
    assert profile_of(settings(TOR), "tor").onion
    with pytest.raises(UsageError, match="there is no profile 'tor'"):
        profile_of(settings(), "tor")


@pytest.mark.parametrize(
    ("tables", "why"),
    [
        (({"upstream": "http://a:1"},), "profile 1 .*has no name"),
        ((TOR, {"name": "x", "colour": "red"}), "profile 2 .*colour"),
        (({"name": "x", "onion": True},), "need an upstream"),
        (({"name": "x", "allow": ["everywhere"]},), "everywhere"),
        (({"name": "x", "egress": ["home"]},), "home"),
        ((TOR, TOR), "stands twice"),
    ],
)
def test_what_is_wrong_in_a_profile_is_told(tables: tuple[ProfileTable, ...], why: str) -> None:
    with pytest.raises(UsageError, match=why) as caught:
        profiles_of(settings(*tables))
    assert "settings.md" in (caught.value.remedy or "")


def test_the_warning_says_who_sees_which_address() -> None:
    straight = " ".join(warning_of(Profile()))
    assert "sees the address of this connection" in straight
    through = " ".join(warning_of(profile_of(settings(TOR), "tor")))
    assert "127.0.0.1:9050" in through
    assert "who runs the proxy sees this one" in through
    assert "pretext" in straight
    laboratory = " ".join(warning_of(Profile(name="lab", allow=("127.0.0.0/8",))))
    assert "not public" in laboratory


def test_a_proxy_s_password_is_in_no_warning() -> None:
    profile = Profile(name="p", upstream="http://user:kestrel@proxy.example:8080")
    assert "kestrel" not in " ".join(warning_of(profile))


def test_limits_are_those_of_the_settings() -> None:
    limits = limits_of(Settings(name="a", origin="b", capture_megabytes=1, capture_seconds=10))
    assert (limits.capture_bytes, limits.response_bytes) == (1 << 20, 1 << 20)
    assert limits.whole_seconds == 10
