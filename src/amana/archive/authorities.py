"""Which time-stamp authorities an archive asks, and by which roots it trusts their tokens.

The log is the list: an authority is added by an entry that brings its root certificates into
`custody/authorities/`, so that they stay with the tokens that rest on them, for as long as anybody
wants to check these. Roots of an authority that is no longer asked are trusted for its old tokens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import msgspec
from cryptography import x509

from amana.core import JSON, UsageError
from amana.custody import parse_roots, stated_files
from amana.records import Entry, EntryType

AUTHORITY_TYPES = frozenset({EntryType.AUTHORITY_ADDED, EntryType.AUTHORITY_STOPPED})
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")

ReadPath = Callable[[str], bytes]


class KnownAuthority(msgspec.Struct, frozen=True, kw_only=True):
    """A time-stamp authority: `url` is None where it is no longer asked.

    `roots` are the paths, below custody/, of what is trusted of it; `entry` is the newest entry
    about it.
    """

    name: str
    url: str | None
    roots: tuple[str, ...]
    entry: int


def require_name(name: str) -> str:
    """Return the name of an authority, if it can be one: it names files.

    Raises:
        UsageError: it cannot.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{name!r} cannot be the name of an authority",
            remedy="take up to 40 small letters, digits, - and _, beginning with a letter or digit",
        )
    return name


def root_path(name: str, known: KnownAuthority | None) -> str:
    """Return where further roots of an authority go, below custody/."""
    return f"authorities/{name}/{len(known.roots) + 1 if known else 1}.pem"


def authorities_of(entries: Iterable[Entry]) -> dict[str, KnownAuthority]:
    """Return the authorities that entries, in the order of the log, tell of, by name."""
    known: dict[str, KnownAuthority] = {}
    for entry in entries:
        name, kind = entry.get("name"), entry.get("type")
        if not isinstance(name, str) or kind not in AUTHORITY_TYPES:
            continue
        before = known.get(name)
        roots = before.roots if before else ()
        url: JSON = entry.get("url") if kind == EntryType.AUTHORITY_ADDED else None
        known[name] = KnownAuthority(
            name=name,
            url=url if isinstance(url, str) else None,
            roots=(*roots, *sorted(stated_files(entry.fields))),
            entry=entry.index,
        )
    return known


def trusted_roots(authority: KnownAuthority | None, read: ReadPath) -> list[x509.Certificate]:
    """Return the certificates that are trusted for an authority.

    Raises:
        CustodyError: a file of them is missing.
        UsageError: it holds none.
    """
    found: list[x509.Certificate] = []
    for path in authority.roots if authority else ():
        found += [each for each in parse_roots(read(path)) if each not in found]
    return found
