"""Proving one item: preview what would leave, then write the bundle and enter that it left."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

import msgspec

from amana.access import Deed
from amana.archive.cosignatures import Cosignatures
from amana.archive.descent import require_acquired
from amana.archive.entries import SENSITIVE
from amana.archive.looking import Looking
from amana.archive.parts import Parts
from amana.archive.trusted_time import TrustedTime
from amana.catalogue import ItemRow
from amana.core import CHUNK, JSON, Digests, Hasher, IntegrityError, UsageError, prepared
from amana.core.durable import storage_errors, write_all
from amana.custody import Disclosure, disclose, rotation_index
from amana.records import EntryType, Field, Reading
from amana.sharing import Bundle, Cosignature, Stamp, bundle_files


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """What a proof would reveal: fields shown, names withheld, the original's own metadata."""

    ref: str
    shown: tuple[tuple[str, JSON], ...]
    withheld: tuple[str, ...]
    original_metadata: tuple[tuple[str, str], ...]
    size: int


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """A bundle that was written: where, from which entry, and the entry that says that it left."""

    ref: str
    folder: str
    entry: int
    proved_entry: int
    preview: Preview


class Proving:
    """Makes the proof of one item."""

    def __init__(self, parts: Parts, looking: Looking) -> None:
        self._parts = parts
        self._looking = looking

    def preview(self, ref: str, release: Collection[str]) -> Preview:
        """Tell what a proof would reveal.

        Raises:
            AccessDenied: the conditions of use forbid taking it out.
            UsageError: a name in `release` is no field of the entry, or the item was found inside
                of another.
        """
        row = self._looking.content(ref, Deed.SHARE, "preview of a proof")
        require_acquired(self._parts, row, "a proof")
        return self._preview(row, self.disclosure(row, release))

    def prove(self, ref: str, folder: Path, release: Collection[str]) -> Proof:
        """Write the bundle into `folder`, which must be new or empty.

        Raises:
            AccessDenied: the conditions of use forbid taking it out.
            UsageError: the folder holds something, or a name in `release` is no field.
            IntegrityError: the original is damaged.
        """
        row = self._looking.content(ref, Deed.SHARE, "proof")
        require_acquired(self._parts, row, "a proof")
        disclosure = self.disclosure(row, release)
        _make_empty(folder)
        self._copy_original(row, folder / "original")
        names: list[JSON] = [field.name for field in disclosure.released]
        number = self._parts.note(
            EntryType.PROVED, {"item": row.ref, "released": names, "form": "proof bundle"}
        )
        for name, content in bundle_files(self.bundle(row, disclosure)).items():
            with storage_errors(folder / name):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(content)
        return Proof(
            ref=row.ref,
            folder=str(folder),
            entry=row.acquired_entry,
            proved_entry=number,
            preview=self._preview(row, disclosure),
        )

    def disclosure(self, row: ItemRow, release: Collection[str]) -> Disclosure:
        """Return the entry of an item with what is shown of it.

        Raises:
            UsageError: a name in `release` is no field of the entry.
        """
        payload = self._parts.log.payload(row.acquired_entry)
        fields = [slot.name for slot in payload.slots if isinstance(slot, Field)]
        shown = [name for name in fields if name not in SENSITIVE]
        return disclose(payload, {*shown, *release})

    def _preview(self, row: ItemRow, disclosure: Disclosure) -> Preview:
        metadata: tuple[tuple[str, str], ...] = ()
        stored = self._parts.catalogue.reading(row.reading) if row.reading else None
        if stored:
            data = self._parts.derivative(stored.derivative)
            metadata = msgspec.json.decode(data, type=prepared(Reading)).metadata
        return Preview(
            ref=row.ref,
            shown=tuple((field.name, field.value) for field in disclosure.released),
            withheld=disclosure.withheld,
            original_metadata=metadata,
            size=row.size,
        )

    def _copy_original(self, row: ItemRow, target: Path) -> None:
        """Copy the original, re-hashing it on the way."""
        hasher = Hasher()
        with self._parts.original(row.sha256) as stream, storage_errors(target):
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
            descriptor = os.open(target, flags, 0o644)
            try:
                while chunk := stream.read(CHUNK):
                    hasher.update(chunk)
                    write_all(descriptor, chunk)
            finally:
                os.close(descriptor)
        expected = Digests(sha256=row.sha256, blake3=row.blake3, size=row.size)
        if hasher.digests() != expected:
            target.unlink()
            raise IntegrityError(
                f"the original of {row.ref} is damaged; no proof was made",
                remedy="run `amana check`; it names the place",
            )

    def bundle(self, row: ItemRow, disclosure: Disclosure) -> Bundle:
        """Return what the bundle of an item is made of, from the newest checkpoint.

        Of each time-stamp authority it holds the earliest time-stamp that covers the entry, of each
        trusted witness the earliest state that it signed; and every change of the log's keys.

        Raises:
            CustodyError: a time-stamp or a cosignature is damaged.
        """
        stamps = tuple(
            Stamp(
                authority=each.shown.authority,
                note=each.note,
                proof=each.proof,
                token=each.token,
                roots=each.roots,
            )
            for each in TrustedTime(self._parts).covering(row.acquired_entry)
        )
        cosignatures = tuple(
            Cosignature(witness=each.name, note=each.note, proof=each.proof, keys=each.keys)
            for each in Cosignatures(self._parts).covering(row.acquired_entry)
        )
        proven = self._parts.log.prove(row.acquired_entry)
        return Bundle(
            ref=row.ref,
            original=row.sha256,
            size=row.size,
            index=row.acquired_entry,
            disclosure=disclosure,
            proof=proven.proof,
            checkpoint=proven.checkpoint,
            verifier=self._parts.verifier,
            stamps=stamps,
            cosignatures=cosignatures,
            rotations=self._rotations(),
        )

    def _rotations(self) -> dict[str, bytes]:
        storage = self._parts.storage
        paths = [path for path in storage.paths() if rotation_index(path) is not None]
        return {path: storage.read(path) for path in paths}


def _make_empty(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UsageError(
                f"{folder} is not empty", remedy="name a new folder with -o; nothing is overwritten"
            )
    except OSError as error:
        raise UsageError(f"{folder} cannot be used: {error.strerror}") from error
