"""The reader of WACZ 1.1.1: a ZIP archive of WARC files, with the list of its pages.

Its members are children like those of any ZIP archive. Besides, the digests that datapackage.json
states of them are held against their bytes, and that of datapackage.json itself. Of a capture of
ours (docs/reference/formats/capture.md) what was recorded and the text that was shown are children;
else each page would be found eight times over, in its picture, print, frames and statements.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from msgspec import structs

from amana.reading.notices import Code
from amana.reading.readers.containers import zip as archives
from amana.reading.readers.containers.listing import shown
from amana.reading.readers.intake import Content, Outlet, stream
from amana.reading.readers.sampling import read_sample
from amana.reading.readers.warc.digests import Stated
from amana.reading.wire import Budget, ChildRow, PartName, PartRun, ReadOrder, TextAnswer, Told

_PACKAGE = "datapackage.json"
_DIGEST = "datapackage-digest.json"
_MOST_JSON = 16 << 20
_LONGEST = 1 << 20
_MOST_RESOURCES = 100_000
_PIECE = 1 << 18
_VALUE = 4000
_KNOWN = {
    "title": "dc:title",
    "description": "dc:description",
    "created": "dcterms:created",
    "modified": "dcterms:modified",
    "software": "wacz:software",
    "wacz_version": "wacz:version",
    "mainPageUrl": "wacz:main-page",
    "mainPageDate": "wacz:main-page-date",
}


_CAPTURE = "evidence/capture.json"
_EVIDENCE = re.compile(
    rb"indexes/index\.cdx|pages/pages\.jsonl|datapackage(-digest)?\.json|evidence/("
    rb"(capture|frames|robots)\.json|collector|data-tail\.bin|page\.(pdf|mhtml)|"
    rb"(exchanges|lookups|refused|websockets|requests|console|steps|differences|defects)\.jsonl|"
    rb"picture-((before|after)(-[0-9]+)?|frame-[0-9]+)\.png|frame-[0-9]+\.html|"
    rb"tls-[0-9a-f]{64}\.der|"
    rb"statement-(en|ar)\.html)"
)
"""What a capture makes about its page, and what leads to the recording."""


class _Chosen:
    """Hands out the children of a capture of ours, but for what the capture made about its page."""

    def __init__(self, out: Outlet) -> None:
        self._out = out
        self.kept = 0

    def child(self, row: ChildRow, pieces: Iterable[bytes] = ()) -> bool:
        """See `Outlet.child`."""
        if _EVIDENCE.fullmatch(row.path):
            self.kept += 1
            return True
        return self._out.child(row, pieces)


class Fields(NamedTuple):
    """The text fields of a JSON object, and the objects in its lists; one by itself is a list."""

    texts: dict[str, str]
    lists: dict[str, list[Fields]]

    def text(self, name: str) -> str:
        """Return a text field; empty when there is none."""
        return self.texts.get(name, "")


def read(document: Content, order: ReadOrder, out: Outlet) -> TextAnswer:
    """Read the archive as a ZIP archive, then what it says of itself.

    Raises:
        GiveUp: there is no central directory.
    """
    chosen = _Chosen(out) if document.size and _is_ours(document) else None
    answer = archives.read(document, order, chosen or out)
    if not document.size:
        return answer
    if chosen and chosen.kept:
        told_of = Told(Code.EVIDENCE_KEPT_INSIDE, chosen.kept)
        answer = structs.replace(answer, notices=(*answer.notices, told_of))
    try:
        archive = zipfile.ZipFile(stream(document))
    except archives.BROKEN:
        return answer  # what there is was found without the list of members
    with archive:
        package = package_of(archive)
        told, wrong = _digests(archive, package)
        written = _Written(answer, order.budget)
        for line in told:
            written.add(line)
        for name in lists_of_pages(archive):
            written.add_pages(archive, name)
    found = written.complete()
    about = [
        (key, package.text(name)[:_VALUE]) for name, key in _KNOWN.items() if package.text(name)
    ]
    notices = (*found.notices, Told(Code.DIGESTS_WRONG, wrong)) if wrong else found.notices
    return structs.replace(found, metadata=(*found.metadata, *about), notices=notices)


def package_of(archive: zipfile.ZipFile) -> Fields:
    """Return what datapackage.json says; nothing where it cannot be read."""
    return _json(archive, _PACKAGE)


def lists_of_pages(archive: zipfile.ZipFile) -> list[str]:
    """Return the members that are lists of pages (WACZ 1.1.1 section 5.2.3)."""
    names = sorted(archive.namelist())
    return [name for name in names if name.startswith("pages/") and name.endswith(".jsonl")]


def pages_in(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[int, bytes, Fields]]:
    """Yield the pages of a list: the place of the line, the line, and what it says."""
    for place, line in _lines(archive, name):
        try:
            page = _fields(json.loads(line))
        except (ValueError, RecursionError):
            continue
        if page.text("url"):
            yield place, line, page


def _is_ours(document: Content) -> bool:
    """Tell whether this is a capture of ours: its account is inside."""
    try:
        with zipfile.ZipFile(stream(document)) as archive:
            return _CAPTURE in archive.namelist()
    except archives.BROKEN:
        return False


def _json(archive: zipfile.ZipFile, name: str) -> Fields:
    """Return a JSON member; nothing where there is none that can be read."""
    try:
        with archive.open(name) as opened:
            return _fields(json.loads(opened.read(_MOST_JSON)))
    except (KeyError, RecursionError, *archives.BROKEN):
        return Fields({}, {})


def _fields(value: object) -> Fields:
    if not isinstance(value, dict):
        return Fields({}, {})
    texts = {str(k): v if isinstance(v, str) else str(v) for k, v in value.items() if _plain(v)}
    lists = {
        str(key): [_fields(one) for one in islice(_listed(many), _MOST_RESOURCES)]
        for key, many in value.items()
        if isinstance(many, list | dict)
    }
    return Fields(texts, lists)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _plain(value: object) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


def _digests(archive: zipfile.ZipFile, package: Fields) -> tuple[list[str], int]:
    """Return a line for each digest that is stated, and how many do not fit."""
    stated = [(one.text("path"), _stated(one)) for one in package.lists.get("resources", ())]
    signed = _json(archive, _DIGEST)
    if signed.text("hash"):
        stated.append((signed.text("path") or _PACKAGE, signed.text("hash")))
    told, wrong = [], 0
    for path, digest in stated:
        checked = Stated(digest)
        verdict = checked.verdict("digest") if _hashed(archive, path, checked) else "is not there"
        wrong += verdict == "is not there" or checked.fits() is False
        told.append(f"resource · {path} · {verdict or 'without a digest'}")
    known = {path for path, _ in stated} | {_PACKAGE, _DIGEST}
    others = (name for name in archive.namelist() if not name.endswith("/"))
    told += [
        f"resource · {name} · not listed in {_PACKAGE}" for name in others if name not in known
    ]
    return told, wrong


def _stated(resource: Fields) -> str:
    """Return the digest of a resource, which WACZ 1.0.0 puts elsewhere than later versions."""
    stats = resource.lists.get("stats", [])
    if stats and stats[0].text("hash"):
        return f"{resource.text('hashing') or 'sha256'}:{stats[0].text('hash')}"
    return resource.text("hash")


def _hashed(archive: zipfile.ZipFile, path: str, digest: Stated) -> bool:
    try:
        with archive.open(path) as opened:
            for _ in digest.watch(iter(lambda: opened.read(_PIECE), b"")):
                pass
    except (KeyError, *archives.BROKEN):
        return False
    return True


class _Written:
    """The text of the ZIP archive, and what is added to it."""

    def __init__(self, answer: TextAnswer, budget: Budget) -> None:
        self._answer = answer
        self._budget = budget
        self._lines = [answer.text]
        self._length = len(answer.text)
        self._parts: list[PartRun] = []
        self._names: list[PartName] = []
        self._cut = False

    def add(self, line: str) -> tuple[int, int]:
        """Add a line; return where it stands, nowhere when there is no more room."""
        written = shown(line.encode("utf-8", "replace"), "utf-8")
        if self._length + 1 + len(written) > self._budget.text_chars:
            self._cut = True
            return 0, 0
        start = self._length + 1
        self._lines.append(written)
        self._length = start + len(written)
        return start, self._length

    def add_pages(self, archive: zipfile.ZipFile, name: str) -> None:
        """Add the pages of a list of pages, each with its place."""
        part = len(self._names)
        self._names.append(PartName(name, "utf-8"))
        for place, line, page in pages_in(archive, name):
            words = ("page", page.text("ts"), page.text("url"), page.text("title"))
            start, end = self.add(" · ".join(filter(None, words)))
            if start < end and len(self._parts) < self._budget.runs:
                run = PartRun(start, end, part, place, place + len(line), exact=False)
                self._parts.append(run)

    def complete(self) -> TextAnswer:
        """Return the whole answer."""
        text = "\n".join(self._lines)
        notices = self._answer.notices
        notices = (*notices, Told(Code.TEXT_CUT, len(text))) if self._cut else notices
        return structs.replace(
            self._answer,
            text=text,
            parts=tuple(self._parts),
            part_names=tuple(self._names),
            notices=notices,
        )


def _lines(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a member with their places, as far as it can be read."""
    at = 0
    try:
        with archive.open(name) as opened:
            while line := opened.readline(_LONGEST):
                yield at, line
                at += len(line)
    except archives.BROKEN:
        return


def libraries() -> tuple[tuple[str, str], ...]:
    """Name what decompresses."""
    return archives.libraries()


def warm() -> None:
    """Read an archive of our own and make sure of the result."""
    file = io.BytesIO()
    page = b'{"url": "https://example.org/", "ts": "2024-01-02T03:04:05Z"}\n'
    digest = hashlib.sha256(page).hexdigest()
    resource = {"path": "pages/pages.jsonl", "hash": f"sha256:{digest}"}
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("pages/pages.jsonl", page)
        archive.writestr(_PACKAGE, json.dumps({"resources": [resource]}))
    text = read_sample(read, "wacz", file.getvalue()).text
    if "digest sha256 fits" not in text or "https://example.org/" not in text:
        raise RuntimeError("the reader of WACZ archives does not read its own sample")
