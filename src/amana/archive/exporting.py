"""Taking items out as a package: who may, what of it, and the entry that says that it left.

The walk over the items is the same for every form of package; the form decides what goes where.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC
from pathlib import Path

import msgspec

from amana import __version__
from amana.access import Deed
from amana.archive.looking import Looking
from amana.archive.parts import Parts
from amana.archive.proving import Proving
from amana.archive.requests import Note
from amana.catalogue import ItemRow
from amana.core import JSON, PurposeRequired, UsageError, sha256_hex
from amana.custody import Disclosure
from amana.records import EntryType
from amana.sharing import (
    About,
    BagPackage,
    Leaving,
    OcflPackage,
    Package,
    bundle_files,
    entry_file,
)

_AN_ENTRY = 1000
"""So many items stand in one entry; a larger package has several."""


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """A package that was written: where, in which form, what is in it.

    `entry` is the first entry that says that it left. `left_out` are the items that may not leave,
    or were erased, where all items were asked for. Of these, `want_purpose` could leave if a
    purpose was stated.
    """

    folder: str
    form: str
    items: int
    bytes: int
    entry: int
    left_out: tuple[str, ...] = ()
    want_purpose: tuple[str, ...] = ()


OnItem = Callable[[int, int], None]
"""Called with how many items are done and how many there are."""


class Exports:
    """The packages of an archive."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def bag(
        self,
        refs: Iterable[str] | None,
        folder: Path,
        *,
        release: Collection[str] = (),
        organization: str | None = None,
        purpose: str | None = None,
        on_item: OnItem = lambda _done, _total: None,
    ) -> Export:
        """Write items with their proofs into a new folder as a BagIt 1.0 bag (RFC 8493).

        `refs` are the items; None means all that may leave. `release` names fields that are
        withheld otherwise; with `name` among them, files are called as they were received.
        What an interrupted run wrote stays in `FOLDER.partial`; the same call goes on with it.

        Raises:
            AccessDenied: the conditions of use of items forbid taking them out; all are named.
            PurposeRequired: none of the items may leave unless a purpose is stated.
            UsageError: no items, the folder holds something, or a name in `release` is no field.
            IntegrityError: an original is damaged; the package is not finished.
            StorageFull: no room.
        """
        return self._export(
            refs,
            folder,
            BagPackage,
            release=release,
            organization=organization,
            purpose=purpose,
            on_item=on_item,
        )

    def ocfl(
        self,
        refs: Iterable[str] | None,
        folder: Path,
        *,
        release: Collection[str] = (),
        organization: str | None = None,
        purpose: str | None = None,
        on_item: OnItem = lambda _done, _total: None,
    ) -> Export:
        """Write items with their proofs into an OCFL 1.1 storage root, an object for each.

        `refs` are the items; None means all that may leave. `release` names fields that are
        withheld otherwise; with `name` among them, a name is a second logical path of its original.
        `folder` is new or a storage root that this wrote: objects that are there and whole stay as
        they are, so that the same call goes on with an interrupted run.

        Raises:
            AccessDenied: the conditions of use of items forbid taking them out; all are named.
            PurposeRequired: none of the items may leave unless a purpose is stated.
            UsageError: no items, the folder holds something else, a name in `release` is no field,
                or an object is there with other fields shown.
            IntegrityError: an original, or an object that is there, is damaged.
            StorageFull: no room; objects that were put in their place are whole.
        """
        now = self._parts.clock.now().astimezone(UTC)
        return self._export(
            refs,
            folder,
            lambda place: OcflPackage(
                place,
                origin=self._parts.settings.origin,
                created=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
                organization=organization,
            ),
            release=release,
            organization=organization,
            purpose=purpose,
            on_item=on_item,
        )

    def _export(
        self,
        refs: Iterable[str] | None,
        folder: Path,
        open_package: Callable[[Path], Package],
        *,
        release: Collection[str],
        organization: str | None,
        purpose: str | None,
        on_item: OnItem,
    ) -> Export:
        self._require_outside(folder)
        looking = Looking(self._parts, purpose)
        rows, left_out, want_purpose = _select(looking, refs)
        proving = Proving(self._parts, looking)
        disclosures = [proving.disclosure(row, release) for row in rows[:1]]  # a wrong name: now
        with contextlib.closing(open_package(folder)) as package:
            for done, row in enumerate(rows, 1):
                disclosure = disclosures.pop() if disclosures else proving.disclosure(row, release)
                with self._parts.original(row.sha256) as stream:
                    package.original(_leaving(row, disclosure), stream)
                on_item(done, len(rows))
            entry = self._enter(rows, release, package.form)
            for row in rows:
                disclosure = proving.disclosure(row, release)
                files = bundle_files(proving.bundle(row, disclosure))
                package.proof(_leaving(row, disclosure), files)
            package.finish(self._about(entry, organization))
            return Export(
                folder=str(folder),
                form=package.form,
                items=len(rows),
                bytes=sum(row.size for row in rows),
                entry=entry,
                left_out=tuple(left_out),
                want_purpose=tuple(want_purpose),
            )

    def _require_outside(self, folder: Path) -> None:
        if folder.resolve().is_relative_to(self._parts.layout.root.resolve()):
            raise UsageError(
                f"{folder} is inside the archive", remedy="name a folder outside of it with -o"
            )

    def _enter(self, rows: Sequence[ItemRow], release: Collection[str], form: str) -> int:
        """Enter that the items leave, before their proofs are made: these cover the entry."""
        released: list[JSON] = [*sorted(set(release))]
        notes = []
        for start in range(0, len(rows), _AN_ENTRY):
            items: list[JSON] = [row.ref for row in rows[start : start + _AN_ENTRY]]
            fields: dict[str, JSON] = {"items": items, "released": released, "form": form}
            notes.append(Note(kind=EntryType.EXPORTED, fields=fields))
        numbers = [receipt.entry or 0 for note in notes for receipt in self._parts.commit(note)]
        return numbers[0]

    def _about(self, entry: int, organization: str | None) -> About:
        return About(
            date=self._parts.clock.now().date().isoformat(),
            identifier=f"{self._parts.settings.origin}#{entry}",
            software=f"amana {__version__}",
            organization=organization,
        )


def _select(
    looking: Looking, refs: Iterable[str] | None
) -> tuple[list[ItemRow], list[str], list[str]]:
    """Return the items that leave, of all items those that may not, and which want a purpose."""
    if refs is None:
        rows, left_out, want_purpose = looking.sift_all(Deed.SHARE, "package")
    else:
        rows, left_out, want_purpose = looking.require_all(refs, Deed.SHARE, "package"), [], []
    if not rows and want_purpose:
        raise PurposeRequired(
            f"nothing may leave without a purpose; with one, these may: {', '.join(want_purpose)}",
            remedy="say what for with --purpose; that they left is entered in the custody log",
        )
    if not rows:
        raise UsageError(
            "there is nothing to take out", remedy="name items; `amana list` shows their references"
        )
    return rows, left_out, want_purpose


def _leaving(row: ItemRow, disclosure: Disclosure) -> Leaving:
    shown = any(field.name == "name" for field in disclosure.released)
    return Leaving(
        ref=row.ref,
        sha256=row.sha256,
        size=row.size,
        media_type=row.media_type,
        entry_sha256=sha256_hex(entry_file(disclosure)),
        name=row.name if shown else None,
    )
