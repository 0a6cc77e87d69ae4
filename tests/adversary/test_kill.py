"""Whatever moment a process is killed or stopped at: what was acknowledged is there, nothing twice.

A process that is killed leaves the page cache; that what is acknowledged survives a power cut rests
on the order of fsync, which the tests of `core.durable` and of the log hold.
"""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import amana
from amana.core import sha256_hex

Swept = Callable[..., list[dict[str, object]]]

FILES = 40
CHILD = """
import json, os, sys
import amana
from amana.archive import analysing

deed, root, source = sys.argv[1:]
analysing.REGISTRY = "analysis_probes:STEPS"
archive = amana.open(root, actor="Dalia Haddad")


def tell(*told):
    os.write(1, json.dumps(told).encode() + b"\\n")


if deed == "add":
    archive.add([source], amana.Form(source="S-1"), read=False,
                on_outcome=lambda o: tell("kept", o.name, o.ref))
elif deed == "work":
    archive.work(on_read=lambda ref, state, reason: tell("read", ref, state.value),
                 on_analysed=lambda a: tell("analysed", a.ref, a.state.value))
else:
    tell("rebuilt", archive.rebuild())
archive.close()
tell("end")
"""


@pytest.mark.parametrize(
    ("fault", "first"), [("any:KILL", 1), pytest.param("any:INT", 25, marks=pytest.mark.deep)]
)
def test_a_stop_at_any_call_to_the_file_system(swept: Swept, fault: str, first: int) -> None:
    assert len(swept(fault, first, 32)) > 3


def test_a_stop_while_it_recovers_from_one(swept: Swept) -> None:
    assert len(swept("any:KILL", 5, 40, 85)) > 2


@pytest.mark.deep
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("how", ["KILL", "AFTER", "TORN", "INT", "SHORT", "EINTR"])
def test_every_single_call_to_the_file_system(swept: Swept, how: str) -> None:
    assert len(swept(f"any:{how}", 1, 1)) > 100


@pytest.mark.deep
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("how", ["KILL", "INT", "ENOSPC", "EIO"])
@pytest.mark.parametrize("crashed", range(40, 100, 6))
def test_every_single_call_while_it_recovers(swept: Swept, how: str, crashed: int) -> None:
    swept(f"any:{how}", 1, 3, crashed)


