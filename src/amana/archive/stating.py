"""Custody statements: what a custodian can sign by hand about one item."""

from __future__ import annotations

import os
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from amana import __version__
from amana.access import Deed
from amana.archive.checked import checks_of
from amana.archive.cosignatures import Cosignatures
from amana.archive.descent import require_acquired
from amana.archive.entries import SENSITIVE
from amana.archive.looking import Looking
from amana.archive.parts import Parts
from amana.archive.trusted_time import TrustedTime
from amana.catalogue import ItemRow
from amana.core import (
    JSON,
    Digests,
    IntegrityError,
    UsageError,
    digest_stream,
    sha256_hex,
    stamp,
)
from amana.core.durable import storage_errors, write_all
from amana.custody import disclose
from amana.records import EntryType, Field
from amana.sharing import Confirmed, Told, Vouched, statement, to_pdf
from amana.text import sheet_page

FORMS = {".html": "html", ".htm": "html", ".pdf": "pdf"}
"""In what form a statement is written, by the ending of the file's name."""


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that was written: where, its digest, and the entry that says that it was made.

    `shown` and `withheld` name the fields of the item's first entry.
    """

    ref: str
    path: str
    form: str
    language: str
    sha256: str
    size: int
    shown: tuple[str, ...]
    withheld: tuple[str, ...]
    entry: int


class Statements:
    """Writes statements about items of one archive."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def write(
        self,
        ref: str,
        path: Path | str,
        *,
        language: str = "en",
        release: Collection[str] = (),
        purpose: str | None = None,
    ) -> Stated:
        """Write the statement about an item into the new file `path`, `.html` or `.pdf`.

        The original is read again, and its entry held against the signed log, before anything is
        stated. `release` names fields to show that are withheld otherwise.

        Raises:
            AccessDenied: the conditions of use forbid taking it out.
            UsageError: the file is there already, its name has another ending, there are no words
                of this language, a name in `release` is no field, or the item was found inside of
                another.
            IntegrityError: the original is damaged.
            CustodyError: the log is damaged where the entry stands.
        """
        target = Path(path)
        form = _form(target)
        row = Looking(self._parts, purpose).content(ref, Deed.SHARE, "statement")
        require_acquired(self._parts, row, "a statement")
        now = self._parts.clock.now()
        told = self._told(row, release, stamp(now))
        sheet = statement(told, language)
        content = sheet_page(sheet) if form == "html" else to_pdf(sheet, now)
        shown = tuple(field.name for field in told.disclosure.released)
        fields: dict[str, JSON] = {
            "item": row.ref,
            "released": list(shown),
            "form": form,
            "language": language,
            "sha256": sha256_hex(content),
        }
        return Stated(
            ref=row.ref,
            path=str(target),
            form=form,
            language=language,
            sha256=sha256_hex(content),
            size=len(content),
            shown=shown,
            withheld=told.disclosure.withheld,
            entry=self._hand_over(target, content, fields),
        )

    def _told(self, row: ItemRow, release: Collection[str], printed: str) -> Told:
        """Return what a statement is made from, after checking original and entry."""
        self._check_original(row)
        proven = self._parts.log.prove(row.acquired_entry)
        names = [slot.name for slot in proven.payload.slots if isinstance(slot, Field)]
        open_names = {name for name in names if name not in SENSITIVE}
        catalogue = self._parts.current()
        _, about = catalogue.entry_numbers(ref=row.ref)
        numbers = sorted({*about, *checks_of(self._parts, row)})
        size = proven.checkpoint.size
        return Told(
            archive=self._parts.settings.name,
            row=row,
            disclosure=disclose(proven.payload, {*open_names, *release}),
            entries=[
                self._parts.log.entry(number)
                for number in numbers
                if row.acquired_entry <= number < size
            ],
            checkpoint=proven.checkpoint,
            vkey=self._parts.verifier.vkeys()[0],
            fingerprint=self._parts.verifier.fingerprint(),
            software=f"amana {__version__}",
            printed=printed,
            confirmed=self._confirmed(row),
            witnessed=self._witnessed(row),
        )

    def _confirmed(self, row: ItemRow) -> tuple[Confirmed, ...]:
        """Return the earliest time-stamp of each authority that covers the entry of an item."""
        found = [each.shown for each in TrustedTime(self._parts).covering(row.acquired_entry)]
        return tuple(
            Confirmed(
                authority=each.authority,
                signer=each.signer,
                time=each.time,
                size=each.size,
                entry=each.entry,
                odd=bool(each.odd),
            )
            for each in found
        )

    def _witnessed(self, row: ItemRow) -> tuple[Vouched, ...]:
        """Return the earliest state that each trusted witness signed and that covers the item."""
        return tuple(
            Vouched(
                witness=each.name,
                time=stamp(datetime.fromtimestamp(each.time, UTC)),
                size=each.size,
                entry=each.entry,
            )
            for each in Cosignatures(self._parts).covering(row.acquired_entry)
        )

    def _check_original(self, row: ItemRow) -> None:
        with self._parts.original(row.sha256) as stream:
            found = digest_stream(stream)
        if found != Digests(sha256=row.sha256, blake3=row.blake3, size=row.size):
            raise IntegrityError(
                f"the original of {row.ref} is damaged; nothing was stated",
                remedy="run `amana check`; it names the place",
            )

    def _hand_over(self, target: Path, content: bytes, fields: dict[str, JSON]) -> int:
        """Enter that the statement leaves, then write it; return the number of the entry."""
        with storage_errors(target):
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
            try:
                descriptor = os.open(target, flags, 0o600)
            except FileExistsError as error:
                raise _in_the_way(target) from error
            try:
                entry = self._parts.note(EntryType.STATED, fields)
                write_all(descriptor, content)
            except BaseException:
                target.unlink(missing_ok=True)
                raise
            finally:
                os.close(descriptor)
        return entry


def _form(target: Path) -> str:
    form = FORMS.get(target.suffix.lower())
    if form is None:
        raise UsageError(
            f"a statement cannot be written as {target.name}",
            remedy="let the name of the file end in .pdf or .html",
        )
    if target.exists():
        raise _in_the_way(target)
    if not target.absolute().parent.is_dir():
        raise UsageError(
            f"there is no folder {target.absolute().parent}", remedy="make it, or name another"
        )
    return form


def _in_the_way(target: Path) -> UsageError:
    return UsageError(
        f"{target} is there already", remedy="name a new file with -o; nothing is overwritten"
    )
