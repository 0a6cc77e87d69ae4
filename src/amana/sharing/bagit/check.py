"""Checking a bag: complete and valid (RFC 8493 section 3), with the rules that it breaks.

Memory does not grow with the bag; nothing outside of it is read, nothing is fetched, nothing is
written but a private temporary list.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from amana.core import UsageError
from amana.sharing.bagit.algorithms import EMPTY, Digester
from amana.sharing.bagit.declaration import DECLARATION, LONGEST, Declaration, parse_declaration
from amana.sharing.bagit.folder import BagFolder
from amana.sharing.bagit.ledger import Absent, Ledger, Present
from amana.sharing.bagit.manifests import SPARE_LINES, Lister, Manifest, find_manifests
from amana.sharing.bagit.metadata import Metadata, read_metadata
from amana.sharing.bagit.names import (
    PAYLOAD,
    is_system_file,
    is_trouble_on_windows,
    normal,
)
from amana.sharing.bagit.rules import Finding, Findings, Level, OnFinding, Verdict, shown


class BagStep(msgspec.Struct, frozen=True, kw_only=True):
    """How far a check is: in which step, how much is done, of how much if that is known."""

    step: str
    done: int
    total: int | None


class BagReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a check found. `findings` are the first of each level; `errors`, `warnings` count all.

    `algorithms` are those of the payload manifests; `metadata` are label and value in order.
    """

    verdict: Verdict
    version: str | None
    algorithms: tuple[str, ...]
    files: int
    bytes: int
    errors: int
    warnings: int
    findings: tuple[Finding, ...]
    metadata: tuple[tuple[str, str], ...]


OnBagStep = Callable[[BagStep], None]


