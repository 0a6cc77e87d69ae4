"""Archives that somebody damaged by hand: what the check names, and what a repair brings back.

Each defect is repaired from a replica; where the archive itself still has what is needed, without
one, too. What a repair cannot prove, it does not write.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import amana
from amana.archive import Archive
from amana.core import AmanaError, CustodyError, ForeignFolder, LogFork

PACK = "vault/packs/00000001.tar"
SEGMENT = "custody/payloads/000.jsonl"
LAST = 10


class Made(NamedTuple):
    """The folder of an archive and of its replica."""

    root: Path
    replica: Path


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of small and large originals with an up-to-date replica beside it."""
    folder = tmp_path_factory.mktemp("made")
    source = folder / "source"
    source.mkdir()
    for number in range(6):
        (source / f"{number}.txt").write_text(f"letter {number} " * 40)
    for number in range(2):
        (source / f"large-{number}").write_bytes(bytes([number]) * (1 << 20))
    amana.init(folder / "archive", actor="Dalia Haddad").close()
    with (folder / "archive" / "amana.toml").open("a") as settings:
        settings.write('[[replicas]]\nname = "cellar"\npath = "../cellar"\nsite = "bank"\n')
    with amana.open(folder / "archive", actor="Dalia Haddad") as archive:
        archive.add([source], amana.Form(source="S-1"), read=False)
        archive.copies.replicate()
        archive.copies.replicate()
    # So that the replica reaches as far as the archive: what came after it is taken back.
    return folder


@pytest.fixture
def made(template: Path, tmp_path: Path) -> Made:
    for name in ("archive", "cellar"):
        shutil.copytree(
            template / name, tmp_path / name, ignore=shutil.ignore_patterns("*.sock", "lock")
        )
    return Made(tmp_path / "archive", tmp_path / "cellar")


def rewrite(path: Path, change: Callable[[bytes], bytes]) -> None:
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(change(data))


def flip(at: int) -> Callable[[bytes], bytes]:
    return lambda data: data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def large(root: Path) -> list[Path]:
    return sorted(path for path in (root / "vault" / "objects").rglob("*") if path.is_file())


def tiles(root: Path, kind: str) -> list[Path]:
    found = [path for path in (root / "custody" / "tile" / kind).rglob("*") if path.is_file()]
    return sorted(found, key=lambda path: int(path.name))


def swap(one: Path, other: Path) -> None:
    first, second = one.read_bytes(), other.read_bytes()
    for path, data in ((one, second), (other, first)):
        path.unlink()
        path.write_bytes(data)


