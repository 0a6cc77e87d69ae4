from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from amana.archive import Anchors, Archive
from amana.archive.parts import Parts
from amana.core import FixedClock, UnavailableError, UsageError
from amana.custody import Authority, decode_note, parse_checkpoint
from amana.custody.backends import MemoryAuthority
from amana.records import EntryType

if TYPE_CHECKING:
    from tests.conftest import TimeAuthority

Write = Callable[[str, str], Path]
URL = "http://north.example.org/tsa"


class Silent:
    def ask(self, query: bytes) -> bytes:
        raise UnavailableError(f"no answer to {len(query)} bytes", remedy="carry it")


def stored(archive: Archive) -> list[str]:
    folder = archive.root / "custody" / "timestamps"
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_token_is_kept_with_its_query_and_its_checkpoint(
    archive: Archive, anchors: Anchors, parts: Parts
) -> None:
    note = archive.checkpoint_note()
    (asked,) = anchors.timestamp()
    assert (asked.what, asked.state, asked.entry, asked.odd) == ("north", "stamped", 2, ())
    assert stored(archive) == ["2/checkpoint", "2/north.tsq", "2/north.tsr"]
    assert parts.storage.read("timestamps/2/checkpoint") == note
    entry = parts.log.entry(2)
    assert entry.get("type") == EntryType.TIMESTAMPED
    assert (entry.get("authority"), entry.get("size"), entry.get("serial")) == ("north", 2, "1")
    assert entry.get("root") == parse_checkpoint(decode_note(note).text).root.hex()
    assert archive.check().ok


def test_nothing_is_asked_twice_for_the_same(archive: Archive, anchors: Anchors) -> None:
    """The token itself is an entry: that must not be a reason for the next."""
    anchors.timestamp()
    for _ in range(3):
        assert [asked.state for asked in anchors.timestamp()] == ["nothing-new"]
    assert archive.checkpoint().size == 3
    archive.check()
    assert [asked.state for asked in anchors.timestamp()] == ["stamped"]
    assert stored(archive)[3:] == ["4/checkpoint", "4/north.tsq", "4/north.tsr"]


def test_every_authority_is_asked_and_one_that_is_silent_hinders_no_other(
    archive: Archive, parts: Parts, north: MemoryAuthority, clock: FixedClock
) -> None:
    south = MemoryAuthority(clock.now, name="South")
    reach: dict[str, Authority] = {"north": north, "silent": Silent(), "south": south}
    anchors = Anchors(parts, lambda known: reach[known.name])
    for name in reach:
        anchors.add_authority(name, URL, (south if name == "south" else north).roots)
    found = anchors.timestamp()
    assert [(asked.what, asked.state) for asked in found] == [
        ("north", "stamped"), ("silent", "unreachable"), ("south", "stamped")
    ]  # fmt: skip
    assert found[1].remedy == "carry it"
    assert stored(archive) == [
        "4/checkpoint", "4/north.tsq", "4/north.tsr", "5/checkpoint", "5/south.tsq", "5/south.tsr"
    ]  # fmt: skip
    reach["silent"] = north
    again = anchors.timestamp()
    assert [asked.state for asked in again] == ["nothing-new", "stamped", "nothing-new"]
    assert archive.check().ok


def test_a_wrong_token_is_refused_and_not_kept(
    archive: Archive, parts: Parts, north: MemoryAuthority, clock: FixedClock
) -> None:
    anchors = Anchors(parts, lambda _: MemoryAuthority(clock.now, name="South"))
    anchors.add_authority("north", URL, north.roots)
    size = archive.checkpoint().size
    (asked,) = anchors.timestamp()
    assert asked.state == "refused"
    assert "not signed by an authority that is trusted" in asked.detail
    assert (archive.checkpoint().size, stored(archive)) == (size, [])


def test_a_lying_clock_is_told_and_kept(
    archive: Archive, parts: Parts, clock: FixedClock, write: Write
) -> None:
    shift = timedelta(0)
    liar = MemoryAuthority(lambda: clock.now() + shift)
    anchors = Anchors(parts, lambda _: liar)
    anchors.add_authority("liar", URL, liar.roots)
    told = []
    for hours in (1, 0, -1):
        shift = timedelta(hours=hours)
        archive.add([write(f"{hours}.txt", str(hours))], read=False)
        (asked,) = anchors.timestamp()
        assert asked.state == "stamped"
        told.append(asked.odd)
    assert [len(odd) for odd in told] == [1, 1, 2]
    assert "later than this machine's clock" in told[0][0]
    assert "before an earlier one" in told[1][0]
    assert "before an earlier one" in told[2][0]
    assert "before the log's own time" in told[2][1]
    assert [shown.odd for shown in anchors.timestamps()] == told
    assert archive.check().ok


