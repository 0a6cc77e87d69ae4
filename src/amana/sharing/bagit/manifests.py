"""Manifests and fetch.txt, line by line into the ledger (RFC 8493 sections 2.1.3, 2.2.1, 2.2.3)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from amana.sharing.bagit.algorithms import EMPTY, KNOWN, plain_name
from amana.sharing.bagit.declaration import Declaration
from amana.sharing.bagit.folder import BagFolder
from amana.sharing.bagit.ledger import Ledger
from amana.sharing.bagit.lines import text_lines
from amana.sharing.bagit.names import PAYLOAD, Spelled, leads_outside, spelled
from amana.sharing.bagit.rules import Findings, shown

FETCH = b"fetch.txt"
SPARE_LINES = 100_000
"""So many more files than the bag has may be listed before a list is no longer read."""

_AT_ONCE = 1000
_NAME = re.compile(r"(?P<tag>tag)?manifest-(?P<algorithm>.+)\.txt\Z", re.IGNORECASE)
_LINE = re.compile(r"(?P<slash>\\)?(?P<checksum>[0-9A-Fa-f]+)[ \t]+(?P<path>.+)\Z", re.DOTALL)
_FETCH = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+[ \t]+([0-9]+|-)[ \t]+(.+)\Z", re.DOTALL)
_LARGEST = (1 << 63) - 1
_SLASHED = re.compile(r"\\(\\|n|r)")


class Manifest(NamedTuple):
    """A manifest: its file, the algorithm by its one spelling, whether it is of the payload."""

    name: bytes
    algorithm: str
    is_payload: bool


def find_manifests(
    folder: BagFolder, declaration: Declaration, findings: Findings
) -> list[Manifest]:
    """Return the manifests of a bag, those of the payload first; their numbers are their places."""
    found = []
    for name in folder.tag_files():
        match = _NAME.match(name.decode("utf-8", "replace"))
        if match is None:
            continue
        algorithm = plain_name(match["algorithm"])
        if algorithm not in KNOWN:
            findings.error("algorithm-unknown", name)
            continue
        tag = "tag" if match["tag"] else ""
        if name.decode("utf-8", "replace") != f"{tag}manifest-{algorithm}.txt":
            findings.by(declaration.is_strict, "algorithm-name", name)
        found.append(Manifest(name, algorithm, not tag))
    return sorted(found, key=lambda each: (not each.is_payload, each.name))


class Lister:
    """Takes down what the lists of one bag say."""

    def __init__(
        self, folder: BagFolder, declaration: Declaration, ledger: Ledger, findings: Findings
    ) -> None:
        self._folder = folder
        self._declaration = declaration
        self._ledger = ledger
        self._findings = findings

    def manifest(self, number: int, manifest: Manifest, most: int) -> Iterator[int]:
        """Take a manifest down, at most `most` lines of it; yield how many as it goes."""
        done = 0
        try:
            with self._folder.stream(manifest.name) as stream:
                name = shown(manifest.name)
                lines = text_lines(stream, self._declaration.encoding, name, self._findings)
                for some in _batches(lines):
                    parsed = (self._listed(manifest, *line) for line in some)
                    self._ledger.lists(number, (each for each in parsed if each is not None))
                    done += len(some)
                    yield done
                    if done > most:
                        self._findings.error("manifest-too-long", name)
                        return
        except OSError as error:
            self._findings.error("listed-unreadable", manifest.name, error.strerror)

    def _listed(self, manifest: Manifest, number: int, line: str) -> tuple[Spelled, bytes] | None:
        """Return path and checksum of a line; None where it gives none that can be looked for."""
        where = f"{shown(manifest.name)}, line {number}"
        if not line.strip(" \t"):
            self._findings.warning("text-blank-line", manifest.name, where)
            return None
        match = _LINE.match(line)
        if match is None or len(match["checksum"]) != 2 * len(EMPTY[manifest.algorithm]):
            self._findings.error("manifest-line", manifest.name, where)
            return None
        text = match["path"]
        if match["slash"] or text.startswith("*"):
            self._findings.warning("md5sum-form", manifest.name, where)
            text = text.removeprefix("*")
            if match["slash"]:
                ends = {"n": "\n", "r": "\r", "\\": "\\"}
                text = _SLASHED.sub(lambda code: ends[code[1]], text)
        path = self._spelled(text, where)
        if path is None or not self._belongs(manifest, path, where):
            return None
        return path, bytes.fromhex(match["checksum"])

    def _spelled(self, text: str, where: str) -> Spelled | None:
        if leads_outside(text):
            self._findings.error("listed-outside", text, where)
            return None
        path = spelled(text, strict=self._declaration.is_strict)
        if not path.is_plain:
            self._findings.warning("name-not-plain", text, where)
        return path

    def _belongs(self, manifest: Manifest, path: Spelled, where: str) -> bool:
        """Tell whether a manifest may list a path."""
        strict = self._declaration.is_strict
        if manifest.is_payload:
            if not path.path.startswith(PAYLOAD):
                code = "listed-folder" if path.path == PAYLOAD[:-1] else "listed-not-payload"
                self._findings.error(code, path.path, where)
                return False
        elif path.path.startswith(PAYLOAD):
            self._findings.by(strict, "tag-lists-payload", path.path, where)
        elif path.path.lower().startswith(b"tagmanifest-"):
            self._findings.by(strict, "tag-lists-tag-manifest", path.path, where)
        return True

    def fetch(self, most: int) -> Iterator[int]:
        """Take fetch.txt down. Nothing is ever fetched."""
        done = 0
        try:
            with self._folder.stream(FETCH) as stream:
                lines = text_lines(
                    stream, self._declaration.encoding, FETCH.decode(), self._findings
                )
                for some in _batches(lines):
                    parsed = (self._fetched(*line) for line in some)
                    self._ledger.fetches(each for each in parsed if each is not None)
                    done += len(some)
                    yield done
                    if done > most:
                        self._findings.error("manifest-too-long", FETCH)
                        return
        except FileNotFoundError:
            return
        except OSError as error:
            self._findings.error("listed-unreadable", FETCH, error.strerror)

    def _fetched(self, number: int, line: str) -> tuple[bytes, int | None] | None:
        where = f"fetch.txt, line {number}"
        if not line.strip(" \t"):
            self._findings.warning("text-blank-line", FETCH, where)
            return None
        match = _FETCH.match(line)
        if match is None:
            self._findings.error("fetch-line", FETCH, where)
            return None
        path = self._spelled(match[2], where)
        if path is None:
            return None
        if not path.path.startswith(PAYLOAD):
            self._findings.error("fetch-not-payload", path.path, where)
            return None
        size = None if match[1] == "-" else min(int(match[1][:20]), _LARGEST)
        return path.path, size


def _batches(lines: Iterator[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    while some := list(itertools.islice(lines, _AT_ONCE)):
        yield some
