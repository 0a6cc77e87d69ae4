from __future__ import annotations

import os
from pathlib import Path

import pytest

from amana.reading.notices import Code
from amana.reading.readers.intake import DescriptorContent, GiveUp


def test_bytes_are_taken_in_without_moving_the_descriptor(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"0123456789" * 100)
    with path.open("rb") as file:
        os.lseek(file.fileno(), 5, os.SEEK_SET)
        assert DescriptorContent(file.fileno(), 0, 15).at(0, 99) == b"012345678901234"
        assert os.lseek(file.fileno(), 0, os.SEEK_CUR) == 5


def test_a_shorter_document_than_announced_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"short")
    with path.open("rb") as file, pytest.raises(GiveUp) as gave_up:
        DescriptorContent(file.fileno(), 0, 6).at(0, 6)
    assert gave_up.value.code is Code.READER_FAILED