def check_bag(
    folder: Path,
    *,
    on_step: OnBagStep = lambda _: None,
    on_finding: OnFinding = lambda _: None,
) -> BagReport:
    """Check the bag in `folder`.

    Raises:
        UsageError: there is no such folder.
        StorageFull: no room for the temporary list.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder", remedy="name the folder with bagit.txt in it")
    with Ledger() as ledger:
        return _Check(BagFolder(folder), ledger, on_step, on_finding).run()


def read_declaration(folder: BagFolder, findings: Findings) -> Declaration | None:
    """Return what bagit.txt says; None where there is none that can be understood."""
    try:
        with folder.stream(DECLARATION.encode()) as stream:
            return parse_declaration(stream.read(LONGEST + 1), findings)
    except OSError:
        findings.error("declaration-missing", DECLARATION)
        return None


def meant_file(ledger: Ledger, absent: Absent, *, strict: bool) -> tuple[bytes, str] | None:
    """Return the file that a claim can mean though it is spelled otherwise, and by which rule."""
    if absent.literal != absent.path and ledger.has(absent.literal):
        return absent.literal, "name-percent"
    like = ledger.like(absent.path)
    if strict:
        like = [path for path in like if normal(path) == normal(absent.path)]
    return (like[0], "name-spelled-otherwise") if len(like) == 1 else None


class _Check:
    """One check of one bag."""

    def __init__(
        self, folder: BagFolder, ledger: Ledger, on_step: OnBagStep, on_finding: OnFinding
    ) -> None:
        self._folder = folder
        self._ledger = ledger
        self._on_step = on_step
        self._findings = Findings(on_finding)
        self._digester = Digester()
        self._manifests: list[Manifest] = []
        self._strict = True
        self._payload: frozenset[int] = frozenset()
        self._tags: frozenset[int] = frozenset()
        self._dropped = 0
        self._last_dropped = b""

    def run(self) -> BagReport:
        """Check everything that can be checked."""
        declaration = read_declaration(self._folder, self._findings)
        if declaration is None:
            return self._report(None, Metadata(), 0, 0)
        self._strict = declaration.is_strict
        if not self._folder.is_folder(PAYLOAD[:-1]):
            self._findings.error("payload-folder-missing", PAYLOAD)
        metadata = read_metadata(self._folder, declaration, self._findings)
        for done in self._folder.walk(self._ledger, self._findings):
            self._step("files", done, None)
        self._take_lists(declaration)
        self._ledger.sort()
        self._judge_lists()
        files, size = self._ledger.totals()
        self._judge_files(files)
        self._judge_oxum(metadata, files, size)
        return self._report(declaration, metadata, files, size)

    def _step(self, step: str, done: int, total: int | None) -> None:
        self._on_step(BagStep(step=step, done=done, total=total))

    def _take_lists(self, declaration: Declaration) -> None:
        self._manifests = find_manifests(self._folder, declaration, self._findings)
        if not any(each.is_payload for each in self._manifests):
            self._findings.error("manifest-missing")
        numbered = list(enumerate(self._manifests))
        self._payload = frozenset(number for number, each in numbered if each.is_payload)
        self._tags = frozenset(number for number, each in numbered if not each.is_payload)
        lister = Lister(self._folder, declaration, self._ledger, self._findings)
        most = self._ledger.count() + SPARE_LINES
        for number, manifest in numbered:
            for done in lister.manifest(number, manifest, most):
                self._step("lists", done, None)
        for done in lister.fetch(most):
            self._step("lists", done, None)

    # -- what is listed ----------------------------------------------------------------------

    def _judge_lists(self) -> None:
        for path, manifest, alike in self._ledger.repeated():
            where = shown(self._manifests[manifest].name)
            if alike:
                self._findings.by(self._strict, "listed-twice", path, where)
            else:
                self._findings.error("listed-twice-differently", path, where)
        for absent in self._ledger.absent():
            self._judge_absent(absent)
        for path in self._ledger.unlisted_fetches(len(self._payload), every=self._strict):
            self._findings.error("fetch-not-listed", path)
        for path, stated, size in self._ledger.fetched_otherwise():
            self._findings.warning("fetch-length", path, f"{stated} and not {size}")
        for path in self._ledger.clashes():
            self._findings.warning("name-clash", path)

    def _judge_absent(self, absent: Absent) -> None:
        """Judge a claim about a file that is not there under that very name.

        Rules, the first that applies decides:
          1. A name that stands there as the file has it, with a % that was not encoded: a warning.
          2. A file with that name in another Unicode normal form, before 1.0 also in another case:
             a warning, and the claim is held against that file.
          3. What fetch.txt lists makes the bag incomplete.
          4. Before 1.0, an empty file that operating systems make and drop: a warning.
          5. Anything else is missing.
        """
        where = shown(self._manifests[absent.manifest].name)
        meant = meant_file(self._ledger, absent, strict=self._strict)
        if meant is not None:
            path, code = meant
            self._findings.warning(code, path if code == "name-percent" else absent.path, where)
            self._ledger.means(absent, path)
        elif self._ledger.is_fetched(absent.path):
            self._findings.error("listed-unfetched", absent.path, where)
        elif self._folder.is_folder(absent.path):
            self._findings.error("listed-folder", absent.path, where)
        elif self._is_dropped(absent):
            self._findings.warning("system-file-missing", absent.path, where)
            self._dropped += absent.path != self._last_dropped
            self._last_dropped = absent.path
        else:
            self._findings.error("listed-missing", absent.path, where)

    def _is_dropped(self, absent: Absent) -> bool:
        algorithm = self._manifests[absent.manifest].algorithm
        empty = absent.checksum == EMPTY[algorithm]
        return not self._strict and empty and is_system_file(absent.path)

    # -- what is there -----------------------------------------------------------------------

    def _judge_files(self, total: int) -> None:
        done = 0
        for present in self._ledger.present():
            if present.path.startswith(PAYLOAD):
                self._judge_payload(present)
                done += 1
                self._step("payload", done, total)
            else:
                self._judge_tag_file(present)
            self._judge_bytes(present)

    def _judge_payload(self, present: Present) -> None:
        listing = {number for number, _ in present.claims} & self._payload
        if not listing or (self._strict and listing != self._payload):
            away = sorted(self._payload - listing)
            names = ", ".join(shown(self._manifests[number].name) for number in away)
            self._findings.error("payload-not-listed", present.path, names)
        if is_system_file(present.path):
            self._findings.warning("name-system-file", present.path)
        if is_trouble_on_windows(present.path):
            self._findings.warning("name-windows", present.path)

    def _judge_tag_file(self, present: Present) -> None:
        listing = {number for number, _ in present.claims}
        is_manifest = any(each.name == present.path and each.is_payload for each in self._manifests)
        if is_manifest:
            for number in sorted(self._tags - listing):
                name = shown(self._manifests[number].name)
                self._findings.by(self._strict, "tag-manifest-incomplete", name)
        elif self._tags and not listing and self._strict and not _is_tag_manifest(present.path):
            self._findings.warning("tag-file-not-listed", present.path)

    def _judge_bytes(self, present: Present) -> None:
        """Hold the bytes of a file against every checksum that is claimed of it."""
        if not present.claims:
            return
        try:
            with self._folder.file(present.path, is_link=present.is_link) as descriptor:
                found = self._digester.digests(
                    descriptor, {self._manifests[number].algorithm for number, _ in present.claims}
                )
        except OSError as error:
            self._findings.error("listed-unreadable", present.path, error.strerror)
            return
        code = "payload-changed" if present.path.startswith(PAYLOAD) else "tag-changed"
        for number, checksum in present.claims:
            manifest = self._manifests[number]
            if found[manifest.algorithm] != checksum:
                self._findings.error(code, present.path, shown(manifest.name))

    def _judge_oxum(self, metadata: Metadata, files: int, size: int) -> None:
        if metadata.oxum is not None and metadata.oxum != (size, files + self._dropped):
            said = ".".join(map(str, metadata.oxum))
            self._findings.error("oxum-differs", None, f"{said} is stated, {size}.{files} is there")

    def _report(
        self, declaration: Declaration | None, metadata: Metadata, files: int, size: int
    ) -> BagReport:
        return BagReport(
            verdict=self._findings.verdict(),
            version=declaration.version if declaration else None,
            algorithms=tuple(each.algorithm for each in self._manifests if each.is_payload),
            files=files,
            bytes=size,
            errors=self._findings.count(Level.ERROR),
            warnings=self._findings.count(Level.WARNING),
            findings=self._findings.kept,
            metadata=metadata.elements,
        )


def _is_tag_manifest(path: bytes) -> bool:
    return path.lower().startswith(b"tagmanifest-")
