"""A program: add files while the n-th call to the file system goes wrong, for every n.

    python sweep.py MODE FIRST STEP FOLDER [CRASHED]

MODE is `die` (the process is killed at the call), `torn` (a write gets half through, then the
process is killed), `interrupt` (Ctrl-C arrives at the call), or the name of an error (`ENOSPC`,
`EIO`) that the call gives. With CRASHED, every n begins with an archive that was left by a process
killed at that call, so that the fault strikes while it recovers. Prints one JSON line for each n
from FIRST on in steps of STEP: what was wrong afterwards, if anything. Ends when an n lies beyond
the last call.

After each n another process looks: everything that was acknowledged is there, adding again takes in
the rest and nothing twice, and the check of everything, projections included, is clean.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import amana
from amana.archive import Archive, Outcome
from amana.core import AmanaError, sha256_hex

FORM = amana.Form(source="S-1", collector="Dalia Haddad")
CALLS = ("write", "fsync", "fdatasync", "rename", "replace", "link", "unlink", "ftruncate", "mkdir")
BEYOND = 77
WRONG = 1


class Faults:
    """Makes the n-th call to the file system go wrong; `real` are the calls as they were."""

    def __init__(self, mode: str, number: int) -> None:
        self.mode = mode
        self.left = number
        self.real: dict[str, Callable[..., Any]] = {name: getattr(os, name) for name in CALLS}
        for name in CALLS:
            setattr(os, name, self._faulty(name))

    def _faulty(self, name: str) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - stands for any call
            self.left -= 1
            if self.left == 0:
                self._strike(name, given)
            return self.real[name](*given, **named)

        return call

    def _strike(self, name: str, given: tuple[Any, ...]) -> None:
        if self.mode == "torn" and name == "write":
            self.real["write"](given[0], bytes(given[1])[: len(given[1]) // 2])
        if self.mode in ("die", "torn"):
            os.kill(os.getpid(), signal.SIGKILL)
        if self.mode == "interrupt":
            raise KeyboardInterrupt
        number = getattr(errno, self.mode)
        raise OSError(number, os.strerror(number))


def make(folder: Path) -> tuple[Path, Path]:
    """Make an archive that holds something, and a folder to be added to it."""
    source, template = folder / "source", folder / "template"
    source.mkdir()
    for number in range(6):
        (source / f"{number}.txt").write_text(f"letter {number % 4}")  # two of them occur twice
    (source / "large.bin").write_bytes(bytes(range(256)) * 5000)
    with amana.init(template, actor="Dalia Haddad") as archive:
        archive.add([source / "0.txt"], FORM, read=False)
    return source, template


def forked(work: Callable[[], int]) -> int:
    """Run `work` in a process of its own; return how it ended (-9: killed)."""
    child = os.fork()
    if child == 0:
        status = WRONG
        try:
            status = work()
        except BaseException:  # noqa: BLE001 - told, and the other process is told by the status
            sys.excepthook(*sys.exc_info())
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def strike(here: Path, source: Path, told: Path, mode: str, number: int) -> int:
    """Add while the fault strikes; whoever survives it goes on in the same process."""
    descriptor = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    faults = Faults(mode, number)

    def tell(outcome: Outcome) -> None:
        line = json.dumps([outcome.name, outcome.received.value, outcome.ref])
        faults.real["write"](descriptor, f"{line}\n".encode())

    try:
        with amana.open(here, actor="Dalia Haddad") as archive:
            archive.add([source], FORM, read=False, on_outcome=tell)
            beyond = faults.left > 0
            if not beyond:
                again(archive, source)
    except (AmanaError, KeyboardInterrupt):
        beyond = False
        with amana.open(here, actor="Dalia Haddad") as archive:
            again(archive, source)
    return BEYOND if beyond else 0


def again(archive: Archive, source: Path) -> None:
    """Go on in the same process after an error: what is left is taken in, and all is well."""
    for _ in range(2):
        report = archive.add([source], FORM, read=False)
        assert not report.failed, report
        assert not report.interrupted
    assert report.preserved == 0
    sound(archive)


def sound(archive: Archive) -> None:
    """Make sure that the check is clean."""
    report = archive.check(projections=True)
    assert report.ok, report.problems
    assert report.not_entered is None, report.not_entered


def look(here: Path, source: Path, told: Path) -> int:
    """Compare the archive with what was told."""
    lines = told.read_text().splitlines() if told.exists() else []
    with amana.open(here, actor="Dalia Haddad") as archive:
        for name, received, ref in map(json.loads, lines):
            assert received != "failed", name  # no fault strikes the reading of inputs
            with archive.original(ref)[1] as kept:
                assert kept.read() == Path(name).read_bytes(), f"{ref} is not {name}"
        again(archive, source)
        expected = {sha256_hex(path.read_bytes()) for path in source.iterdir()}
        _, rows = archive.list()
        items = [row.item for row in rows if row.item]
        assert sorted(item.sha256 for item in items) == sorted(expected), "lost or twice"
        places = [place for row in rows for place in archive.show(row.ref).occurrences]
        assert len({place.path for place in places}) == len(places) == len(list(source.iterdir()))
    leftovers = list((here / "work").glob("incoming/*"))
    assert not leftovers, leftovers
    return 0


def point(source: Path, template: Path, told: Path, mode: str, number: int) -> tuple[bool, bool]:
    """Let the fault strike; tell whether that was beyond the last call, and whether all is well."""
    here = template.with_name("archive")
    subprocess.run(["cp", "-a", template, here], check=True)  # noqa: S607 - a tree with a socket in it
    status = forked(lambda: strike(here, source, told, mode, number))
    well = status in (0, BEYOND, -signal.SIGKILL) and forked(lambda: look(here, source, told)) == 0
    shutil.rmtree(here)
    told.unlink(missing_ok=True)
    return status == BEYOND, well


def main() -> None:
    """Sweep."""
    mode, first, step, name, *crashed = sys.argv[1:]
    source, template = make(Path(name))
    told = template.with_name("told.jsonl")
    if crashed:
        forked(lambda: strike(template, source, told, "die", int(crashed[0])))
        told.unlink(missing_ok=True)
    number, beyond = int(first), False
    while not beyond:
        beyond, well = point(source, template, told, mode, number)
        line = {"mode": mode, "call": number, "beyond": beyond, "well": well}
        sys.stdout.write(json.dumps(line) + "\n")
        number += int(step)


if __name__ == "__main__":
    main()
