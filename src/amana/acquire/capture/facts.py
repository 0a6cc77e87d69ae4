"""What is true of the machine while a capture is made: programs, clock, host.

Programs and clock stand in the account of a capture. What tells of the collector's machine stands
in the part that can be withheld. Nobody outside is asked for any of it.
"""

from __future__ import annotations

import getpass
import hashlib
import platform
import shutil
import socket
import ssl
import subprocess
from collections.abc import Callable
from functools import cache
from importlib import metadata
from pathlib import Path
from urllib.parse import urlsplit

from amana.acquire.capture.accounts import Software
from amana.acquire.capture.profiles import Limits, Profile
from amana.acquire.capture.walls import CHROMIUM

_SECONDS = 3.0
_PACKAGES = ("cryptography", "python-socks", "brotli", "fastwarc", "msgspec")
_CHRONY_FIELDS = 14
_OFFSET, _LEAP = 4, 13

Ask = Callable[[tuple[str, ...]], str | None]
"""Run a program and return what it says; None where it cannot be run or fails."""


def ask(command: tuple[str, ...]) -> str | None:
    """Run a program of this machine for a few seconds at most."""
    program = shutil.which(command[0])
    if program is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - commands of this module, found on the path
            (program, *command[1:]),
            capture_output=True,
            check=False,
            text=True,
            timeout=_SECONDS,
            env={"LC_ALL": "C", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def clock(asking: Ask = ask) -> str:
    """Say where the times of a capture come from, and how far that clock was off, if known."""
    tracking = (asking(("chronyc", "-c", "-n", "tracking")) or "").strip().split(",")
    if len(tracking) == _CHRONY_FIELDS:
        offset, leap = tracking[_OFFSET], tracking[_LEAP]
        state = "not synchronised" if leap == "Not synchronised" else "synchronised"
        return f"system clock; chrony: {state}, offset {offset} s"
    told = (asking(("timedatectl", "show", "--property=NTPSynchronized", "--value")) or "").strip()
    if told in ("yes", "no"):
        state = "synchronised" if told == "yes" else "not synchronised"
        return f"system clock; systemd: {state}, offset not known"
    return "system clock; not known whether it was synchronised"


def software(browser: str) -> tuple[Software, ...]:
    """Name the programs that take part; `browser` is name and version as it tells them."""
    name, _, version = browser.partition("/")
    packages = (Software(name=each, version=metadata.version(each)) for each in _PACKAGES)
    return (
        Software(name="amana", version=metadata.version("amana")),
        Software(name=name, version=version, sha256=_digest(CHROMIUM)),
        Software(name="Python", version=platform.python_version()),
        Software(name="OpenSSL", version=ssl.OPENSSL_VERSION),
        *packages,
        Software(name="system", version=_system()),
    )


@cache
def _digest(path: Path) -> str | None:
    """Return the SHA-256 of a program, which no update changes beneath a running one."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _system() -> str:
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    except OSError:
        return platform.system()


def options(profile: Profile, limits: Limits, user_agent: str) -> dict[str, str]:
    """Return the settings of a capture as its account tells them; the proxy only as being there."""
    told = {
        "locale": profile.locale,
        "timezone": profile.timezone,
        "window": f"{profile.width}x{profile.height}",
        "user-agent": user_agent,
        "certificates": "refused unless they hold" if profile.strict_tls else "recorded",
        "ports": " ".join(map(str, profile.ports)),
        "way": "by an upstream proxy" if profile.upstream else "from the collector's connection",
        "log-ins": "none",
    }
    if profile.allow:
        told["allowed-networks"] = " ".join(profile.allow)
    if profile.names:
        told["given-names"] = " ".join(f"{k}={v}" for k, v in sorted(profile.names.items()))
    if profile.authorities:
        told["authorities"] = "given by the profile"
    limited = (f"{name}={getattr(limits, name)}" for name in limits.__struct_fields__)
    return told | {"limits": " ".join(limited)}


def host(profile: Profile) -> dict[str, str]:
    """Return what tells of this machine, for the part of a bundle that can be withheld."""
    told = {"name": socket.gethostname(), "kernel": platform.release(), "user": _user()}
    if profile.upstream:
        parts = urlsplit(profile.upstream)
        told["upstream"] = f"{parts.scheme}://{parts.hostname}:{parts.port}"  # no password of it
    return told


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
