from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from unittest.mock import ANY

import pytest

from amana.archive import (
    EVERYTHING,
    ROLLING,
    Archive,
    Step,
    oldest,
    open_archive,
    sample,
)
from amana.core import JSON, FixedClock, ManualTimer, sha256_hex, stamp
from amana.records import Form, Problem
from amana.vault import SMALL

START = datetime(2026, 5, 1, 8, tzinfo=UTC)
Write = Callable[[str, str], Path]


def test_a_sound_archive_is_unchanged_and_the_result_is_entered(
    archive: Archive, write: Write
) -> None:
    archive.add([write("a.txt", "one"), write("b.txt", "two")], Form(source="S"))
    steps: list[Step] = []
    report = archive.check(projections=True, on_step=steps.append)
    assert report.ok
    assert report.entry == archive.checkpoint().size - 1
    assert archive.entries(limit=1)[1][0].get("outcome") == "unchanged"
    done = [step.step for step in steps if step.state == "ok"]
    assert done == ["log-signature", "log-structure", "originals", "coverage", "projections"]


def test_one_flipped_bit_of_an_original_is_named(archive: Archive, write: Write) -> None:
    archive.add([write("a.txt", "fourteen people")], read=False)
    pack = archive.root / "vault" / "packs" / "00000001.tar"
    data = pack.read_bytes()
    at = data.index(b"fourteen")
    pack.write_bytes(data[:at] + b"F" + data[at + 1 :])
    problems: list[Problem] = []
    report = archive.check(on_problem=problems.append)
    assert not report.ok
    assert [problem.step for problem in problems] == ["originals"]
    assert "00000001.tar" in problems[0].path


def test_an_archive_without_its_key_can_be_checked(archive: Archive, write: Write) -> None:
    archive.add([write("a.txt", "one")], read=False)
    archive.close()
    (archive.root / "keys" / "log.pem").unlink()
    with open_archive(archive.root) as again:
        report = again.check()
    assert report.ok
    assert report.entry is None
    assert report.not_entered is not None


def test_a_damaged_head_is_named(archive: Archive, write: Write) -> None:
    archive.add([write("a.txt", "one")], read=False)
    archive.close()
    head = archive.root / "custody" / "head"
    head.write_bytes(head.read_bytes().replace(b"size 2", b"size 3"))
    with open_archive(archive.root) as again:
        report = again.check()
    assert "custody/head" in {problem.path for problem in report.problems}


# Only some bytes are read.


def filled(archive: Archive, write: Write) -> dict[str, str]:
    """Add small and large files; return the reference of each by its name."""
    inputs = [write(f"{number}.txt", f"letter {number}") for number in range(20)]
    inputs += [write(f"large {number}", f"{number}" * SMALL) for number in range(4)]
    archive.add(inputs, Form(source="S"), read=False)
    return {str(row.item.name): row.ref for row in archive.list()[1] if row.item}


def flip(archive: Archive, ref: str) -> None:
    """Change a byte of an original, wherever it stands."""
    row, stream = archive.original(ref)
    with stream:
        content = stream.read()
    for path in (archive.root / "vault").rglob("*"):
        if path.is_file() and content in (data := path.read_bytes()):
            path.chmod(0o600)
            path.write_bytes(data.replace(content, b"~" + content[1:]))
            return
    raise AssertionError(row.ref)


def covered(archive: Archive) -> dict[str, JSON]:
    value = archive.entries(limit=1)[1][0].get("covered")
    assert isinstance(value, dict)
    return dict(value)


def test_a_sample_reads_so_many_and_looks_for_all(archive: Archive, write: Write) -> None:
    refs = filled(archive, write)
    report = archive.check(scope=sample("5"))
    assert (report.ok, report.objects, report.present) == (True, 5, 24)
    assert report.seed
    again = archive.check(scope=sample("5", report.seed))
    assert again.bytes == report.bytes
    assert covered(archive) == {"sample": {"seed": report.seed, "bound": ANY}}
    shown = [archive.show(ref).last_check for ref in refs.values()]
    assert sorted(check.entry for check in shown if check) == [again.entry] * 5
    for ref in refs.values():
        flip(archive, ref)
    damaged = archive.check(scope=sample("5", report.seed))
    assert len(damaged.problems) == 5