def lose_a_line(data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    return b"".join(lines[:3] + lines[4:])


class Defect(NamedTuple):
    """What is done to an archive, and whether it can be repaired without a replica."""

    do: Callable[[Path], object]
    alone: bool


QUICK = {
    "missing pack", "truncated pack", "flipped header", "all tiles", "lost payload line",
    "lost payloads", "flipped checkpoint", "stray files", "deleted object", "swapped objects",
}  # fmt: skip
"""Tried in every way; the others, in every run, from a replica only where they can do without."""

DEFECTS: dict[str, Defect] = {
    "missing pack": Defect(lambda r: (r / PACK).unlink(), alone=False),
    "truncated pack": Defect(lambda r: rewrite(r / PACK, lambda d: d[:2000]), alone=False),
    "flipped byte of a member": Defect(lambda r: rewrite(r / PACK, flip(600)), alone=False),
    "flipped header": Defect(lambda r: rewrite(r / PACK, flip(5)), alone=True),
    "flipped size in a header": Defect(lambda r: rewrite(r / PACK, flip(133)), alone=True),
    "flipped padding": Defect(lambda r: rewrite(r / PACK, flip(1020)), alone=True),
    "missing tile": Defect(lambda r: tiles(r, "0")[-1].unlink(), alone=True),
    "truncated tile": Defect(lambda r: rewrite(tiles(r, "0")[-1], lambda d: d[:-32]), alone=True),
    "flipped tile": Defect(lambda r: rewrite(tiles(r, "0")[-1], flip(40)), alone=True),
    "swapped tile and bundle": Defect(
        lambda r: swap(tiles(r, "0")[-1], tiles(r, "entries")[-1]), alone=True
    ),
    "all tiles": Defect(lambda r: shutil.rmtree(r / "custody" / "tile"), alone=True),
    "lost payload line": Defect(lambda r: rewrite(r / SEGMENT, lose_a_line), alone=False),
    "flipped payload": Defect(lambda r: rewrite(r / SEGMENT, flip(300)), alone=False),
    "lost payloads": Defect(lambda r: (r / SEGMENT).unlink(), alone=False),
    "lost checkpoint": Defect(lambda r: (r / "custody/checkpoint").unlink(), alone=True),
    "flipped checkpoint": Defect(lambda r: rewrite(r / "custody/checkpoint", flip(90)), alone=True),
    "lost key": Defect(lambda r: (r / "custody/log.vkey").unlink(), alone=True),
    "stray files": Defect(
        lambda r: [(r / n).write_bytes(b"x") for n in ("vault/x", "custody/x", "vault/packs/y")],
        alone=True,
    ),
    "deleted object": Defect(lambda r: large(r)[0].unlink(), alone=False),
    "flipped object": Defect(lambda r: rewrite(large(r)[0], flip(9)), alone=False),
    "truncated object": Defect(lambda r: rewrite(large(r)[0], lambda d: d[:-1]), alone=False),
    "swapped objects": Defect(lambda r: swap(*large(r)), alone=True),
    "lost cache": Defect(lambda r: shutil.rmtree(r / "cache"), alone=True),
}


def evidence(root: Path) -> dict[str, bytes]:
    """Return every byte that a repair must bring back."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for room in ("vault", "custody")
        for path in (root / room).rglob("*")
        if path.is_file()
    }


def opened(made: Made) -> Archive:
    return amana.open(made.root, actor="Dalia Haddad")


def catch_up(made: Made) -> None:
    """Let the replica reach as far as the archive: a run of it is itself an entry."""
    with opened(made) as archive:
        archive.copies.replicate()


def grown(before: dict[str, bytes], after: dict[str, bytes]) -> Iterator[str]:
    """Tell what is not there any more as it was; the log may have grown."""
    moving = ("custody/head", "custody/checkpoint", ".p/", "custody/payloads")
    for path, data in before.items():
        if path not in after and ".p/" not in path:
            yield f"{path} is gone"
        elif path in after and after[path] != data and not any(m in path for m in moving):
            yield f"{path} differs"


@pytest.mark.parametrize(
    "name",
    [pytest.param(n, marks=[] if n in QUICK or not d.alone else pytest.mark.deep)
     for n, d in DEFECTS.items()],
)  # fmt: skip
def test_a_replica_brings_everything_back(made: Made, name: str) -> None:
    before = evidence(made.root)
    DEFECTS[name].do(made.root)
    with opened(made) as archive:
        planned = archive.copies.repair()
        report = archive.copies.repair(apply=True)
        again = archive.copies.repair(apply=True)
    if name == "lost payloads":  # that of the replica's last run stands nowhere else
        (lost,) = report.unrepaired
        assert lost.source.endswith(f"the payload of entry {LAST}")
        lines = (made.root / SEGMENT).read_bytes()
        assert before[SEGMENT].startswith(lines)
        assert before[SEGMENT].count(b"\n") == lines.count(b"\n") + 1
        return
    assert report.unrepaired == ()
    assert bool(planned.repairs) == (name != "lost cache")
    assert list(grown(before, evidence(made.root))) == []
    assert report.check
    assert report.check.problems == ()
    assert (again.repairs, again.unrepaired) == ((), ())


@pytest.mark.parametrize("name", [name for name, defect in DEFECTS.items() if defect.alone])
def test_the_archive_itself_brings_back_what_it_still_has(made: Made, name: str) -> None:
    before = evidence(made.root)
    shutil.rmtree(made.replica)
    DEFECTS[name].do(made.root)
    with opened(made) as archive:
        report = archive.copies.repair(apply=True)
    assert report.unrepaired == ()
    assert list(grown(before, evidence(made.root))) == []
    assert report.check
    assert report.check.problems == ()


@pytest.mark.parametrize("name", sorted(QUICK & {n for n, d in DEFECTS.items() if not d.alone}))
def test_without_a_replica_what_is_lost_is_listed_and_nothing_gets_worse(
    made: Made, name: str
) -> None:
    shutil.rmtree(made.replica)
    DEFECTS[name].do(made.root)
    before = evidence(made.root)
    with opened(made) as archive:
        report = archive.copies.repair(apply=True)
    assert report.unrepaired
    assert all(each.source for each in report.unrepaired)
    assert list(grown(before, evidence(made.root))) == []


@pytest.mark.parametrize("name", ["missing pack", "stray files", "all tiles", "swapped objects"])
def test_unasked_nothing_changes(made: Made, name: str) -> None:
    DEFECTS[name].do(made.root)
    before = evidence(made.root)
    with opened(made) as archive:
        report = archive.copies.repair()
    assert not report.done
    assert evidence(made.root) == before


def test_what_is_replaced_stays_in_quarantine(made: Made) -> None:
    rewrite(made.root / PACK, flip(600))
    damaged = (made.root / PACK).read_bytes()
    with opened(made) as archive:
        archive.copies.repair(apply=True)
    kept = {path.name: path.read_bytes() for path in (made.root / "work/quarantine").iterdir()}
    (name,) = kept
    assert name.endswith("-repaired-vault-packs-00000001.tar")
    assert kept[name] == damaged


def test_a_repair_is_entered(made: Made) -> None:
    large(made.root)[0].unlink()
    with opened(made) as archive:
        report = archive.copies.repair(apply=True)
        entry = next(e for e in archive.entries()[1] if e.index == report.entry)
    assert entry.get("type") == "repaired"
    assert entry.get("repair_count") == 1
    assert "cellar" in str(entry.get("repairs"))


def test_a_lost_head_is_made_again_only_when_asked(made: Made) -> None:
    (made.root / "custody" / "head").unlink()
    with opened(made) as archive:
        report = archive.copies.repair(apply=True)
        assert [each.path for each in report.unrepaired] == ["custody/head"]
        assert "never taken from a copy" in report.unrepaired[0].source
        report = archive.copies.repair(apply=True, remake_head=True)
        assert report.unrepaired == ()
        assert report.check
        assert report.check.problems == ()


def test_an_archive_that_was_set_back_is_not_repaired(made: Made, tmp_path: Path) -> None:
    shutil.copytree(made.root / "custody", tmp_path / "yesterday")
    with opened(made) as archive:
        archive.check()
        archive.copies.replicate()
    shutil.rmtree(made.root / "custody")
    shutil.copytree(tmp_path / "yesterday", made.root / "custody")
    before = evidence(made.root)
    with opened(made) as archive, pytest.raises(LogFork, match="put back"):
        archive.copies.repair(apply=True)
    assert evidence(made.root) == before


def test_a_replica_of_another_archive_is_not_accepted(made: Made, tmp_path: Path) -> None:
    other = tmp_path / "other"
    amana.init(other).close()
    large(made.root)[0].unlink()
    before = evidence(made.root)
    with opened(made) as archive:
        for source in (other, tmp_path / "source"):
            with pytest.raises(AmanaError) as caught:
                archive.copies.repair([source], apply=True)
            assert isinstance(caught.value, (CustodyError, ForeignFolder, AmanaError))
    assert evidence(made.root) == before


def test_damage_of_a_replica_is_never_brought_in(made: Made) -> None:
    for root in made:
        rewrite(root / PACK, flip(600))
        rewrite(large(root)[0], flip(9))
    with opened(made) as archive:
        report = archive.copies.repair(apply=True)
    assert {each.path for each in report.unrepaired} == {
        PACK,
        str(large(made.root)[0].relative_to(made.root)),
    }


# Stopped at any call that changes a disk


DIED = 77
CALLS = ("write", "fsync", "rename", "replace", "link", "unlink", "ftruncate", "mkdir", "rmdir")


def end_at(number: int, how: str) -> None:
    """Make this process end at the n-th call that changes a disk: `before`, `after` or `torn`."""
    counter = itertools.count(1)
    write = os.write

    def dying(call: Callable[..., object]) -> Callable[..., object]:
        def made(*given: Any, **named: Any) -> object:  # noqa: ANN401 - of any call
            if next(counter) != number:
                return call(*given, **named)
            if how == "torn" and call is write:
                write(given[0], memoryview(given[1])[: len(given[1]) // 2])
            elif how == "after":
                with contextlib.suppress(OSError):
                    call(*given, **named)
            os._exit(DIED)

        return made

    for name in CALLS:
        setattr(os, name, dying(getattr(os, name)))


def repair_until(made: Made, number: int, how: str) -> int:
    """Let a child repair until it ends at the n-th call; return how it ended."""
    if (child := os.fork()) == 0:
        status = 1
        try:
            end_at(number, how)
            with opened(made) as archive:
                archive.copies.repair(apply=True)
            status = 0
        except BaseException:  # noqa: BLE001 - told, and the parent is told by the status
            sys.excepthook(*sys.exc_info())
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_stopped_repair_loses_nothing_and_is_gone_on_with(made: Made, tmp_path: Path) -> None:
    assert swept(made, tmp_path, "torn", range(3, 10_000, 9)) >= 6


@pytest.mark.deep
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("how", ["before", "after", "torn"])
def test_a_repair_stopped_at_every_call_loses_nothing(made: Made, tmp_path: Path, how: str) -> None:
    assert swept(made, tmp_path, how, range(1, 10_000)) >= 40


def swept(made: Made, folder: Path, how: str, steps: range) -> int:
    """End a repair at its n-th call for every n; return at how many it was ended."""
    for name in ("flipped byte of a member", "swapped objects", "flipped payload", "stray files"):
        DEFECTS[name].do(made.root)
    everything = set(evidence(made.root).values())
    ended = 0
    for number in steps:
        here = Made(folder / "at" / "archive", folder / "at" / "cellar")
        shutil.copytree(made.root, here.root, ignore=shutil.ignore_patterns("*.sock", "lock"))
        shutil.copytree(made.replica, here.replica)
        status = repair_until(here, number, how)
        kept = {path.read_bytes() for path in here.root.rglob("*") if path.is_file()}
        lost = [data for data in everything - kept if not any(d.startswith(data) for d in kept)]
        assert [data for data in lost if b"amana head" not in data and b"log\n" not in data] == []
        with opened(here) as archive:
            report = archive.copies.repair(apply=True)
        assert report.unrepaired == ()
        assert report.check
        assert report.check.problems == (), number
        shutil.rmtree(folder / "at")
        if status == 0:
            return ended
        assert status == DIED
        ended += 1
    return ended
