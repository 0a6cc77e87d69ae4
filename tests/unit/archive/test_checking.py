from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from amana.archive import DOES_NOT_SHOW, Archive, Step, open_archive
from amana.records import Form, Problem

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
    assert DOES_NOT_SHOW


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
