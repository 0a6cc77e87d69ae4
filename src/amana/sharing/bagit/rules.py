"""The rules of BagIt by name: what a check can find, and where the standard says it.

Codes do not change. Sections are those of RFC 8493 (BagIt 1.0); an older bag is held against the
same rules, less strictly where the older drafts were.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import msgspec

MOST_TOLD = 1000
"""So many findings of each level are kept with their paths; all of them are counted."""

RULES: dict[str, tuple[str, str]] = {
    "declaration-missing": ("2.1.1", "there is no bagit.txt"),
    "declaration-form": (
        "2.1.1",
        "bagit.txt must be two lines, “BagIt-Version: M.N” and “Tag-File-Character-Encoding: NAME”",
    ),
    "declaration-bom": ("2.1.1", "bagit.txt begins with a byte-order mark"),
    "version-unknown": ("2.1.1", "the version is none of 0.93, 0.94, 0.95, 0.96, 0.97 and 1.0"),
    "encoding-unknown": ("2.1.1", "the encoding of the tag files is not known"),
    "payload-folder-missing": ("2.1.2", "there is no folder data"),
    "manifest-missing": ("2.1.3", "there is no payload manifest"),
    "manifest-line": ("2.1.3", "a line of a manifest is no checksum, whitespace and path"),
    "manifest-too-long": ("2.1.3", "a manifest lists far more files than the bag has"),
    "listed-outside": ("5.1", "a listed path leads out of the bag"),
    "listed-not-payload": ("2.1.3", "a payload manifest lists what is not below data"),
    "listed-folder": ("2.1.3", "a manifest lists a folder"),
    "listed-twice": ("2.1.3", "a manifest lists a file more than once"),
    "listed-twice-differently": ("2.1.3", "a manifest lists a file with two checksums"),
    "listed-missing": ("3", "a listed file is missing"),
    "listed-unfetched": ("2.2.3", "a listed file is still to be fetched: the bag is incomplete"),
    "listed-unreadable": ("3", "a listed file cannot be read"),
    "payload-not-listed": ("3", "a payload file is not listed by every manifest that must list it"),
    "payload-changed": ("3", "a payload file has other bytes than a manifest says"),
    "tag-changed": ("3", "a tag file has other bytes than a tag manifest says"),
    "tag-lists-payload": ("2.2.1", "a tag manifest lists a payload file"),
    "tag-lists-tag-manifest": ("2.2.1", "a tag manifest lists a tag manifest"),
    "tag-manifest-incomplete": ("2.2.1", "a tag manifest does not list every payload manifest"),
    "tag-file-not-listed": ("2.2.1", "a tag file is listed by no tag manifest"),
    "algorithm-unknown": ("2.4", "the algorithm of a manifest is not known: it cannot be checked"),
    "algorithm-name": ("2.4", "the name of a manifest is not in its one spelling"),
    "info-line": ("2.2.2", "a line of the bag's metadata is no label, colon, space and value"),
    "oxum-form": ("2.2.2", "Payload-Oxum is no two numbers with a point between them"),
    "oxum-repeated": ("2.2.2", "Payload-Oxum is stated more than once"),
    "oxum-differs": ("2.2.2", "the payload has another size or number of files than Payload-Oxum"),
    "fetch-line": ("2.2.3", "a line of fetch.txt is no absolute URL, length and path"),
    "fetch-not-payload": ("2.2.3", "fetch.txt lists what is not below data"),
    "fetch-not-listed": ("2.2.3", "fetch.txt lists a file that a payload manifest does not list"),
    "fetch-length": ("5.3", "fetch.txt states another length than the file has"),
    "text-encoding": ("2.3", "a line of a tag file is not in the encoding that bagit.txt states"),
    "text-bom": ("2.3", "a tag file in UTF-8 begins with a byte-order mark"),
    "text-line-too-long": ("2.3", "a line of a tag file is longer than a path can be"),
    "text-blank-line": ("2.1.3", "a manifest has an empty line"),
    "link-outside": ("5.1", "a link leads out of the bag"),
    "link-inside": ("5.1", "a file is a link to another file of the bag"),
    "link-folder": ("5.1", "a folder is a link: what lies behind it is not looked at"),
    "link-broken": ("5.1", "a link leads nowhere"),
    "special-file": ("5.1", "a pipe, socket or device is no file of bytes"),
    "folder-unreadable": ("3", "a folder cannot be opened"),
    "name-clash": ("6.1.1", "names differ in case or Unicode normal form only"),
    "name-spelled-otherwise": (
        "6.1.1",
        "a file has its listed name in another case or Unicode normal form",
    ),
    "name-percent": ("2.1.3", "a % in a listed path is not percent-encoded"),
    "name-not-plain": ("2.1.3", "a listed path holds “./” or an empty part"),
    "name-windows": ("6.1.2", "Windows cannot hold a file of this name"),
    "name-system-file": ("6.1.2", "operating systems make files of this name by themselves"),
    "system-file-missing": (
        "6.1.2",
        "an empty file that operating systems make by themselves is listed, and missing",
    ),
    "md5sum-form": ("6.1.3", "a manifest was written by md5sum or its like, not as BagIt asks"),
}
"""Section and sentence of each rule, by code."""


class Level(StrEnum):
    """Whether a finding makes a bag invalid."""

    ERROR = "error"
    WARNING = "warning"


class Verdict(StrEnum):
    """What a check comes to."""

    VALID = "valid"
    WITH_WARNINGS = "valid with warnings"
    INVALID = "invalid"


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One rule that a bag breaks: its code, section of RFC 8493 and sentence, and where."""

    code: str
    level: Level
    section: str
    sentence: str
    path: str | None = None
    detail: str | None = None


