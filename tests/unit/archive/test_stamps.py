from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest

from amana.archive import Anchors, Archive
from amana.archive.authorities import authorities_of
from amana.archive.parts import Parts
from amana.archive.stamps import Shown, Stamped, TimeCheck, stamped_of, verify_stamped
from amana.core import JSON, TokenRefused
from amana.custody import salted
from amana.records import Entry, Field, Problem


def test_entries_about_something_else_tell_of_no_token() -> None:
    for values in (
        [("type", "checked")],
        [("type", "timestamped")],
        [("type", "timestamped"), ("authority", "north"), ("size", "2"), ("folder", "a")],
    ):
        assert stamped_of(Entry(index=0, fields=salted(values))) is None


def test_a_token_lies_beside_its_query_and_its_checkpoint() -> None:
    stamped = Stamped(entry=3, authority="north", size=2, folder="timestamps/2", odd=())
    assert (stamped.note, stamped.token, stamped.query) == (
        "timestamps/2/checkpoint", "timestamps/2/north.tsr", "timestamps/2/north.tsq"
    )  # fmt: skip


def check(parts: Parts, entries: Sequence[Entry]) -> tuple[tuple[Shown, ...], list[Problem]]:
    time = TimeCheck(parts.storage, parts.verifier)
    for entry in entries:
        time.note(entry)
    assert time.count == sum(entry.get("type") == "timestamped" for entry in entries)
    assert list(time.run()) == list(range(1, time.count + 1))
    return time.times, time.problems


def test_every_token_is_checked(archive: Archive, anchors: Anchors, parts: Parts) -> None:
    anchors.timestamp()
    entries = list(parts.log.entries())
    assert check(parts, entries) == (anchors.timestamps(), [])
    path = archive.root / "custody" / "timestamps" / "2" / "north.tsr"
    path.unlink()
    missing = Problem(step="timestamps", path="custody/timestamps/2/north.tsr", detail="is missing")
    assert check(parts, entries) == ((), [missing])


def test_what_an_entry_says_of_a_token_is_not_believed(
    archive: Archive, anchors: Anchors, parts: Parts
) -> None:
    anchors.timestamp()
    entries = list(parts.log.entries())
    known = authorities_of(entries)

    def changed(name: str, value: JSON) -> str:
        fields = tuple(
            Field(name=name, value=value, salt=field.salt) if field.name == name else field
            for field in entries[2].fields
        )
        told = msgspec.structs.replace(entries[2], fields=fields)
        times, (problem,) = check(parts, [*entries[:2], told])
        assert times == ()
        return problem.detail

    assert "its entry 2020" in changed("time", "2020-01-01T00:00:00.000000Z")
    assert "states 2 entries, not 1" in changed("size", 1)
    stamped = stamped_of(entries[2])
    confirm = parts.history.passed_through
    assert stamped is not None
    with pytest.raises(TokenRefused, match="no root is known of the authority north"):
        verify_stamped(stamped, {}, parts.storage.read, confirm)
    roots = archive.root / "custody" / "authorities" / "north" / "1.pem"
    roots.write_bytes(b"")
    with pytest.raises(TokenRefused, match="the roots of north: these are no certificates"):
        verify_stamped(stamped, known, parts.storage.read, confirm)
