"""How many copies there are, where, how fresh, and what the policy of the archive says to that."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from amana.archive.auditing import AS_IT_SHOULD_BE
from amana.archive.marker import NAME, decode_marker
from amana.archive.parts import Parts
from amana.archive.replicas import OpenReplica, folder_of, read
from amana.core import AmanaError, prepared
from amana.core.durable import replace_file
from amana.core.settings import ReplicaPlace, Settings
from amana.custody import entries_of
from amana.records import Entry, EntryType


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What the log says of a replica last: in which entry, when, and whether all was well.

    `entries` is how many entries of the log it had.
    """

    entry: int
    time: str
    ok: bool
    entries: int


class History(msgspec.Struct, kw_only=True):
    """The newest entries about each replica, among the first `upto` entries. A cache."""

    upto: int = 0
    replicated: dict[str, Told] = {}
    audited: dict[str, Told] = {}

    def doubts(self, name: str) -> bool:
        """Tell whether a replica failed its newest audit and was not looked through since."""
        audited, replicated = self.audited.get(name), self.replicated.get(name)
        if audited is None or audited.ok:
            return False
        return replicated is None or not replicated.ok or replicated.entry < audited.entry


class ReplicaState(msgspec.Struct, frozen=True, kw_only=True):
    """One replica: what the settings say of it, what it says itself, what the log says."""

    name: str
    path: str
    site: str
    medium: str
    reachable: bool
    complete: bool
    entries: int | None
    replicated: str | None
    audited: str | None
    audit_ok: bool | None


class Keeping(msgspec.Struct, frozen=True, kw_only=True):
    """The state of all copies, the archive itself counted, and what falls short of the policy."""

    copies: int
    sites: int
    media: int
    replicas: tuple[ReplicaState, ...]
    warnings: tuple[str, ...]


def history(parts: Parts) -> History:
    """Return what the log says of replicas, reading only what came since it was asked last."""
    size = parts.log.checkpoint().size
    path = parts.layout.cache / "replicas.json"
    found = History()
    with contextlib.suppress(OSError, msgspec.MsgspecError):
        found = msgspec.json.decode(path.read_bytes(), type=prepared(History))
    if found.upto > size:
        found = History()
    kinds = (EntryType.REPLICATED, EntryType.AUDITED)
    for entry in entries_of(parts.storage, kinds, found.upto, size):
        entries = entry.get("entries")
        told = Told(
            entry=entry.index,
            time=_time(entry),
            ok=_ok(entry),
            entries=entries if isinstance(entries, int) else 0,
        )
        kept = found.audited if entry.get("type") == EntryType.AUDITED else found.replicated
        kept[str(entry.get("replica"))] = told
    if found.upto < size:
        found.upto = size
        with contextlib.suppress(OSError, AmanaError):  # a cache
            replace_file(path, msgspec.json.encode(found), staging=path.parent)
    return found


def _time(entry: Entry) -> str:
    at = entry.get("at")
    return str(at.get("time")) if isinstance(at, dict) else ""


def _ok(entry: Entry) -> bool:
    if entry.get("type") == EntryType.AUDITED:
        return entry.get("outcome") == AS_IT_SHOULD_BE
    return not entry.get("problem_count")


def keeping(parts: Parts, open_replica: OpenReplica) -> Keeping:
    """Return the state of all copies, held against the policy in the settings.

    Rules, each a warning where it is broken:
      1. There are `copies` copies on `sites` sites and `media` kinds of media. The archive counts,
         and each replica that is reachable and was completed once; of those that lie in one folder,
         the first.
      2. Each replica is reachable, whole, was brought up to date in the last `replicate_days` days,
         audited in the last `audit_days` days, and passed its last audit.
    """
    settings, told = parts.settings, history(parts) if parts.settings.replicas else History()
    states = tuple(_state(parts, open_replica, place, told) for place in settings.replicas)
    first = _first_of_each_folder(parts)
    kept = [s for s in states if s.reachable and s.replicated and first[s.name] == s.name]
    copies = 1 + len(kept)
    sites = len({settings.site, *(state.site for state in kept)})
    media = len({settings.medium, *(state.medium for state in kept)})
    return Keeping(
        copies=copies,
        sites=sites,
        media=media,
        replicas=states,
        warnings=(
            *_short(settings, copies, sites, media),
            *(warning for state in states for warning in _of(state, settings, parts.clock.now())),
            *(
                f"replica “{name}” lies in the folder of “{other}”: together they are one copy"
                for name, other in first.items()
                if name != other
            ),
        ),
    )


def _state(
    parts: Parts, open_replica: OpenReplica, place: ReplicaPlace, told: History
) -> ReplicaState:
    marker = None
    with contextlib.suppress(AmanaError, OSError):
        marker = decode_marker(read(open_replica(parts.layout, place), NAME))
    ours = marker is not None and marker.origin == parts.settings.origin
    replicated, audited = told.replicated.get(place.name), told.audited.get(place.name)
    return ReplicaState(
        name=place.name,
        path=place.path,
        site=place.site,
        medium=place.medium,
        reachable=ours,
        complete=marker is not None and ours and marker.complete,
        entries=marker.entries if marker is not None and ours else None,
        replicated=replicated.time if replicated else None,
        audited=audited.time if audited else None,
        audit_ok=audited.ok if audited else None,
    )


def _first_of_each_folder(parts: Parts) -> dict[str, str]:
    """Return, for each replica, the name of the first one in the same folder."""
    named: dict[Path, str] = {}
    return {
        place.name: named.setdefault(folder_of(parts.layout, place).resolve(), place.name)
        for place in parts.settings.replicas
    }


def _short(settings: Settings, copies: int, sites: int, media: int) -> list[str]:
    pairs = (
        (copies, settings.copies, "copies"),
        (sites, settings.sites, "sites"),
        (media, settings.media, "kinds of media"),
    )
    return [
        f"there {'is' if have == 1 else 'are'} only {have} of the {wanted} {what} that are wanted: "
        "docs/how-to/keep-copies.md"
        for have, wanted, what in pairs
        if have < wanted
    ]


def _of(state: ReplicaState, settings: Settings, now: datetime) -> list[str]:
    """Return what is to be said of one replica."""
    if state.replicated is None:
        return [f"replica “{state.name}” was never made: run `amana replicate {state.name}`"]
    if not state.reachable:
        return [f"replica “{state.name}” cannot be reached: plug in or mount what it is on"]
    said = []
    if not state.complete:
        said.append(f"replica “{state.name}” is not whole: run `amana replicate {state.name}`")
    if _days(state.replicated, now) >= settings.replicate_days:
        days = _days(state.replicated, now)
        said.append(f"replica “{state.name}” was brought up to date {days} days ago")
    if state.audited is None:
        said.append(f"replica “{state.name}” was never audited: run `amana audit {state.name}`")
    elif not state.audit_ok:
        said.append(f"replica “{state.name}” did not pass its last audit")
    elif _days(state.audited, now) >= settings.audit_days:
        said.append(f"replica “{state.name}” was audited {_days(state.audited, now)} days ago")
    return said


def _days(time: str, now: datetime) -> int:
    """Return how many whole days have gone since a time of the log."""
    then = datetime.fromisoformat(time)
    return (now.astimezone(UTC) - then).days