def test_a_sample_of_everything_names_what_is_missing(archive: Archive, write: Write) -> None:
    filled(archive, write)
    next((archive.root / "vault" / "objects").glob("*/*/*")).unlink()
    report = archive.check(scope=sample("1", "00"))
    assert [problem.detail for problem in report.problems] == ["is missing from the vault"]


def test_the_oldest_are_read_in_turn(archive: Archive, write: Write) -> None:
    refs = filled(archive, write)
    seen: list[int] = []
    for _ in range(5):
        before = {ref: archive.show(ref).last_check for ref in refs.values()}
        report = archive.check(scope=oldest("1"))
        assert report.present == 24
        fresh = [r for r in refs.values() if archive.show(r).last_check != before[r]]
        assert all(before[ref] is None for ref in fresh)
        seen.append(len(fresh))
    assert sorted(seen) == [1, 1, 1, 1, 20], "one pack and four folders"
    entries = {archive.show(ref).last_check for ref in refs.values()}
    assert None not in entries
    archive.check(scope=oldest("100%"))
    assert len({archive.show(ref).last_check for ref in refs.values()}) == 1


def test_only_what_was_there_counts_as_checked(archive: Archive, write: Write) -> None:
    filled(archive, write)
    report = archive.check()
    assert covered(archive) == {
        "packs": [["00000001", "00000001"]],
        "length": (archive.root / "vault/packs/00000001.tar").stat().st_size,
        "objects": [["0000", "ffff"]],
    }
    later = [write("later.txt", "later"), write("large later", "later" * SMALL)]
    archive.add(later, read=False)
    rows = [row.item for row in archive.list()[1] if row.item]
    checked = {row.name: archive.show(row.ref).last_check for row in rows}
    assert checked.pop("later.txt") is None
    assert checked.pop("large later") is None
    assert {check.entry for check in checked.values() if check} == {report.entry}
    assert len(checked) == 24


def test_the_rolling_check_reads_what_is_due(
    archive: Archive, write: Write, clock: FixedClock
) -> None:
    filled(archive, write)
    assert archive.check(scope=ROLLING).entry is None, "nothing is due on the first day"
    assert archive.status().unread_since == stamp(START)
    days = 0
    objects = 0
    while days < 95:
        clock.at += timedelta(days=5)
        days += 5
        report = archive.check(scope=ROLLING)
        objects += report.objects
        assert report.ok
        if days == 45:
            assert 0 < objects < 24
    assert objects >= 24
    unread = datetime.fromisoformat(str(archive.status().unread_since))
    assert clock.at - unread < timedelta(days=91)
    assert archive.check(projections=True).ok


def test_rebuilding_gives_the_same_checks(archive: Archive, write: Write) -> None:
    filled(archive, write)
    for scope in (EVERYTHING, sample("3"), oldest("2")):
        archive.check(scope=scope)
    before = list(archive._parts.catalogue.dump())
    archive.rebuild()
    assert list(archive._parts.catalogue.dump()) == before


def test_without_the_log_only_bytes_are_compared(archive: Archive, write: Write) -> None:
    filled(archive, write)
    bundle = next((archive.root / "custody" / "tile" / "entries").rglob("*"))
    steps: list[Step] = []
    assert archive.check(log=False, on_step=steps.append).ok
    assert {step.step for step in steps} == {"originals"}
    assert archive.entries(limit=1)[1][0].get("log") is False
    assert bundle.exists()


# It takes long, is slowed down, is stopped; and others go on meanwhile.


def test_a_rate_is_kept(archive: Archive, write: Write) -> None:
    filled(archive, write)
    timer = archive._parts.timer = ManualTimer()
    report = archive.check(rate=1_000_000)
    assert timer.now() == pytest.approx(report.bytes / 1e6, abs=0.1)
    assert report.seconds == pytest.approx(timer.now(), abs=0.1)


