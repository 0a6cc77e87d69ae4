"""A program: add files while the n-th call to the file system goes wrong, for every n.

    LD_PRELOAD=faults.so python sweep.py FAULT FIRST STEP FOLDER [CRASHED]

FAULT is `OP:HOW` as shim/faults.c takes it, like `any:KILL` or `fsync:EIO`; calls are counted below
the archive, whoever makes them: Python, SQLite, the search index. With CRASHED, every n begins with
an archive that was left by a process killed at that call, so that the fault strikes while it
recovers. Prints one JSON line for each n from FIRST on in steps of STEP: what was struck, and
whether all was well afterwards. Ends when an n lies beyond the last call.

After each n another process looks: everything that was acknowledged is there, adding again takes in
the rest and nothing twice, matters that were entered together are all there or none is, and the
check of everything, projections included, is clean.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import amana
from amana.archive import Archive, Outcome
from amana.core import AmanaError, sha256_hex
from amana.custody import consistency_proof, verify_consistency
from amana.custody.log import read_tile
from amana.custody.tiles import TreeReader
from amana.records import Entered, ReportedIncident, Situation
from amana.vault.backends import PosixVault

FORM = amana.Form(source="S-1", collector="Dalia Haddad")
MATTERS: list[Entered] = [
    Situation(key="quay", name="The quay", reason="opened"),
    ReportedIncident(key="night", situation="quay", name="The night", reason="as told"),
]
BEYOND = 77
WRONG = 1
SEAL_AT = 6000
SHIM = ctypes.CDLL(None)


def arm(fault: str, folder: Path, struck: Path | None = None) -> None:
    """Have a call below a folder go wrong, which is counted from now on."""
    told = os.fsencode(struck) if struck else None
    if SHIM.shim_arm(fault.encode(), os.fsencode(folder), told):
        raise ValueError(fault)


def disarm() -> None:
    """Let every call go well."""
    arm("any:0:EIO", Path("/nowhere"))


def small_packs() -> None:
    """Have packs sealed so early that it happens in every story."""
    (PosixVault.__init__.__kwdefaults__ or {})["seal_at"] = SEAL_AT


def make(folder: Path) -> tuple[Path, Path]:
    """Make an archive that holds something, and a folder to be added to it."""
    source, template = folder / "source", folder / "template"
    source.mkdir()
    for number in range(6):
        (source / f"{number}.txt").write_text(f"letter {number % 4}")  # two of them occur twice
    (source / "large.bin").write_bytes(bytes(range(256)) * 5000)
    for number in range(3):  # more than one pack takes
        (source / f"report {number}.txt").write_text(f"report {number} " * 300)
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


def strike(here: Path, source: Path, told: Path, fault: str, number: int) -> int:
    """Add while the fault strikes; whoever survives it goes on in the same process."""
    descriptor = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def tell(outcome: Outcome) -> None:
        os.write(descriptor, f"{acknowledged(archive, outcome)}\n".encode())

    op, how = fault.split(":")
    arm(f"{op}:{number}:{how}", here, told.with_name("struck"))
    try:
        with amana.open(here, actor="Dalia Haddad") as archive:
            archive.add([source], FORM, read=False, on_outcome=tell)
            archive.decide(MATTERS)
            beyond = SHIM.shim_seen() < number
            disarm()
            if not beyond:
                again(archive, source)
    except (AmanaError, KeyboardInterrupt):
        beyond = False
        disarm()
        with amana.open(here, actor="Dalia Haddad") as archive:
            again(archive, source)
    return BEYOND if beyond else 0


def acknowledged(archive: Archive, outcome: Outcome) -> str:
    """Return what is promised with an outcome: the item, and the state of the log."""
    state = archive.checkpoint()
    promised = [outcome.name, outcome.received.value, outcome.ref, state.size, state.root.hex()]
    return json.dumps(promised)


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


def grown(archive: Archive, size: int, root: bytes) -> None:
    """Make sure that the log is one that has grown from an earlier state."""
    state, storage = archive.checkpoint(), archive._parts.storage
    tiles = TreeReader(state.size, lambda level, n, width: read_tile(storage, str(level), n, width))
    proof = consistency_proof(size, state.size, tiles.fetch)
    verify_consistency(size, state.size, proof, root, state.root)


def look(here: Path, source: Path, told: Path) -> int:
    """Compare the archive with what was told."""
    lines = told.read_text().splitlines() if told.exists() else []
    with amana.open(here, actor="Dalia Haddad") as archive:
        for name, received, ref, size, root in map(json.loads, lines):
            assert received != "failed", name  # no fault strikes the reading of inputs
            row, original = archive.original(ref)
            with original as kept:
                assert kept.read() == Path(name).read_bytes(), f"{ref} is not {name}"
            assert archive._parts.log.prove(row.acquired_entry).payload
            grown(archive, size, bytes.fromhex(root))
        entered = [each.matter for each in archive.matters.standing()]
        assert entered in ([], MATTERS), "a part of what was entered together"
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


def point(
    source: Path, template: Path, told: Path, fault: str, number: int
) -> dict[str, str | int | bool]:
    """Let the fault strike once; tell where, and whether all is well."""
    here, struck = template.with_name("archive"), told.with_name("struck")
    subprocess.run(["cp", "-a", template, here], check=True)  # noqa: S607 - a tree with a socket in it
    status = forked(lambda: strike(here, source, told, fault, number))
    well = status in (0, BEYOND, -signal.SIGKILL) and forked(lambda: look(here, source, told)) == 0
    where = struck.read_text().splitlines()[0] if struck.exists() else ""
    shutil.rmtree(here)
    told.unlink(missing_ok=True)
    struck.unlink(missing_ok=True)
    return {
        "fault": fault,
        "call": number,
        "struck": where.replace(f"{here}/", ""),
        "beyond": status == BEYOND,
        "well": well,
    }


def main() -> None:
    """Sweep."""
    fault, first, step, name, *crashed = sys.argv[1:]
    small_packs()
    source, template = make(Path(name))
    told = template.with_name("told.jsonl")
    if crashed:
        forked(lambda: strike(template, source, told, "any:KILL", int(crashed[0])))
        told.unlink(missing_ok=True)
        told.with_name("struck").unlink(missing_ok=True)
    number, beyond = int(first), False
    while not beyond:
        line = point(source, template, told, fault, number)
        beyond = bool(line["beyond"])
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()
        number += int(step)


if __name__ == "__main__":
    main()
