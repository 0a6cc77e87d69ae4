"""The bag declaration, bagit.txt (RFC 8493 section 2.1.1)."""

from __future__ import annotations

import codecs
import re

import msgspec

from amana.sharing.bagit.rules import Findings

DECLARATION = "bagit.txt"
LONGEST = 4096
"""Bytes of a bagit.txt that are looked at; a proper one has less than a hundred."""

VERSIONS = ("0.93", "0.94", "0.95", "0.96", "0.97", "1.0")
_NO_CHARSETS = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7", "mbcs"}
)
_LINES = re.compile(
    rb"BagIt-Version(?P<a>[ \t]*):(?P<b>[ \t]*)(?P<version>[0-9]+\.[0-9]+)(?P<c>[ \t]*)"
    rb"(?:\r\n|\r|\n)"
    rb"Tag-File-Character-Encoding(?P<d>[ \t]*):(?P<e>[ \t]*)(?P<encoding>[!-~]+)(?P<f>[ \t]*)"
    rb"(?:\r\n|\r|\n)?\Z",
    re.IGNORECASE,  # names in ABNF are the same in any case (RFC 5234 section 2.3)
)


class Declaration(msgspec.Struct, frozen=True, kw_only=True):
    """What a bag says of itself: its version, and the encoding of its other tag files."""

    version: str
    encoding: str

    @property
    def is_strict(self) -> bool:
        """Whether the bag is held to BagIt 1.0 (RFC 8493); older drafts allowed more."""
        return self.version == VERSIONS[-1]

    @property
    def info_name(self) -> str:
        """The name of the bag's metadata; up to 0.95 it was package-info.txt."""
        return "package-info.txt" if self.version <= "0.95" else "bag-info.txt"


def parse_declaration(data: bytes, findings: Findings) -> Declaration | None:
    """Return the declaration in `data`; None where the rest of the bag cannot be understood.

    Whitespace around the colons is an error in 1.0 and a warning before.
    """
    if data.startswith(codecs.BOM_UTF8):
        findings.error("declaration-bom", DECLARATION)
        data = data.removeprefix(codecs.BOM_UTF8)
    match = _LINES.match(data) if len(data) <= LONGEST else None
    if match is None:
        findings.error("declaration-form", DECLARATION)
        return None
    version, encoding = match["version"].decode(), match["encoding"].decode()
    if version not in VERSIONS:
        findings.error("version-unknown", DECLARATION, f"it says {version}")
        return None
    found = Declaration(version=version, encoding=encoding)
    blanks = [match[name] for name in "abcdef"]
    if blanks != [b"", b" ", b"", b"", b" ", b""]:
        findings.by(found.is_strict, "declaration-form", DECLARATION, "whitespace")
    if not is_charset(encoding):
        findings.error("encoding-unknown", DECLARATION, f"it says {encoding}")
        return None
    return found


def is_charset(name: str) -> bool:
    """Tell whether text can be read in the encoding of this name."""
    try:
        known = codecs.lookup(name).name
        "a".encode(name)
    except (LookupError, UnicodeError):
        return False
    return known not in _NO_CHARSETS
