from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from amana.core import StorageFull, UnavailableError
from amana.core.durable import (
    make_folders,
    replace_file,
    storage_errors,
    sync_folder,
    write_all,
)


class Calls:
    """Notes the calls that make something durable, in their order, and may fail one of them."""

    def __init__(self, patch: pytest.MonkeyPatch, fail: int | None = None) -> None:
        self.seen: list[str] = []
        self.fail = fail
        self.fsync = os.fsync
        patch.setattr(os, "fsync", self.note)

    def note(self, descriptor: int) -> None:
        name = Path(f"/proc/self/fd/{descriptor}").readlink().name
        self.seen.append(name)
        if self.fail == len(self.seen):
            raise OSError(errno.EIO, "input/output error")
        self.fsync(descriptor)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_told_as_such(number: int) -> None:
    with (
        pytest.raises(StorageFull, match="no room left while writing /x"),
        storage_errors(Path("/x")),
    ):
        raise OSError(number, os.strerror(number))


def test_any_other_refusal_of_the_file_system_is_told_with_its_reason() -> None:
    with (
        pytest.raises(UnavailableError, match="refused to write /x: Input/output error") as caught,
        storage_errors(Path("/x")),
    ):
        raise OSError(errno.EIO, os.strerror(errno.EIO))
    assert not isinstance(caught.value, StorageFull)


def test_errors_that_are_not_of_the_file_system_pass() -> None:
    with pytest.raises(ValueError, match="mine"), storage_errors(Path("/x")):
        raise ValueError("mine")


def test_folders_are_made_with_their_parents_each_name_durable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = Calls(monkeypatch)
    make_folders(tmp_path / "a" / "b" / "c")
    assert (tmp_path / "a" / "b" / "c").is_dir()
    assert calls.seen == [tmp_path.name, "a", "b"]
    make_folders(tmp_path / "a" / "b")
    assert len(calls.seen) == 3, "what is there already needs nothing"


def test_a_short_write_is_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:3]))
    descriptor = os.open(tmp_path / "x", os.O_WRONLY | os.O_CREAT)
    write_all(descriptor, b"ten bytes!")
    os.close(descriptor)
    assert (tmp_path / "x").read_bytes() == b"ten bytes!"


def test_replacing_makes_the_bytes_durable_before_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, staging = tmp_path / "place", tmp_path / "staging"
    place.mkdir()
    staging.mkdir()
    (place / "head").write_bytes(b"old")
    calls = Calls(monkeypatch)
    replace_file(place / "head", b"new", staging=staging, mode=0o600)
    assert (place / "head").read_bytes() == b"new"
    assert (place / "head").stat().st_mode & 0o777 == 0o600
    assert calls.seen == [f"head.{os.getpid()}.new", "place"]
    assert list(staging.iterdir()) == []


def test_a_failed_sync_leaves_the_old_bytes_and_no_leftover(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "head").write_bytes(b"old")
    Calls(monkeypatch, fail=1)
    with pytest.raises(UnavailableError):
        replace_file(tmp_path / "head", b"new", staging=tmp_path)
    assert (tmp_path / "head").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["head"]


def test_a_folder_that_is_gone_cannot_be_made_durable(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        sync_folder(tmp_path / "gone")
