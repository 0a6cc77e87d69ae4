"""A file is read once, and what changes under the reading is noticed."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from amana.acquire import ChangedWhileRead, InputUnreadable, SteadyFile


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_bytes(b"a" * 10_000)
    return path


def steady(path: Path, *, follow: bool = False) -> SteadyFile:
    return SteadyFile(os.fsencode(path), follow=follow)


def whole(path: Path) -> bytes:
    with io.BufferedReader(steady(path), 4096) as stream:
        return stream.read()


def test_a_file_at_rest_is_read_to_its_end(letter: Path) -> None:
    assert whole(letter) == b"a" * 10_000
    with steady(letter) as stream:
        assert stream.size == 10_000
        assert stream.readable()
        assert stream.read() == b"a" * 10_000
        assert stream.read() == b""


def test_an_empty_file_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert whole(tmp_path / "empty") == b""


def test_holes_are_read_as_the_zeros_that_they_stand_for(tmp_path: Path) -> None:
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        file.truncate(3 << 20)
        file.seek(1 << 20)
        file.write(b"in the middle")
    read = whole(path)
    assert len(read) == 3 << 20
    assert read.strip(b"\0") == b"in the middle"


def grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more" * 1000)


def cut(path: Path) -> None:
    os.truncate(path, 10)


def replace(path: Path) -> None:
    other = path.with_suffix(".new")
    other.write_bytes(b"b" * 10_000)
    other.rename(path)


def write_over(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"b" * 10_000)


def write_over_and_set_back_the_time(path: Path) -> None:
    status = path.stat()
    write_over(path)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


CHANGES = [grow, cut, replace, write_over, write_over_and_set_back_the_time, Path.unlink]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("read_before", [0, 4096, 10_000])
def test_a_change_while_it_is_read_is_noticed(
    letter: Path,
    change: object,
    read_before: int,
) -> None:
    assert callable(change)
    with steady(letter) as stream:
        stream.read(read_before)
        change(letter)
        with pytest.raises(ChangedWhileRead) as caught:
            stream.readall()
    assert "when nothing writes to it" in (caught.value.remedy or "")


def test_a_change_right_after_the_file_was_made_is_noticed(tmp_path: Path) -> None:
    for number in range(20):  # each would have to fall on a tick of the kernel's clock
        path = tmp_path / str(number)
        path.write_bytes(b"a" * 100)
        with steady(path) as stream:
            write_over(path)
            os.truncate(path, 100)
            with pytest.raises(ChangedWhileRead):
                stream.readall()


def test_a_file_that_grows_faster_than_it_is_read_has_an_end(letter: Path) -> None:
    def read_on(stream: SteadyFile) -> None:
        while stream.read(1000):
            grow(letter)

    with steady(letter) as stream, pytest.raises(ChangedWhileRead):
        read_on(stream)


def test_being_looked_at_is_no_change(letter: Path) -> None:
    with steady(letter) as stream:
        stream.read(10)
        letter.read_bytes()
        assert len(stream.readall()) == 9_990


def test_what_is_no_file_of_bytes_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path, Path("/dev/null")):
        with pytest.raises(InputUnreadable, match="no file of bytes"):
            steady(path)


def test_what_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputUnreadable, match="No such file"):
        steady(tmp_path / "nothing")


def test_a_link_is_followed_only_when_it_was_meant(letter: Path) -> None:
    link = letter.with_name("link")
    link.symlink_to(letter)
    with pytest.raises(InputUnreadable, match="symbolic links"):
        steady(link)
    with steady(link, follow=True) as stream:
        assert len(stream.readall()) == 10_000


def test_a_disk_that_gives_no_bytes_is_told(letter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> bytes:
        raise OSError(5, "Input/output error")

    with steady(letter) as stream, monkeypatch.context() as patched:
        patched.setattr(os, "read", broken)
        with pytest.raises(InputUnreadable, match="Input/output error"):
            stream.readall()


@pytest.mark.parametrize("size", [1, 4096, 9_999, 10_000, 10_001, 1 << 20])
def test_it_is_read_in_steps_of_any_size(letter: Path, size: int) -> None:
    with steady(letter) as stream:
        parts = list(iter(lambda: stream.read(size), b""))
    assert b"".join(parts) == b"a" * 10_000
    assert all(len(part) == size for part in parts[:-1])
    with steady(letter) as stream:
        buffer = bytearray(size)
        assert stream.readinto(buffer) == min(size, 10_000)
        assert stream.read(0) == b""


def test_it_is_closed_once_and_for_all(letter: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(3):
        stream = steady(letter)
        stream.close()
        stream.close()
    assert len(list(Path("/proc/self/fd").iterdir())) == before
    with pytest.raises(InputUnreadable):
        stream.read(1)
