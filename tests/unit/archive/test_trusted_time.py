from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import pytest

from amana.archive import Anchors, Archive
from amana.archive.keys import Keys
from amana.archive.parts import Parts
from amana.core import CustodyError, FixedClock, NotFound
from amana.custody import (
    decode_note,
    leaf_hash,
    parse_checkpoint,
    parse_roots,
    verify_inclusion,
    verify_token,
)
from amana.custody.backends import MemoryAuthority
from amana.custody.payload import commitments, leaf

Write = Callable[[str, str], Path]
URL = "http://north.example.org/tsa"


def path_of(proof: bytes) -> list[bytes]:
    """Return the hashes of a tlog-proof."""
    lines = proof.partition(b"\n\n")[0].split(b"\n")[2:]
    return [base64.b64decode(line) for line in lines]


def test_an_archive_without_authorities_has_no_trusted_time(archive: Archive) -> None:
    anchors = archive.anchors
    assert (anchors.authorities(), anchors.timestamps(), anchors.status()) == ((), (), ())
    assert anchors.covering(0) == ()


def test_what_covers_an_entry_comes_with_all_that_shows_it(
    archive: Archive, anchors: Anchors, parts: Parts, write: Write
) -> None:
    archive.add([write("a.txt", "one")], read=False)
    anchors.timestamp()
    archive.add([write("b.txt", "two")], read=False)
    (covering,) = anchors.covering(2)
    state = parse_checkpoint(decode_note(covering.note).text)
    assert (covering.shown.size, state.size) == (3, 3)
    found = verify_token(covering.token, covering.note, parse_roots(covering.roots), covering.query)
    assert found.signer == covering.shown.signer == "CN=North"
    digest = leaf_hash(leaf(commitments(parts.log.payload(2).slots)))
    verify_inclusion(digest, 2, 3, path_of(covering.proof), state.root)
    assert covering.proof.endswith(covering.note)
    assert anchors.covering(3) == anchors.covering(4) == ()
    with pytest.raises(CustodyError, match="has no entry 99"):
        anchors.covering(99)


def test_the_earliest_of_each_authority_covers(
    archive: Archive, parts: Parts, north: MemoryAuthority, clock: FixedClock, write: Write
) -> None:
    south = MemoryAuthority(clock.now, name="South")
    reach = {"north": north, "south": south}
    anchors = Anchors(parts, lambda known: reach[known.name])
    anchors.add_authority("north", URL, north.roots)
    anchors.timestamp()
    anchors.add_authority("south", URL, south.roots)
    anchors.timestamp()
    archive.add([write("a.txt", "one")], read=False)
    anchors.timestamp()
    assert [(each.shown.authority, each.shown.size) for each in anchors.covering(0)] == [
        ("north", 2), ("south", 5)
    ]  # fmt: skip
    times = [each.shown.time for each in anchors.covering(3)]
    assert times == sorted(times)
    assert len(anchors.timestamps()) == 5


def test_status_tells_what_waits(archive: Archive, anchors: Anchors, write: Write) -> None:
    (before,) = anchors.status()
    assert (before.newest, before.uncovered, before.due) == (None, 2, False)
    anchors.timestamp()
    archive.add([write("a.txt", "one")], read=False)
    (after,) = anchors.status()
    assert after.newest is not None
    assert (after.newest.size, after.uncovered) == (2, 1)
    anchors.stop_authority("north")
    (stopped,) = anchors.status()
    assert stopped.authority.url is None


def test_tokens_of_an_authority_that_is_no_longer_asked_are_still_checked(
    archive: Archive, anchors: Anchors
) -> None:
    anchors.timestamp()
    anchors.stop_authority("north")
    assert len(anchors.timestamps()) == 1
    assert archive.check().ok
    with pytest.raises(NotFound, match="no authority 'south'"):
        anchors.stop_authority("south")


@pytest.mark.parametrize("suffix", ["checkpoint", "north.tsq", "north.tsr"])
def test_a_damaged_time_stamp_shows_nothing(
    archive: Archive, anchors: Anchors, suffix: str
) -> None:
    anchors.timestamp()
    path = archive.root / "custody" / "timestamps" / "2" / suffix
    data = path.read_bytes()
    for damaged in (data[:-9] + bytes([data[-9] ^ 1]) + data[-8:], b"", None):
        path.unlink()
        if damaged is not None:
            path.write_bytes(damaged)
        for read in (anchors.timestamps, anchors.status, lambda: anchors.covering(0)):
            with pytest.raises(CustodyError):
                read()
        path.touch()
    path.write_bytes(data)
    assert len(anchors.timestamps()) == 1


def test_a_rebuilt_catalogue_knows_the_same(archive: Archive, anchors: Anchors) -> None:
    anchors.timestamp()
    before = anchors.timestamps()
    archive.rebuild()
    assert anchors.timestamps() == before
    assert archive.check(projections=True).ok


def test_time_stamps_outlive_a_change_of_keys(
    archive: Archive, anchors: Anchors, parts: Parts
) -> None:
    anchors.timestamp()
    Keys(parts).rotate()
    assert [each.size for each in anchors.timestamps()] == [2]
    (covering,) = anchors.covering(0)
    assert covering.shown.size == 2
    report = archive.check()
    assert (report.problems, [time.size for time in report.times]) == ((), [2])
