"""Trained models that analysis works with: added by name, kept in the vault, entered in the log.

The newest model of a name is in use. Its digest is a part of the recipes of its step, so that a
model changes the keys of what it touches, and what was found with another one stays beside it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path

import msgspec

from amana.access import Deed, Subject, authorize, require
from amana.analysis import Model
from amana.archive.parts import Parts
from amana.archive.requests import Note
from amana.catalogue import AnalysisRow
from amana.core import JSON, CustodyError, IntegrityError, UsageError, sha256_hex
from amana.core.durable import make_folders, replace_file, storage_errors
from amana.records import Entry, EntryType

_NAME = re.compile(r"([a-z]{1,40})/([a-z]{2,3})")
_SETTING = "model "
_LONGEST = 1000


class KnownModel(msgspec.Struct, frozen=True, kw_only=True):
    """A model: what it serves (`claims/en`), its digest and size in bytes, whence it comes.

    `entry` is that of its addition, `used_by` the number of items whose observations it gave.
    """

    name: str
    sha256: str
    size: int
    licence: str
    provenance: str
    added: str
    entry: int
    in_use: bool
    used_by: int = 0


class Models:
    """The models of one archive; `served` are the names of the steps that take models."""

    def __init__(self, parts: Parts, served: Collection[str]) -> None:
        self._parts = parts
        self._served = served

    def add(self, name: str, path: Path | str, *, licence: str, provenance: str) -> KnownModel:
        """Take a model in; from now on it is the one in use under its name.

        Args:
            name: the step that it serves and its language, like `claims/en`.
            path: the file.
            licence: the terms under which it may be used.
            provenance: who made it, and from which data.

        Raises:
            UsageError: no step takes models of this name; licence or provenance is not said; or the
                file cannot be read or is empty.
            StorageFull: no room.
        """
        parts = self._parts
        today = parts.clock.now().date()
        allowed = authorize(parts.actor, Deed.MODEL, Subject(), purpose=None, today=today)
        require(allowed, "adding a model")
        self._require_name(name)
        fields: dict[str, JSON] = {
            "name": name,
            "licence": _said(licence, "licence"),
            "provenance": _said(provenance, "provenance"),
        }
        try:
            with Path(path).open("rb") as stream, parts.writer.transaction() as transaction:
                digests = transaction.put(stream)
                if not digests.size:
                    raise UsageError(f"{path} is empty", remedy="name the file of the model")
                fields["digests"] = msgspec.to_builtins(digests)
                note = Note(kind=EntryType.MODEL_ADDED, fields=fields)
                (receipt,) = transaction.commit(parts.group([note]))
        except OSError as error:
            raise UsageError(
                f"{path} cannot be read: {error.strerror}", remedy="name the file of the model"
            ) from error
        if receipt.entry is None:
            raise CustodyError("the committer did not enter the model")
        return next(each for each in self.list() if each.entry == receipt.entry)

    def list(self) -> list[KnownModel]:
        """Return every model in the order in which they were added."""
        found = entries_of(self._parts)
        newest = {str(entry.get("name")): entry.index for entry in found}
        used = self._used()
        return [
            KnownModel(
                name=str(entry.get("name")),
                sha256=_digest(entry),
                size=_size(entry),
                licence=str(entry.get("licence")),
                provenance=str(entry.get("provenance")),
                added=str(_member(entry.get("at"), "time")),
                entry=entry.index,
                in_use=newest[str(entry.get("name"))] == entry.index,
                used_by=used.get((str(entry.get("name")), _digest(entry)), 0),
            )
            for entry in found
        ]

    def _used(self) -> dict[tuple[str, str], int]:
        """Return, by name and digest, how many items have observations that a model gave."""
        used: dict[tuple[str, str], int] = {}
        for row, number in self._parts.current().analyses().methods():
            for each in _named_by(self._parts.log.entry(row.number), row):
                used[each] = used.get(each, 0) + number
        return used

    def _require_name(self, name: str) -> None:
        match = _NAME.fullmatch(name)
        if match is None or match[1] not in self._served:
            steps = ", ".join(sorted(self._served)) or "none here"
            raise UsageError(
                f"no step takes a model of the name “{name}”",
                remedy=f"write STEP/LANGUAGE, like claims/en; the steps that take models: {steps}",
            )


def entries_of(parts: Parts) -> list[Entry]:
    """Return the entries that added models, in order."""
    numbers = parts.current().entries_of_types({EntryType.MODEL_ADDED})
    entries = (parts.log.entry(number) for number in numbers)
    return [entry for entry in entries if entry.get("digests")]  # none where it was erased


def digests_in_use(parts: Parts) -> dict[str, str]:
    """Return the digests of the models in use, by name."""
    return {str(entry.get("name")): _digest(entry) for entry in entries_of(parts)}


def files_of(parts: Parts, digests: Mapping[str, str]) -> dict[str, Model]:
    """Return models as files that workers can open: copies of what the vault holds.

    Raises:
        NotFound: one is not in the vault.
        IntegrityError: one is damaged.
    """
    folder = parts.layout.cache / "models"
    found = {}
    for name, sha256 in digests.items():
        path = folder / sha256
        if not _is_whole(path, sha256):
            with storage_errors(folder):
                make_folders(folder, 0o700)
            replace_file(path, parts.derivative(sha256), staging=folder)
        found[name] = Model(str(path), sha256)
    return found


def _is_whole(path: Path, sha256: str) -> bool:
    try:
        return sha256_hex(path.read_bytes()) == sha256
    except OSError:
        return False


def _named_by(entry: Entry, row: AnalysisRow) -> set[tuple[str, str]]:
    """Return the models that the recipes of an entry name, by which `row` was analysed."""
    recipes = entry.get("recipes")
    settings = [
        _member(recipe, "settings")
        for recipe in (recipes.values() if isinstance(recipes, Mapping) and not row.failed else ())
    ]
    pairs = [pair for each in settings if isinstance(each, (list, tuple)) for pair in each]
    return {
        (str(pair[0]).removeprefix(_SETTING), str(pair[1]))
        for pair in pairs
        if isinstance(pair, (list, tuple)) and str(pair[0]).startswith(_SETTING)
    }


def _said(text: str, what: str) -> str:
    said = " ".join(text.split())
    if not said or len(said) > _LONGEST:
        raise UsageError(
            f"the {what} of a model is said in 1 to {_LONGEST} characters",
            remedy=f"say it with --{what}: it stands in the custody log, for good",
        )
    return said


def _digest(entry: Entry) -> str:
    digest = _member(entry.get("digests"), "sha256")
    if not isinstance(digest, str):
        raise IntegrityError("the entry of a model has no digest", remedy="run `amana check`")
    return digest


def _size(entry: Entry) -> int:
    size = _member(entry.get("digests"), "size")
    return size if isinstance(size, int) else 0


def _member(value: JSON, name: str) -> JSON:
    return value.get(name) if isinstance(value, Mapping) else None
