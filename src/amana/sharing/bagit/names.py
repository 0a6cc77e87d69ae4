"""Paths as manifests spell them, and what they may not be (RFC 8493 sections 2.1.3, 5.1, 6.1)."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

PAYLOAD = b"data/"

_OUTSIDE = re.compile(r"/|\\|~|[A-Za-z]:[\\/]|(?:.*[/\\])?\.\.(?:[/\\]|\Z)", re.DOTALL)
_ENCODED = {False: re.compile("%0[ad]", re.IGNORECASE),
            True: re.compile("%(?:0[ad]|25)", re.IGNORECASE)}  # fmt: skip
_NOT_PLAIN = re.compile(r"(?:\A|/)\.?(?:/|\Z)")
_WINDOWS = re.compile(
    r'[<>:"|?*\\\x00-\x1f]|[. ](?:/|\Z)'
    r"|(?:^|/)(?:CON|PRN|AUX|NUL|COM[1-9]|LPT[1-9])(?:\.[^/]*)?(?:/|\Z)",
    re.IGNORECASE,
)
_SYSTEM = re.compile(r"(?:^|/)(?:\.DS_Store|Thumbs\.db|desktop\.ini)\Z", re.IGNORECASE)


class Spelled(NamedTuple):
    """A listed path: as it is meant, as it stands there, and whether that is as it should be."""

    path: bytes
    literal: bytes
    is_plain: bool


def leads_outside(text: str) -> bool:
    """Tell whether a listed path would leave the bag, on this or another operating system.

    Absolute paths, drives, home folders (`~`), and `..` as a part between slashes of either kind.
    """
    return _OUTSIDE.match(text) is not None or "\0" in text


def spelled(text: str, *, strict: bool) -> Spelled:
    """Return a listed path that stays inside the bag as bytes relative to it.

    CR and LF are percent-encoded, since 1.0 the percent sign, too (section 2.1.3); nothing else is
    decoded. `./` and empty parts are taken out.
    """
    if "%" not in text and not _NOT_PLAIN.search(text):
        path = text.encode()
        return Spelled(path, path, is_plain=True)
    meant = _ENCODED[strict].sub(lambda code: chr(int(code[0][1:], 16)), text)
    parts = [part for part in meant.split("/") if part not in ("", ".")]
    plain = "/".join(parts)
    is_plain = plain == meant or plain + "/" == meant
    literal = "/".join(part for part in text.split("/") if part not in ("", "."))
    return Spelled(plain.encode(), literal.encode(), is_plain)


def percent_encoded(path: str) -> str:
    """Return a path as a manifest of version 1.0 spells it."""
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def folded(path: bytes) -> bytes:
    """Return what two names have in common that differ in case or Unicode normal form only."""
    if path.isascii():
        return path.lower()
    text = unicodedata.normalize("NFC", path.decode("utf-8", "surrogateescape"))
    return unicodedata.normalize("NFC", text.casefold()).encode("utf-8", "surrogateescape")


def normal(path: bytes) -> bytes:
    """Return a name in Unicode normal form C, its case as it is."""
    if path.isascii():
        return path
    text = path.decode("utf-8", "surrogateescape")
    return unicodedata.normalize("NFC", text).encode("utf-8", "surrogateescape")


def is_trouble_on_windows(path: bytes) -> bool:
    """Tell whether Windows could not hold a file of this path (section 6.1.2)."""
    return _WINDOWS.search(path.decode("utf-8", "replace")) is not None


def is_system_file(path: bytes) -> bool:
    """Tell whether operating systems make and drop files of this name by themselves."""
    return _SYSTEM.search(path.decode("utf-8", "replace")) is not None