class Place:
    """An archive, the files to be added, and what was told of them so far."""

    def __init__(self, folder: Path) -> None:
        self.root, self.source = folder / "archive", folder / "source"
        self.source.mkdir()
        words = "the quay of Marsa al-Nour was shelled again in the night"
        for number in range(FILES):
            (self.source / f"{number:03}.txt").write_text(f"{words}: {number // 2}")
        amana.init(self.root, actor="Dalia Haddad").close()
        self.kept: dict[str, str] = {}
        self.read: dict[str, str] = {}
        self.analysed: dict[str, str] = {}

    def run(self, deed: str, seconds: float | None, stop: signal.Signals) -> int:
        """Run a deed in a process of its own and stop it after `seconds`; note what it told."""
        with subprocess.Popen(
            [sys.executable, "-c", CHILD, deed, str(self.root), str(self.source)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as child:
            assert child.stdout
            assert child.stderr
            first = child.stdout.readline()  # by now it is at work
            if seconds is not None:
                time.sleep(seconds)
                child.send_signal(stop)
            # Not `communicate`: it passes over what was read ahead with the first line.
            told, complaints = child.stdout.read(), child.stderr.read()
        if seconds is None:
            assert child.returncode == 0, complaints
        for line in (first + told).splitlines():
            self._note(json.loads(line) if line.endswith("]") else [])
        return child.returncode

    def _note(self, told: list[str]) -> None:
        match told:
            case ["kept", name, ref]:
                assert self.kept.setdefault(name, ref) == ref, "acknowledged as two items"
            case ["read", ref, state]:
                assert self.read.setdefault(ref, state) == state, "read with two results"
            case ["analysed", ref, state]:
                assert ref not in self.analysed, "analysed twice"
                self.analysed[ref] = state

    def require_whole(self) -> None:
        """Compare the archive with everything that was told."""
        with amana.open(self.root, actor="Dalia Haddad") as archive:
            for name, ref in self.kept.items():
                digest = sha256_hex(Path(name).read_bytes())
                row = archive.show(ref).item
                assert row.sha256 == digest
                with archive.original(ref)[1] as original:
                    assert sha256_hex(original.read()) == digest
            for ref, state in self.read.items():
                assert archive.show(ref).item.state == state
            for ref, state in self.analysed.items():
                assert state == "analysed"
                assert archive.show(ref).facts["mention"] > 0
            report = archive.check(projections=True)
            assert report.problems == ()
            assert report.not_entered is None
        assert not list((self.root / "work").glob("incoming/*"))


@pytest.fixture
def place(quick: Path, probes: str) -> Place:
    del probes  # what is read is analysed
    return Place(quick)


def struck(place: Place, rounds: int, seed: int, stop: signal.Signals) -> None:
    chance = random.Random(seed)  # noqa: S311 - moments
    for _ in range(rounds):
        deed = chance.choice(["add", "add", "work", "rebuild"])
        place.run(deed, chance.uniform(0, 0.4), stop)
        place.require_whole()
    for deed in ("add", "work", "rebuild", "add"):
        place.run(deed, None, stop)
    place.require_whole()
    with amana.open(place.root) as archive:
        status = archive.status()
        assert (status.items, status.states) == (FILES // 2, {"read": FILES // 2})
        analysed = [(line.state.value, line.number) for line in status.analysis]
        assert analysed == [("analysed", FILES // 2)]
        occurrences = [p.path for r in archive.list()[1] for p in archive.show(r.ref).occurrences]
        assert sorted(map(str, occurrences)) == sorted(map(str, place.source.iterdir()))
        assert archive.search("quay").results.total == FILES // 2


def test_stopped_at_any_moment_again_and_again(place: Place) -> None:
    struck(place, 1, 7, signal.SIGKILL)


@pytest.mark.deep
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGINT])
def test_stopped_many_times(place: Place, stop: signal.Signals, seed: int) -> None:
    struck(place, 40, seed, stop)


def test_interrupted_wherever_an_outcome_is_told(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for number in range(30):
        (source / f"{number:02}").write_text(str(number))
    chance = random.Random(3)  # noqa: S311 - moments
    told: dict[str, str | None] = {}
    with amana.init(tmp_path / "archive", actor="Dalia Haddad") as archive:
        finished = False
        while not finished:
            left = chance.randint(1, 45)

            def tell(outcome: amana.archive.Outcome) -> None:
                nonlocal left
                assert told.setdefault(outcome.name, outcome.ref) == outcome.ref
                left -= 1
                if left == 0:
                    raise KeyboardInterrupt

            report = archive.add([source], read=False, on_outcome=tell)
            finished = not report.interrupted
        assert len(told) == 30
        assert archive.status().items == 30
        assert archive.check(projections=True).ok


MORE = 1500
"""More than one group of files, so that the command can be stopped between two."""


def test_the_command_says_that_it_was_stopped_and_goes_on_where_it_was(quick: Path) -> None:
    place = Place(quick)
    command = [str(Path(sys.executable).with_name("amana")), "add", "--no-read", "--json"]
    command += ["--archive", str(place.root), "--as", "Dalia", "--source", "S-1"]
    for number in range(MORE):
        (place.source / f"more-{number}").write_text(f"more {number}")
    with subprocess.Popen(
        [*command, str(place.source)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout
        lines = [child.stdout.readline()]
        child.send_signal(signal.SIGINT)
        lines += child.stdout.read().splitlines()
    kept = [json.loads(line)["ref"] for line in lines if line.strip()]
    if child.returncode != 130:
        assert child.returncode == 0, "it was done before it could be stopped"
        assert len(kept) == FILES + MORE
    with amana.open(place.root) as archive:
        held = {row.ref for row in archive.list()[1]}
        assert set(kept) <= held
    done = subprocess.run([*command, str(place.source)], capture_output=True, text=True, check=True)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) == FILES + MORE
    assert {each["ref"] for each in told} >= set(kept)
    with amana.open(place.root) as archive:
        assert archive.status().items == FILES // 2 + MORE
        assert archive.check(projections=True).ok


def test_what_a_killed_client_spooled_is_swept_away(quick: Path) -> None:
    place = Place(quick)
    stray = place.root / "work" / "incoming" / "gone"
    stray.mkdir(parents=True)
    (stray / "new").write_bytes(b"half a letter")
    (stray.parent / "no folder").write_bytes(b"")
    place.run("add", None, signal.SIGKILL)
    place.require_whole()


def test_a_copy_of_a_crashed_archive_recovers_elsewhere(quick: Path) -> None:
    place = Place(quick)
    place.run("add", 0.0, signal.SIGKILL)
    copy = quick / "copy"
    shutil.copytree(
        place.root, copy, ignore=shutil.ignore_patterns("committer.sock", "lock"), symlinks=True
    )
    shutil.rmtree(copy / "cache")
    with amana.open(copy) as archive:
        for name, ref in place.kept.items():
            with archive.original(ref)[1] as original:
                assert original.read() == Path(name).read_bytes()
        assert archive.check(projections=True).ok
