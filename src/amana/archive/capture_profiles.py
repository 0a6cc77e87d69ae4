"""The profiles and limits of captures, out of the settings of an archive; and what each reveals."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import msgspec

from amana.acquire.capture import PLAIN, Limits, Profile
from amana.core import UsageError, prepared
from amana.core.settings import ProfileTable, Settings

_MEBI = 1 << 20


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """By which way a profile asks: through which proxy, `host:port`, and whether further.

    `widened` profiles ask in networks that are not public, or under addresses of their own.
    """

    through: str | None = None
    widened: bool = False


def way_of(profile: Profile) -> Way:
    """Return by which way a profile asks for pages."""
    proxy = urlsplit(profile.upstream) if profile.upstream is not None else None
    return Way(
        through=proxy and f"{proxy.hostname}:{proxy.port}",
        widened=bool(profile.allow or profile.names),
    )


def profiles_of(settings: Settings) -> dict[str, Profile]:
    """Return every profile by its name; `plain` is always there.

    Raises:
        UsageError: a table of the settings is no profile, or a name stands twice.
    """
    found: dict[str, Profile] = {}
    for number, table in enumerate(settings.capture_profiles, 1):
        profile = _profile(table, number)
        if profile.name in found:
            raise _wrong(number, f"the name {profile.name!r} stands twice")
        found[profile.name] = profile
    return {PLAIN: Profile(), **found}


def profile_of(settings: Settings, name: str | None) -> Profile:
    """Return the profile of a name; without one, `plain`.

    Raises:
        UsageError: there is none of this name.
    """
    known = profiles_of(settings)
    if (name or PLAIN) not in known:
        raise UsageError(
            f"there is no profile {name!r}", remedy=f"amana.toml has these: {', '.join(known)}"
        )
    return known[name or PLAIN]


def limits_of(settings: Settings) -> Limits:
    """Return how much one capture may take."""
    return Limits(
        whole_seconds=float(settings.capture_seconds),
        capture_bytes=settings.capture_megabytes * _MEBI,
        response_bytes=min(settings.capture_response_megabytes, settings.capture_megabytes) * _MEBI,
        requests=settings.capture_requests,
    )


def warning_of(profile: Profile) -> tuple[str, ...]:
    """Return what a person must know before pages are asked for by this profile, in sentences."""
    known = way_of(profile)
    if known.through is None:
        way = (
            "The site, and everybody on the way to it, sees the address of this connection: who "
            "runs it can know that somebody here looked at this page, and when."
        )
    else:
        way = (
            f"Everything goes through the proxy at {known.through}. The site "
            "sees the address of the way out behind it; who runs the proxy sees this one."
        )
    without = "Pages are asked for without log-ins and cookies, and never with a pretext account."
    said = [way, without]
    if known.widened:
        said.append(
            "This profile lets pages be asked for in networks that are not public, or under "
            "addresses that it states itself. Every account of a capture says so."
        )
    return tuple(said)


def _profile(table: ProfileTable, number: int) -> Profile:
    members: dict[str, Any] = dict(table)
    if "name" not in members:
        raise _wrong(number, "it has no name")
    try:
        return msgspec.convert(members, prepared(Profile))
    except (msgspec.ValidationError, ValueError) as error:
        raise _wrong(number, str(error)) from error


def _wrong(number: int, why: str) -> UsageError:
    return UsageError(
        f"profile {number} of [[capture_profiles]] in amana.toml cannot be used: {why}",
        remedy="docs/reference/settings.md lists what a profile may have",
    )
