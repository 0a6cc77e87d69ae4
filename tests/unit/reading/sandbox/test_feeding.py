from __future__ import annotations

import os
import tempfile

import pytest

from amana.reading.sandbox import feeding
from amana.reading.sandbox.feeding import Slice, standard_input


def everything(descriptor: int) -> bytes:
    """Read it as a program does: from its own position on, to the end."""
    with os.fdopen(os.dup(descriptor), "rb") as file:
        return file.read()


@pytest.fixture
def file() -> int:
    return os.memfd_create("file")


@pytest.mark.parametrize("in_memory", [0, 1 << 20])
def test_bytes_and_parts_and_wholes(
    file: int, in_memory: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeding, "_IN_MEMORY", in_memory)
    os.write(file, b"abcdef")
    for given, seen in (
        (b"bytes", b"bytes"),
        (b"", b""),
        (Slice(file, 0, 6), b"abcdef"),
        (Slice(file, 2, 3), b"cde"),
        (Slice(file, 0, 3), b"abc"),
        (Slice(file, 4, 100), b"ef"),
    ):
        with standard_input(given) as descriptor:
            assert everything(descriptor) == seen
    assert os.lseek(file, 0, os.SEEK_CUR) == 6  # the place of the one who gave it
    os.close(file)


def test_it_cannot_be_written_to_and_is_closed(file: int) -> None:
    os.write(file, b"abc")
    for given in (Slice(file, 0, 3), Slice(file, 1, 1), b"abc"):
        with standard_input(given) as descriptor, pytest.raises(OSError, match="Bad file"):
            os.write(descriptor, b"x")
        with pytest.raises(OSError, match="Bad file"):
            os.fstat(descriptor)
    os.close(file)


def test_no_descriptor_and_no_file_stays_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeding, "_IN_MEMORY", 0)
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - one short call
    left = set(os.listdir(tempfile.gettempdir()))  # noqa: PTH208 - one short call
    with standard_input(b"abc"):
        pass
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208 - one short call
    new = set(os.listdir(tempfile.gettempdir())) - left  # noqa: PTH208 - one short call
    assert not [name for name in new if name.startswith("tmp")]
