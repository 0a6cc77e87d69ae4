"""What lies in an archive of web pages: its files of records, and its own list of pages.

A WACZ is a ZIP archive; its WARC files are stored in it as they are and read where they lie. One
that is compressed once more is unpacked in memory, within a bound: a bomb ends as something that is
lacking. Names of members are compared, never used as names of files.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

import msgspec

from amana.reading.readers.containers import gzip
from amana.reading.readers.containers.zip import BROKEN, member_of
from amana.reading.readers.intake import BytesContent, Content, GiveUp, stream
from amana.reading.readers.warc.headers import arc_header
from amana.reading.readers.warc.reader import begins
from amana.reading.readers.warc.wacz import Fields, lists_of_pages, package_of, pages_in
from amana.reading.rerender.told import LONGEST, FoundPage

_MOST_FILES = 1_000
_MOST_LISTED = 100_000
_UNPACKED = 256 << 20
_PIECE = 1 << 20
_HEAD = 1 << 13
_ZIP = b"PK"
_ENCRYPTED = 0x1
_DEEPEST = 2


class Slice:
    """A stretch of another content."""

    def __init__(self, content: Content, start: int, size: int) -> None:
        self._content, self._start = content, start
        self.size = max(0, min(size, content.size - start))

    def at(self, start: int, length: int) -> bytes:
        """See `Content.at`."""
        length = max(0, min(length, self.size - start))
        return self._content.at(self._start + start, length) if length else b""


class Holding(msgspec.Struct, frozen=True, kw_only=True):
    """What an archive holds.

    Attributes:
        kind: `wacz`, `warc` or `arc`.
        files: each file of records, without the archive around it.
        listed: the pages that it lists, in its order.
        main: address and date of the page that it calls the main one.
        lacking: what could not be opened, in words.
    """

    kind: str
    files: tuple[Content, ...]
    listed: tuple[FoundPage, ...] = ()
    main: tuple[str, str] | None = None
    lacking: tuple[str, ...] = ()


def opened(document: Content) -> Holding:
    """Look what an archive holds.

    Raises:
        GiveUp: it is damaged so that nothing of it is found.
    """
    if document.at(0, len(_ZIP)) == _ZIP:
        return _Packed(document).holding()
    return Holding(kind=kind_of(document) or "warc", files=(document,))


def kind_of(document: Content) -> str | None:
    """Return whether records follow, and of which kind: `warc`, `arc`, or None."""
    start = document.at(0, _HEAD)
    if start.startswith(gzip.MAGIC):
        start = gzip.beginning(document, 0, _HEAD)
    start = start.lstrip(b"\r\n")
    if not begins(start):
        return None
    return "arc" if arc_header(start) is not None else "warc"


class _Packed:
    """Goes through a WACZ, and through those packed in it."""

    def __init__(self, document: Content) -> None:
        self._document = document
        self._files: list[Content] = []
        self._listed: list[FoundPage] = []
        self._main: tuple[str, str] | None = None
        self._lacking: list[str] = []
        self._left = _UNPACKED

    def holding(self) -> Holding:
        try:
            self._take(self._document, 1)
        except BROKEN as error:
            self._lacking.append(f"the list of its members cannot be read ({type(error).__name__})")
        return Holding(
            kind="wacz",
            files=tuple(self._files),
            listed=tuple(self._listed),
            main=self._main,
            lacking=tuple(self._lacking),
        )

    def _take(self, document: Content, depth: int) -> None:
        with zipfile.ZipFile(stream(document)) as archive:
            package = package_of(archive)
            if self._main is None and package.text("mainPageUrl"):
                self._main = package.text("mainPageUrl"), package.text("mainPageDate")
            self._listed += self._pages(archive)
            for number, info in enumerate(archive.infolist(), 1):
                name = info.filename.lower()
                inner = name.endswith(".wacz") and depth < _DEEPEST
                if not inner and not name.endswith((".warc", ".warc.gz", ".arc", ".arc.gz")):
                    continue
                content = self._member(archive, document, info, number)
                if content is None or len(self._files) >= _MOST_FILES:
                    continue
                if inner:
                    self._take(content, depth + 1)
                elif kind_of(content):
                    self._files.append(content)
                else:
                    self._lacking.append(f"member {number} begins with no record")

    def _pages(self, archive: zipfile.ZipFile) -> Iterator[FoundPage]:
        for name in lists_of_pages(archive):
            for _, _, page in pages_in(archive, name):
                if len(self._listed) >= _MOST_LISTED:
                    return
                yield _page(page)

    def _member(
        self, archive: zipfile.ZipFile, document: Content, info: zipfile.ZipInfo, number: int
    ) -> Content | None:
        member = member_of(document, info)
        if info.flag_bits & _ENCRYPTED:
            self._lacking.append(f"member {number} is encrypted")
            return None
        if info.compress_type == zipfile.ZIP_STORED:
            return Slice(document, member.start, member.end - member.start)
        try:
            return BytesContent(self._unpacked(archive, info))
        except (GiveUp, *BROKEN):
            self._lacking.append(f"member {number} cannot be unpacked, or is too large when it is")
            return None

    def _unpacked(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
        data = bytearray()
        with archive.open(info) as member:
            while piece := member.read(_PIECE):
                data += piece
                if len(data) > self._left:
                    raise EOFError
        self._left -= len(data)
        return bytes(data)


def _page(page: Fields) -> FoundPage:
    return FoundPage(
        url=page.text("url")[:LONGEST],
        date=page.text("ts")[:LONGEST],
        title=page.text("title")[:LONGEST],
    )