OnFinding = Callable[[Finding], None]


class Findings:
    """Takes findings down: each is told and counted, the first of them are kept."""

    def __init__(self, on_finding: OnFinding = lambda _: None) -> None:
        self._on_finding = on_finding
        self._kept: list[Finding] = []
        self._counts = {Level.ERROR: 0, Level.WARNING: 0}

    def error(self, code: str, path: bytes | str | None = None, detail: str | None = None) -> None:
        """Take down what makes the bag invalid."""
        self._take(Level.ERROR, code, path, detail)

    def warning(
        self, code: str, path: bytes | str | None = None, detail: str | None = None
    ) -> None:
        """Take down what should not be, but leaves the bag valid."""
        self._take(Level.WARNING, code, path, detail)

    def by(
        self, strict: bool, code: str, path: bytes | str | None = None, detail: str | None = None
    ) -> None:
        """Take down an error where the rule binds, a warning where it does not bind yet."""
        self._take(Level.ERROR if strict else Level.WARNING, code, path, detail)

    def _take(self, level: Level, code: str, path: bytes | str | None, detail: str | None) -> None:
        section, sentence = RULES[code]
        self._counts[level] += 1
        if self._counts[level] > MOST_TOLD:
            return
        found = Finding(
            code=code,
            level=level,
            section=section,
            sentence=sentence,
            path=shown(path) if path is not None else None,
            detail=detail,
        )
        self._kept.append(found)
        self._on_finding(found)

    @property
    def kept(self) -> tuple[Finding, ...]:
        """The first findings of each level, in the order in which they were found."""
        return tuple(self._kept)

    def count(self, level: Level) -> int:
        """Return how many findings of a level there are."""
        return self._counts[level]

    def verdict(self) -> Verdict:
        """Return what all of them come to."""
        if self._counts[Level.ERROR]:
            return Verdict.INVALID
        return Verdict.WITH_WARNINGS if self._counts[Level.WARNING] else Verdict.VALID


def shown(path: bytes | str) -> str:
    """Return a path as text that can be written anywhere: bytes that are no UTF-8 as escapes."""
    raw = path.encode("utf-8", "surrogatepass") if isinstance(path, str) else path
    return raw.decode("utf-8", "backslashreplace")
