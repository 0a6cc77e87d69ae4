"""When bytes were last read again, as the checks in the log tell it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from amana.archive.parts import Parts
from amana.archive.views import LastCheck
from amana.catalogue import CheckRow, ItemRow, checks_that_read, last_checks
from amana.core import stamp


def last_check_of(parts: Parts, row: ItemRow) -> LastCheck | None:
    """Return the last check that read the bytes of an item; None: it was not checked since."""
    found = next(_checks_of(parts, row), None)
    return None if found is None else LastCheck(entry=found.number, at=found.at)


def checks_of(parts: Parts, row: ItemRow) -> list[int]:
    """Return the entries of all checks that read the bytes of an item, newest first."""
    return list(dict.fromkeys(found.number for found in _checks_of(parts, row)))


def _checks_of(parts: Parts, row: ItemRow) -> Iterator[CheckRow]:
    place = parts.vault.place(row.sha256) if row.sha256 else None  # an erased item has no bytes
    if place is None:
        return
    catalogue = parts.catalogue
    oldest = catalogue.same_bytes(row.sha256)[0].acquired_entry
    yield from checks_that_read(
        catalogue.checks(),
        sha256=row.sha256,
        room=place.unit.room,
        name=place.unit.name,
        end=place.end,
        acquired=oldest,
    )


def unread_since(parts: Parts) -> str | None:
    """Return since when every byte was read at least once; None: there are no bytes.

    What was never checked counts from the first day of the archive: it was read when it was taken
    in. Bytes that came after the last check of their unit are younger than that check.
    """
    units = list(parts.vault.units())
    if not units:
        return None
    last = last_checks(units, parts.catalogue.checks())
    made = stamp(when_made(parts))
    return min(last[unit].at if unit in last else made for unit in units)


def when_made(parts: Parts) -> datetime:
    """Return when the archive was made, by its first entry."""
    said = parts.log.entry(0).get("at")
    time = said.get("time") if isinstance(said, dict) else None
    return datetime.fromisoformat(str(time)) if time else parts.clock.now().astimezone(UTC)
