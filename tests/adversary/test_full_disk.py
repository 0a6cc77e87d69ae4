"""A disk that is full: told as such, nothing acknowledged lost, and all goes on once there is room.

With the rights for it, a small file system is filled for real. Without them, the size that files
may have is limited: the system then refuses writes in the same way.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import amana
from amana.archive import Archive, Outcome
from amana.core import UnavailableError, sha256_hex

Swept = Callable[..., list[dict[str, object]]]
SIZE = 8 << 20  # all of it once, and what an interrupted run leaves in quarantine
FILES = 400
FIRST = 2
"""Entries before the disk is full: the archive itself, and one file."""
FULL = re.compile(r"40 .*(room|No space left).*", re.DOTALL)


class Disk:
    """A small disk with a file on it that takes up as much room as wanted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ballast = folder / "ballast"

    def leave(self, room: int) -> None:
        """Leave so many bytes free."""
        status = os.statvfs(self.folder)
        taken = max(0, status.f_bavail * status.f_frsize - room)
        with self.ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, taken)

    def free(self) -> None:
        """Take the ballast away."""
        self.ballast.unlink()


@contextmanager
def small_disk(folder: Path) -> Iterator[Disk]:
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", folder], check=True)  # noqa: S607 - the system's own
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "-l", folder], check=True)  # noqa: S607 - the system's own


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk; the sweep and the limit of sizes stand in")
    with small_disk(folder) as made:
        yield made


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Files of about 1.2 MB together, one of them too large for a pack."""
    folder = tmp_path / "source"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number:03}").write_bytes(f"{number} ".encode() * 20)
    (folder / "zz-large").write_bytes(b"large" * 220_000)
    return folder


def added(archive: Archive, source: Path, told: dict[str, str]) -> bool:
    """Add everything; return whether there was room."""

    def tell(outcome: Outcome) -> None:
        assert outcome.reason is None
        assert told.setdefault(outcome.name, str(outcome.ref)) == outcome.ref

    try:
        archive.add([source], amana.Form(source="S-1"), read=False, on_outcome=tell)
    except UnavailableError as error:
        if not FULL.fullmatch(f"{error.exit_status} {error.message} {error.remedy}"):
            raise
        return False
    return True


def require_looking(archive: Archive, told: dict[str, str]) -> None:
    """Looking needs no room, unless the catalogue is behind the log: half a list would mislead."""
    committed = int((archive.root / "custody" / "checkpoint").read_text().split("\n")[1])
    try:
        assert archive.list()[0] >= len(set(told.values()))
    except UnavailableError as error:
        told_so = FULL.fullmatch(f"{error.exit_status} {error.message} {error.remedy}")
        if committed == FIRST or not told_so:
            raise


def require_whole(archive: Archive, told: dict[str, str]) -> None:
    rows = {row.ref: row.item for row in archive.list()[1]}
    for number, (name, ref) in enumerate(told.items()):
        item = archive.show(ref).item if number % 20 == 0 else rows[ref]
        assert item is not None
        assert item.sha256 == sha256_hex(Path(name).read_bytes())
    report = archive.check(projections=True)
    assert report.problems == ()
    assert report.not_entered is None


ROOMS = [4, 200, 600]
"""KiB left: enough to fail in the vault, in the log, in the catalogue, or not; deep: every 20."""


@pytest.mark.parametrize("room", ROOMS)
def test_the_same_process_goes_on_when_there_is_room_again(
    disk: Disk, source: Path, room: int
) -> None:
    root = disk.folder / "archive"
    told: dict[str, str] = {}
    with amana.init(root, actor="Dalia Haddad") as archive:
        first = archive.add([source / "000"], amana.Form(source="S-1"), read=False)
        assert first.preserved == 1
        disk.leave(room << 10)
        if not added(archive, source, told):
            assert not added(archive, source, told), "there still is no room"
        require_looking(archive, told)
        disk.free()
        assert added(archive, source, told)
        assert len(told) == FILES + 1
        require_whole(archive, told)


@pytest.mark.parametrize("room", [120])
def test_the_command_ends_with_its_status_and_the_next_goes_on(
    disk: Disk, source: Path, room: int
) -> None:
    root = disk.folder / "archive"
    amana.init(root, actor="Dalia Haddad").close()
    command = [str(Path(sys.executable).with_name("amana")), "add", "--no-read", "--json"]
    command += ["--archive", str(root), "--source", "S-1", str(source)]
    disk.leave(room << 10)
    full = subprocess.run(command, capture_output=True, text=True, check=False)
    assert full.returncode == 40, full.stderr
    problem = json.loads(full.stderr.splitlines()[-1])
    assert FULL.fullmatch(f"40 {problem['detail']} {problem['remedy']}"), problem
    told = {o["name"]: o["ref"] for o in map(json.loads, full.stdout.splitlines())}
    disk.free()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    again = {o["name"]: o["ref"] for o in map(json.loads, done.stdout.splitlines())}
    assert len(again) == FILES + 1
    assert again.items() >= told.items()
    with amana.open(root) as archive:
        require_whole(archive, again)


@pytest.mark.deep
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("room", range(0, 2400, 20))
def test_full_at_any_point(disk: Disk, source: Path, room: int) -> None:
    test_the_same_process_goes_on_when_there_is_room_again(disk, source, room)


def test_reading_and_rebuilding_on_a_full_disk(disk: Disk, source: Path) -> None:
    with amana.init(disk.folder / "archive", actor="Dalia Haddad") as archive:
        for number in range(30):
            (source / f"letter {number}.txt").write_text(f"The quay was shelled: {number}. " * 300)
        texts = sorted(source.glob("letter*"))
        archive.add(texts, read=False)
        disk.leave(20 << 10)
        for deed in (archive.work, archive.rebuild):
            with pytest.raises(UnavailableError) as caught:
                deed()
            assert caught.value.exit_status == 40
        disk.free()
        archive.work()
        assert archive.status().states == {"read": 30}
        archive.rebuild()
        assert archive.search("quay").results.total == 30
        assert archive.check(projections=True).problems == ()


@pytest.mark.parametrize(("fault", "first"), [("any:ENOSPC+", 12), ("any:EIO", 22)])
def test_an_error_at_any_call_to_the_file_system(swept: Swept, fault: str, first: int) -> None:
    assert len(swept(fault, first, 37)) > 3


@pytest.mark.deep
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    "fault", ["any:ENOSPC", "any:ENOSPC+", "any:EIO", "any:SHORT", "fsync:EIO+"]
)
def test_an_error_at_every_single_call(swept: Swept, fault: str) -> None:
    assert len(swept(fault, 1, 1)) > 20


def test_files_that_may_not_grow_are_a_full_disk(tmp_path: Path, source: Path) -> None:
    told: dict[str, str] = {}
    with amana.init(tmp_path / "archive", actor="Dalia Haddad") as archive:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100 << 10, before[1]))
        try:
            with pytest.raises(UnavailableError, match=r"no room left|I/O error"):
                archive.add([source], amana.Form(source="S-1"), read=False)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert added(archive, source, told)
        require_whole(archive, told)