def test_queries_are_carried_by_hand(
    archive: Archive, anchors: Anchors, north: MemoryAuthority, tmp_path: Path, write: Write
) -> None:
    stick = tmp_path / "stick"
    note = archive.checkpoint_note()
    (query,) = anchors.export_queries(stick)
    assert query == stick / "north-2.tsq"
    assert note.strip() not in query.read_bytes()
    assert anchors.export_queries(stick) == [query]
    archive.add([write("a.txt", "later")], read=False)
    (stick / "answer.tsr").write_bytes(north.ask(query.read_bytes()))
    (asked,) = anchors.import_responses([stick])
    assert (asked.what, asked.state) == ("answer.tsr", "stamped")
    assert stored(archive) == ["2/checkpoint", "2/north.tsq", "2/north.tsr"]
    (again,) = anchors.import_responses([stick / "answer.tsr"])
    assert (again.state, again.detail) == ("unusable", "this answers no query that waits here")
    (status,) = anchors.status()
    assert status.newest is not None
    assert (status.newest.size, status.uncovered) == (2, 1)
    assert archive.check().ok
    assert not list((archive.root / "work" / "timestamps").iterdir())


def test_a_later_token_online_does_not_spoil_what_is_carried(
    archive: Archive, anchors: Anchors, north: MemoryAuthority, tmp_path: Path, write: Write
) -> None:
    (query,) = anchors.export_queries(tmp_path)
    (tmp_path / "early.tsr").write_bytes(north.ask(query.read_bytes()))
    archive.add([write("a.txt", "later")], read=False)
    anchors.timestamp()
    (asked,) = anchors.import_responses([tmp_path])
    assert asked.state == "stamped"
    assert asked.odd == ()
    first, *_ = anchors.covering(0)
    assert first.shown.size == 2


def test_two_exports_wait_side_by_side(
    archive: Archive, anchors: Anchors, north: MemoryAuthority, tmp_path: Path, write: Write
) -> None:
    (one,) = anchors.export_queries(tmp_path)
    archive.add([write("a.txt", "later")], read=False)
    (two,) = anchors.export_queries(tmp_path)
    for number, query in enumerate((two, one)):
        (tmp_path / f"{number}.tsr").write_bytes(north.ask(query.read_bytes()))
    asked = anchors.import_responses([tmp_path / "0.tsr", tmp_path / "1.tsr"])
    assert [each.state for each in asked] == ["stamped", "stamped"]
    assert archive.check().ok


def test_what_is_carried_here_by_mistake_is_told(
    archive: Archive, anchors: Anchors, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="there is no time-stamp response here"):
        anchors.import_responses([tmp_path / "empty"])
    with pytest.raises(UsageError, match="cannot be read") as missing:
        anchors.import_responses([tmp_path / "nowhere.tsr"])
    assert "the .tsr files" in (missing.value.remedy or "")
    (tmp_path / "a.tsr").write_bytes(b"%PDF-1.7")
    (tmp_path / "b.tsr").write_bytes(bytes((1 << 20) + 5))
    asked = anchors.import_responses([tmp_path])
    assert [each.state for each in asked] == ["unusable", "unusable"]
    assert all(each.remedy for each in asked)
    assert "not a time-stamp response" in asked[0].detail
    assert "too long" in asked[1].detail
    assert stored(archive) == []
    (tmp_path / "north-2.tsq").write_bytes(b"of somebody else")
    with pytest.raises(UsageError, match="is there already"):
        anchors.export_queries(tmp_path)
    assert (tmp_path / "north-2.tsq").read_bytes() == b"of somebody else"


def test_a_token_is_due_again_after_a_year(
    parts: Parts, anchors: Anchors, north: MemoryAuthority, monkeypatch: pytest.MonkeyPatch
) -> None:
    anchors.timestamp()
    (status,) = anchors.status()
    assert (status.due, status.uncovered) == (False, 0)
    now = datetime.fromisoformat(status.newest.time if status.newest else "") + timedelta(days=366)
    later = FixedClock(now)
    monkeypatch.setattr(parts, "clock", later)
    monkeypatch.setattr(north, "_now", lambda: now)
    monkeypatch.setattr(
        north, "certificate", north._certificate("North", now - timedelta(1), now + timedelta(1))
    )
    assert [(each.due, each.uncovered) for each in anchors.status()] == [(True, 0)]
    assert [asked.state for asked in anchors.timestamp()] == ["stamped"]
    assert [each.due for each in anchors.status()] == [False]


def test_a_real_authority(parts: Parts, archive: Archive, authority: TimeAuthority) -> None:
    """Over HTTP, as the program does it; its token is what openssl takes, now and in 20 years."""
    anchors = archive.anchors
    anchors.add_authority("real", authority.url, authority.roots)
    before = datetime.now(UTC) - timedelta(seconds=2)
    (asked,) = anchors.timestamp()
    assert asked.state == "stamped"
    (shown,) = anchors.timestamps()
    at = datetime.fromisoformat(shown.time)
    assert before <= at
    read = parts.storage.read
    note, token = read("timestamps/2/checkpoint"), read("timestamps/2/real.tsr")
    assert authority.verify(token, note, at=at)
    assert not authority.verify(token, note, at=at + timedelta(days=20 * 365))
    assert not authority.verify(token, note + b" ", at=at)
    authority.close()
    archive.check()
    (silent,) = anchors.timestamp()
    assert silent.state == "unreachable"
    assert "--export" in (silent.remedy or "")
    (query,) = anchors.export_queries(authority.folder / "stick")
    query.with_suffix(".tsr").write_bytes(authority.ask(query.read_bytes()))
    assert [each.state for each in anchors.import_responses([query.parent])] == ["stamped"]
    assert archive.check().ok