def test_a_long_check_is_entered_as_it_goes_on(
    archive: Archive, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    refs = filled(archive, write)
    monkeypatch.setattr("amana.archive.batches.MOST_BYTES", SMALL)
    report = archive.check()
    assert len(report.batches) == 4
    entries = archive.entries(limit=4)[1][::-1]
    assert [entry.index for entry in entries] == list(report.batches)
    assert [entry.get("more") for entry in entries] == [True, True, True, False]
    assert sum(int(str(entry.get("objects"))) for entry in entries) == 24
    objects: list[list[str]] = []
    for entry in entries:
        ranges = entry.get("covered")
        assert isinstance(ranges, dict)
        objects += ranges["objects"]
    assert (objects[0][0], objects[-1][1]) == ("0000", "ffff")
    for (_, end), (start, _) in pairwise(objects):
        assert int(start, 16) == int(end, 16) + 1
    assert all(archive.show(ref).last_check for ref in refs.values())


@pytest.mark.parametrize("how", ["stopped", "interrupted"])
def test_what_was_read_before_a_stop_counts(archive: Archive, write: Write, how: str) -> None:
    refs = filled(archive, write)
    reads = 0

    def stop() -> bool:
        nonlocal reads
        reads += 1
        if reads > 22 and how == "interrupted":
            raise KeyboardInterrupt
        return reads > 22

    if how == "interrupted":
        with pytest.raises(KeyboardInterrupt):
            archive.check(stopped=stop)
    else:
        report = archive.check(stopped=stop)
        assert report.stopped
        assert report.ok
    entry = archive.entries(limit=1)[1][0]
    # The last unit that was read counts once the next has begun.
    assert (entry.get("more"), entry.get("objects")) == (True, 21)
    checked = [ref for ref in refs.values() if archive.show(ref).last_check]
    assert len(checked) == 21
    assert archive.check(scope=oldest("3")).objects == 3, "it goes on where it was"
    assert all(archive.show(ref).last_check for ref in refs.values())


def test_commits_go_on_while_bytes_are_read(archive: Archive, write: Write) -> None:
    filled(archive, write)
    added: list[int] = []

    def add() -> bool:
        if len(added) < 6:
            number = len(added)
            inputs = [write(f"new {number}", f"new {number}"), write("big", f"{number}x" * SMALL)]
            added.append(archive.add(inputs, Form(source="N"), read=False).preserved)
        return False

    report = archive.check(stopped=add)
    assert report.problems == ()
    assert sum(added) == 12
    assert report.objects == 24
    assert archive.check(projections=True).objects == 36


def test_strays_are_named_although_commits_go_on(archive: Archive, write: Write) -> None:
    filled(archive, write)
    content = b"stray" * SMALL
    sha256 = sha256_hex(content)
    stray = archive.root / "vault" / "objects" / sha256[:2] / sha256[2:4] / sha256
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(content)
    (archive.root / "vault/packs/00000002.tar").write_bytes(b"more")
    report = archive.check()
    assert {problem.path for problem in report.problems} == {
        f"vault/objects/{sha256[:2]}/{sha256[2:4]}/{sha256}",
        "vault/packs/00000002.tar",
    }


def test_the_log_names_damage_by_item_and_without_digests(archive: Archive, write: Write) -> None:
    refs = filled(archive, write)
    digest = archive.show(refs["large 2"]).item.sha256
    flip(archive, refs["large 2"])
    report = archive.check()
    assert digest in report.problems[0].path
    entry = archive.entries(limit=1)[1][0]
    assert digest not in str(entry)
    assert refs["large 2"] in str(entry.get("problems"))


def test_a_head_that_is_damaged_while_the_archive_is_open_is_named(
    archive: Archive, write: Write
) -> None:
    filled(archive, write)
    head = archive.root / "custody" / "head"
    head.write_bytes(head.read_bytes().replace(b"size 2", b"size 3"))
    report = archive.check()
    assert "custody/head" in {problem.path for problem in report.problems}
    assert report.entry is None
    assert report.not_entered
