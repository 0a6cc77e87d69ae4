"""The walls around the browser: what of this machine Chromium can see, and as whom it runs.

It sees programs and fonts, read-only, and a folder in memory that goes with it. It sees no home, no
name of the machine or of a person, no other process, no network but loopback (forwarder.py), and it
never runs as root. Chromium's own sandbox stays on inside. Where the walls cannot be built, no
capture is made: there is no way around them.
"""

from __future__ import annotations

import functools
import json
import os
import pwd
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path

import msgspec

from amana.acquire.capture import forwarder
from amana.core import UnavailableError

CHROMIUM = Path("/usr/lib/chromium/chromium")
"""Debian's Chromium itself; the wrapper in /usr/bin adds flags, extensions and a key."""

_IDENTITIES = range(
    64_000, 64_900
)  # Debian policy 9.2.2: globally allocated, and created on demand
_TMPFS_BYTES = 1 << 30
_PROCESS_BYTES = 4 << 30
_SEEN = (
    "/usr",
    "/etc/alternatives",
    "/etc/fonts",
    "/etc/ld.so.cache",
    "/var/cache/fontconfig",
)
_POLICY = "POLICY"  # word in the command that stands for the descriptor of the policies


class Means(msgspec.Struct, frozen=True, kw_only=True):
    """What this machine has for captures; `trouble` are sentences, empty where captures work.

    `arabic` tells whether a font for Arabic is there: without one its pages show boxes.
    """

    chromium: str | None = None
    arabic: bool = False
    trouble: tuple[str, ...] = ()


def means() -> Means:
    """Look whether captures can be made on this machine; starts two small programs, no browser."""
    trouble = []
    if not CHROMIUM.exists():
        trouble.append(f"{CHROMIUM} is missing: install the package chromium")
    if shutil.which("bwrap") is None:
        trouble.append("bwrap is missing: install the package bubblewrap")
    elif said := _tried():
        trouble.append(f"the browser cannot be walled in: {said}")
    return Means(
        chromium=version() if CHROMIUM.exists() else None, arabic=_arabic(), trouble=tuple(trouble)
    )


def demand() -> None:
    """Say what is missing before a capture is begun.

    Raises:
        UnavailableError: captures cannot be made on this machine.
    """
    found = means()
    if found.trouble:
        raise UnavailableError(
            f"No page can be captured on this machine: {'; '.join(found.trouble)}",
            remedy="See to that (`amana doctor` tells the rest), or capture on another machine",
        )


@functools.cache
def version() -> str:
    """Return the version of Chromium, like `156.0.8078.79`."""
    try:
        told = subprocess.run(  # noqa: S603 - a fixed path
            [CHROMIUM, "--version"], capture_output=True, text=True, check=False, timeout=60
        ).stdout.split()
    except (OSError, subprocess.SubprocessError):
        told = []
    return next((word for word in told if word[:1].isdigit()), "unknown")


def command(
    arguments: list[str],
    *,
    ways: list[Path],
    pipe: tuple[int, int],
    environment: dict[str, str],
    program: Path | None = None,
) -> list[str]:
    """Return the command that starts Chromium, or `program`, within the walls with `ways` out.

    `pipe` are the descriptors for debugging, to be passed on: what it reads, what it writes. The
    standard input must stay open for as long as the program shall run.
    """
    wanted: forwarder.Order = {
        "pipe": list(pipe),
        "ways": [str(way) for way in ways],
        "identity": identity(),
        "command": [*_bubble(environment), str(program or CHROMIUM), *arguments],
        "inside": {_POLICY: policies()},
        "bytes": _PROCESS_BYTES,
    }
    return [sys.executable, "-I", "-S", forwarder.__file__, json.dumps(wanted)]


def policies() -> str:
    """Return the policies under which Chromium runs (chromeenterprise.google/policies)."""
    return (resources.files("amana.acquire.capture") / "data" / "policies.json").read_text()


def identity() -> int | None:
    """Return the number of a user that nobody is, where amana runs as root; None: it does not."""
    if os.geteuid() != 0:
        return None
    taken = {each.pw_uid for each in pwd.getpwall()} | {each.pw_gid for each in pwd.getpwall()}
    return next(each for each in reversed(_IDENTITIES) if each not in taken)


def _bubble(environment: dict[str, str]) -> list[str]:
    bwrap = shutil.which("bwrap") or "bwrap"
    line = [bwrap, "--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts"]
    line += ["--unshare-cgroup-try", "--die-with-parent", "--new-session", "--hostname", "nowhere"]
    line += ["--clearenv"]
    for folder in _SEEN:
        line += ["--ro-bind-try", folder, folder]
    for folder in ("lib", "lib32", "lib64", "bin", "sbin"):
        line += ["--symlink", f"usr/{folder}", f"/{folder}"]
    line += ["--proc", "/proc", "--dev", "/dev", "--size", str(_TMPFS_BYTES), "--tmpfs", "/tmp"]  # noqa: S108 - a folder of its own, in memory
    line += ["--ro-bind-data", _POLICY, "/etc/chromium/policies/managed/amana.json"]
    for name, value in {**environment, "HOME": "/tmp", "PATH": "/usr/bin:/bin"}.items():  # noqa: S108 - as above
        line += ["--setenv", name, value]
    return [*line, "--chdir", "/", "--remount-ro", "/", "--"]


def _tried() -> str | None:
    """Build the walls around a program that does nothing; returns what is wrong, if anything."""
    true = Path("/usr/bin/true")
    pipe = os.pipe()
    try:
        with subprocess.Popen(  # noqa: S603 - our own command
            command([], ways=[Path("/none")], pipe=pipe, environment={}, program=true),
            stdin=subprocess.PIPE,  # open until it has ended
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            pass_fds=pipe,
        ) as done:
            told = done.stderr.read() if done.stderr else b""
    finally:
        for each in pipe:
            os.close(each)
    if done.returncode == 0:
        return None
    said = told.decode(errors="replace").strip().splitlines()
    return said[-1] if said else f"exit status {done.returncode}"


def _arabic() -> bool:
    listing = shutil.which("fc-list")
    try:
        told = subprocess.run(  # noqa: S603 - the program that a person's shell would find
            [listing or "fc-list", ":lang=ar"], capture_output=True, check=False, timeout=60
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return bool(told.stdout.strip())
