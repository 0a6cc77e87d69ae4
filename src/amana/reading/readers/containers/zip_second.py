"""The second reader of ZIP archives: libarchive, for what the first one cannot take apart.

That is members in other methods (Zstandard, xz, PPMd), members encrypted with AES whose password
was given, and archives that have lost their central directory.
"""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Iterable

from libarchive.exception import ArchiveError  # type: ignore[import-untyped]  # no stubs

from amana.reading.readers.containers.libarchive import Archive, Entry, hand_out, opened
from amana.reading.readers.containers.listing import Line, Listing
from amana.reading.readers.intake import Content, GiveUp, Outlet
from amana.reading.wire import ChildRow
from amana.records import Derivation

_ZIP = "application/zip"


def take_others(
    document: Content, rows: Iterable[ChildRow], passwords: tuple[str, ...], out: Outlet
) -> int:
    """Hand out the members of those rows; return how many could be read.

    Members of the same name come in the order in which they stand in the archive.
    """
    wanted: dict[bytes, list[ChildRow]] = {}
    for row in rows:
        wanted.setdefault(row.path, []).append(row)
    taken = 0
    try:
        with opened(document, _ZIP, passwords) as archive:
            for entry in archive.entries():
                if wanted.get(entry.name):
                    taken += hand_out(archive, wanted[entry.name].pop(0), out)
    except (ArchiveError, GiveUp):
        return taken
    return taken


def take_all(
    document: Content, listing: Listing, passwords: tuple[str, ...], out: Outlet
) -> Counter[str]:
    """List and hand out the members of an archive without its central directory.

    Returns how many are `listed`, `locked` and `damaged`.
    """
    counts: Counter[str] = Counter()
    try:
        with opened(document, _ZIP, passwords) as archive:
            for entry in archive.entries():
                counts["listed"] += 1
                listing.add(Line(entry.name, 0, 0, entry.mark, entry.target))
                counts += Counter(_take(archive, entry, passwords, out))
            counts["damaged"] += archive.damaged
    except ArchiveError:
        counts["damaged"] += 1
    return counts


def _take(
    archive: Archive, entry: Entry, passwords: tuple[str, ...], out: Outlet
) -> tuple[str, ...]:
    if entry.kind != stat.S_IFREG:
        return ()
    if entry.locked and not passwords:
        return ("locked",)
    row = ChildRow(path=entry.name, derivation=Derivation.DECOMPRESSED, modified=entry.modified)
    if hand_out(archive, row, out):
        return ()
    return ("locked",) if entry.locked else ("damaged",)
