"""`amana doctor`: what works on this machine, what is missing, and what to do about it."""

from __future__ import annotations

import contextlib
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from amana.archive import Archive, TimeStatus, capture_means, put_aside, reading_protection
from amana.core import AmanaError
from amana.interface.cli.common import DEFAULT, Common, table, write_json
from amana.interface.cli.plain import count

_FAILED = 40
_LOW_DISK = 1 << 30


class Finding(NamedTuple):
    """One thing that was looked at: `ok`, `missing` (something does not work) or `failed`."""

    what: str
    state: str
    detail: str


def doctor(*, common: Common = DEFAULT) -> None:
    """Tell what works on this machine and what is missing."""
    findings = [*_machine(), *_archive(common)]
    if common.json:
        for finding in findings:
            write_json(finding._asdict())
    else:
        table(("what", "state", "detail"), findings)
    if any(finding.state == "failed" for finding in findings):
        sys.exit(_FAILED)


def _machine() -> list[Finding]:
    found = [
        Finding("python", "ok", platform.python_version()),
        Finding("sqlite", "ok", sqlite3.sqlite_version),
        _openssl(),
    ]
    return [*found, *_sandbox(), *_captures()]


def _program(name: str, without: str, package: str) -> Finding:
    path = shutil.which(name)
    if path:
        return Finding(name, "ok", path)
    return Finding(name, "missing", f"{without}; install the package {package}")


def _openssl() -> Finding:
    found = _program("openssl", "verify.py of a proof cannot check signatures", "openssl")
    if found.state != "ok":
        return found
    listing = [found.detail, "list", "-signature-algorithms"]
    with contextlib.suppress(OSError):
        known = subprocess.run(  # noqa: S603 - the program that a person's shell would find
            listing, capture_output=True, text=True, check=False
        ).stdout
        if "ML-DSA-44" in known:
            return found
    old = "older than 3.5: verify.py leaves post-quantum signatures unchecked, and says so"
    return Finding("openssl", "ok", f"{found.detail}; {old}")


def _sandbox() -> list[Finding]:
    """Tell how those who open originals are confined, and which of them can be used."""
    try:
        here = reading_protection()
    except AmanaError as error:
        return [Finding("reading worker", "failed", f"{error.message}; {error.remedy}")]
    found = [Finding("reading worker", "ok", f"confined by {', '.join(here.layers)}")]
    if here.apart:
        found.append(Finding("large readers", "ok", f"{', '.join(here.apart)}: confined likewise"))
    for program in here.programs:
        if program.version is None:
            said = f"{program.without}: {program.trouble}"
            found.append(Finding(program.name, "missing", said))
        else:
            models = f" ({', '.join(name for name, _ in program.models)})" if program.models else ""
            said = f"{program.version}{models}, confined by bubblewrap"
            found.append(Finding(program.name, "ok", said))
    return found


def _captures() -> list[Finding]:
    """Tell whether web pages can be captured here, and how they will look."""
    here = capture_means()
    if here.trouble:
        return [Finding("captures", "missing", f"no web page: {'; '.join(here.trouble)}")]
    said = f"Chromium {here.chromium}, walled in, without a network of its own"
    found = [Finding("captures", "ok", said)]
    if not here.arabic:
        lost = "Arabic in pictures of pages is boxes; install the package fonts-noto-core"
        found.append(Finding("Arabic fonts", "missing", lost))
    return found


def _archive(common: Common) -> list[Finding]:
    try:
        with common.open() as archive:
            state = archive.checkpoint()
            found = [
                Finding("archive", "ok", f"{archive.settings.name}, {state.size} entries"),
                _keys(archive.root),
                _disk(archive.root),
                _quarantine(archive.root),
                *_copies(archive),
                *_time(archive),
            ]
    except AmanaError as error:
        return [Finding("archive", "missing", f"{error.message}; {error.remedy}")]
    return found


def _copies(archive: Archive) -> list[Finding]:
    kept = archive.copies.status()
    said = f"copies: {kept.copies}, sites: {kept.sites}, kinds of media: {kept.media}"
    short = [Finding("copies", "missing", warning) for warning in kept.warnings]
    return [Finding("copies", "ok", said), *short]


def _time(archive: Archive) -> list[Finding]:
    """Tell which authorities confirm the time, how lately, and what waits for them."""
    try:
        found = [each for each in archive.anchors.status() if each.authority.url]
    except AmanaError as error:
        return [Finding("trusted time", "failed", f"{error.message}; run `amana check`")]
    if not found:
        none = "no authority: nothing shows strangers when the log had its entries"
        return [Finding("trusted time", "missing", f"{none}; see `amana authority add --help`")]
    return [_stamped(each) for each in found]


def _stamped(status: TimeStatus) -> Finding:
    what = f"time: {status.authority.name}"
    waiting = f"{count(status.uncovered, 'entry')} since then"
    if status.newest is None:
        return Finding(what, "missing", "it was never asked; run `amana timestamp`")
    detail = f"its newest time-stamp is of {status.newest.time}, with {waiting}"
    if status.due:
        return Finding(what, "missing", f"{detail}; renewal is due: run `amana timestamp`")
    return Finding(what, "ok", detail)


def _keys(root: Path) -> Finding:
    key = root / "keys" / "log.pem"
    if not key.exists():
        return Finding(
            "key", "failed", "the private keys of the log are missing: nothing can be added"
        )
    if key.stat().st_mode & 0o077:
        return Finding("key", "failed", f"others can read it; run: chmod 600 {key}")
    return Finding("key", "ok", "readable by their owner only; keep a copy away from the archive")


def _disk(root: Path) -> Finding:
    free = shutil.disk_usage(root).free
    state = "ok" if free > _LOW_DISK and os.access(root, os.W_OK) else "failed"
    return Finding("disk", state, f"{free >> 20} MiB free")


def _quarantine(root: Path) -> Finding:
    folder = root / "work" / "quarantine"
    left, kept = put_aside(folder)
    said = []
    if left:
        none = "it was never acknowledged" if left == 1 else "none of them was ever acknowledged"
        said.append(f"{count(left, 'leftover')} of crashes or stopped runs; {none}")
    if kept:
        keep = "keep it" if kept == 1 else "keep them"
        said.append(f"{count(kept, 'file')} that repairs put aside; {keep} as evidence")
    detail = f"in {folder}: {'; '.join(said)}" if said else "it is empty"
    return Finding("quarantine", "ok", detail)
